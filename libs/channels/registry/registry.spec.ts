import { channelNamed, channels } from '@ganh/channels/registry';

it('names each channel as its descriptor does', () => {
  for (const [id, adapter] of Object.entries(channels)) {
    expect(adapter.descriptor.id).toBe(id);
    expect(channelNamed(id)).toBe(adapter);
  }
});

it.each(['', 'sendo', 'constructor', '__proto__', 'SHOPEE'])('%j is no channel of ours', (name) => {
  expect(channelNamed(name)).toBeUndefined();
});
