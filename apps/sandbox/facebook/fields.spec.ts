import { pick, readSelection } from './fields';

const select = (source: string) => readSelection(source);

describe('fields=…', () => {
  it('reads names, inner fields and arguments', () => {
    const selection = select('id,from{name,id},comments.limit(5).order(chronological){id,message}');
    expect([...(selection?.keys() ?? [])]).toEqual(['id', 'from', 'comments']);
    expect(selection?.get('comments')?.arguments).toEqual({ limit: '5', order: 'chronological' });
    expect([...(selection?.get('from')?.inner?.keys() ?? [])]).toEqual(['name', 'id']);
  });

  it.each(['id,', 'from{name', 'a}b', '', 'x.limit5', 'a,,b'])('refuses %j', (source) => {
    expect(select(source)).toBeUndefined();
  });

  it('shows what was asked for and the id, also inside lists and pages', () => {
    const rows = {
      data: [{ id: '1', name: 'A', from: { id: '9', name: 'Lan', age: 3 } }],
      paging: { next: 'x' },
    };
    expect(pick(rows, select('from{name}') as never)).toEqual({
      data: [{ id: '1', from: { id: '9', name: 'Lan' } }],
      paging: { next: 'x' },
    });
  });
});
