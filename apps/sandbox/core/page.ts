/** HTML with every inserted value escaped, unless it is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Piece = string | number | Html | Html[] | undefined | null | false;

function escape(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function show(piece: Piece): string {
  if (piece === undefined || piece === null || piece === false) return '';
  if (piece instanceof Html) return piece.text;
  if (Array.isArray(piece)) return piece.map((one) => one.text).join('');
  return escape(String(piece));
}

export function h(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(
    parts.map((part, at) => part + (at < pieces.length ? show(pieces[at]) : '')).join(''),
  );
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:56rem;padding:1rem;color:#1c2321;background:#fbfaf7}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem}a{color:#0b5c4a}
form{margin:.4rem 0}fieldset{border:1px solid #cfd6d2;border-radius:.5rem;margin:0 0 1rem}
button,input,select{font:inherit;padding:.55rem .7rem;border-radius:.4rem;border:1px solid #9aa5a0;min-height:2.75rem;box-sizing:border-box}
button{background:#0b5c4a;color:#fff;border-color:#0b5c4a;cursor:pointer}
.cards{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr))}
.card{background:#fff;border:1px solid #dde3df;border-radius:.6rem;padding:.8rem}
.card img{width:100%;aspect-ratio:1;object-fit:cover;border-radius:.4rem;background:#eef1ee}
.row{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center}.row input[type=number]{width:5rem}
.grow{flex:1;min-width:9rem}.soft{color:#55605b;font-size:.9rem}.bad{color:#a3261b}
table{border-collapse:collapse;width:100%;font-size:.85rem}td,th{border-bottom:1px solid #e3e8e5;padding:.3rem .4rem;text-align:left;vertical-align:top}
.wide{overflow-x:auto}nav a{margin-right:1rem}code{word-break:break-all}`;

export function page(title: string, body: Html): string {
  return h`<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${new Html(STYLE)}</style></head><body>${body}</body></html>`
    .text;
}
