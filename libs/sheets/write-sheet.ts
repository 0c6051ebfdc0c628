import { writeZip } from './zip-write';

export type WrittenCell = string | number | null;

/** A head row and what stands under it. */
export interface WrittenTable {
  name: string;
  rows: readonly (readonly WrittenCell[])[];
}

/** What a spreadsheet may take for a formula, also behind blanks, control characters and in full width. */
const FORMULA = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** Text that begins like a formula gets an apostrophe before it: spreadsheets show it and work nothing out. */
export function neutral(text: string): string {
  return FORMULA.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text;
}

/** Separated text as Excel opens it: UTF-8 with mark. Excel takes `,` or `;` by the computer's regional settings. */
export function writeCsv({ rows }: WrittenTable, separator: ',' | ';'): Buffer {
  const field = (cell: WrittenCell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = neutral(cell);
    return /["\r\n,;\t]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const lines = rows.map((row) => row.map(field).join(separator));
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** What XML 1.0 has no room for. */
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function xml(text: string): string {
  return text
    .replace(NOT_XML, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r/g, '&#13;');
}

function letters(index: number): string {
  const before = Math.floor(index / 26) - 1;
  return (before >= 0 ? letters(before) : '') + String.fromCharCode(65 + (index % 26));
}

function cellXml(cell: WrittenCell, at: string): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(neutral(cell))}</t></is></c>`;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A workbook of one sheet. Text is text and never a formula: there is no `<f>` in it. */
export function writeXlsx({ name, rows }: WrittenTable): Buffer {
  const body = rows
    .map((row, i) => {
      const cells = row.map((cell, k) => cellXml(cell, `${letters(k)}${i + 1}`)).join('');
      return `<row r="${i + 1}">${cells}</row>`;
    })
    .join('');
  const sheetName = xml(name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31)) || 'Bảng';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ],
    [
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="${MAIN}"><sheetData>${body}</sheetData></worksheet>`,
    ],
  ];
  return writeZip(parts.map(([path, text]) => ({ path, bytes: Buffer.from(HEAD + text) })));
}
