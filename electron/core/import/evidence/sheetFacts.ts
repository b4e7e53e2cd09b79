// What a sheet of a workbook says beside its values: which cells are merged, hidden, shown per cent or as a duration, and which
// hold a formula that was never calculated (ECMA-376, part 1, SpreadsheetML). The library that reads values tells none of it.
import { Parser } from 'saxen';

/** How a number is shown, as far as it changes what it means. */
export type Shown = { as: 'percent' } | { as: 'duration' } | { as: 'unit'; unit: string } | null;

/** A rectangle of cells, 0-based, both ends included. */
interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export interface SheetFacts {
  merged: Area[];
  hiddenRows: ReadonlySet<number>;
  hiddenColumns: ReadonlySet<number>;
  /** By "row,column": how the cell is shown. */
  shown: ReadonlyMap<string, Exclude<Shown, null>>;
  /** The cells whose formula has no saved value. */
  uncalculated: { row: number; column: number }[];
}

export interface WorkbookFacts {
  /** Names of the sheets that are hidden. */
  hiddenSheets: ReadonlySet<string>;
  /** By the name of the sheet. */
  sheets: ReadonlyMap<string, SheetFacts>;
}

type Attributes = Record<string, string>;

/** Calls `open` and `close` for each element of a part, its name without a prefix. What is malformed is passed over. */
function walk(xml: string, open: (name: string, attributes: Attributes) => void, close?: (name: string) => void): void {
  const parser = new Parser();
  const plain = (name: string) => name.slice(name.indexOf(':') + 1);
  parser.on(
    'openTag',
    (name: string, attributes: () => Attributes, decode: (text: string) => string, selfClosing: boolean) => {
      const decoded = Object.fromEntries(Object.entries(attributes()).map(([key, value]) => [key, decode(value)]));
      open(plain(name), decoded);
      if (selfClosing) close?.(plain(name));
    },
  );
  if (close)
    parser.on('closeTag', (name: string, _: unknown, selfClosing: boolean) =>
      selfClosing ? undefined : close(plain(name)),
    );
  parser.on('error', () => undefined);
  parser.on('warn', () => undefined);
  parser.parse(xml);
}

/** "AB12" → row 11, column 27. */
function placeOf(reference: string): { row: number; column: number } | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference);
  if (!found) return null;
  const column = [...found[1]!].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return { row: Number(found[2]) - 1, column };
}

function areaOf(reference: string): Area | null {
  const [first = '', last = first] = reference.split(':');
  const [from, to] = [placeOf(first), placeOf(last)];
  return from && to ? { top: from.row, left: from.column, bottom: to.row, right: to.column } : null;
}

const durations = new Set([45, 46, 47]);
const percents = new Set([9, 10]);

/** What a format code makes of a number: 0.0% · [h]:mm:ss · #,##0" ms" · "$"#,##0.00. */
function shownBy(id: number, code: string | undefined): Shown {
  if (percents.has(id)) return { as: 'percent' };
  if (durations.has(id)) return { as: 'duration' };
  if (code === undefined) return null;
  const [positive = ''] = code.split(';');
  const bare = positive.replace(/"[^"]*"|\\./g, '');
  if (bare.includes('%')) return { as: 'percent' };
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { as: 'duration' };
  const literal = [...positive.matchAll(/"([^"]*)"|\[\$([^\]-]*)(?:-[^\]]*)?\]|([$€£])/g)]
    .map(([, text, currency, sign]) => (text ?? currency ?? sign ?? '').trim())
    .find((text) => text !== '');
  return literal === undefined || literal.length > 20 || !/[#0]/.test(bare) ? null : { as: 'unit', unit: literal };
}

/** The formats by the index that cells refer to. */
function formatsIn(styles: string): Shown[] {
  const codes = new Map<number, string>();
  const formats: Shown[] = [];
  let inside = false;
  walk(
    styles,
    (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (name === 'cellXfs') inside = true;
      if (name === 'xf' && inside) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(shownBy(id, codes.get(id)));
      }
    },
    (name) => {
      if (name === 'cellXfs') inside = false;
    },
  );
  return formats;
}

function sheetFacts(xml: string, formats: readonly Shown[]): SheetFacts {
  const merged: Area[] = [];
  const hiddenRows = new Set<number>();
  const hiddenColumns = new Set<number>();
  const shown = new Map<string, Exclude<Shown, null>>();
  const uncalculated: SheetFacts['uncalculated'] = [];
  let row = -1;
  let cell: { row: number; column: number; formula: boolean; value: boolean } | null = null;
  walk(
    xml,
    (name, attributes) => {
      if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']) - 1;
        if (/^(?:1|true)$/.test(attributes['hidden'] ?? '')) hiddenRows.add(row);
      } else if (name === 'col' && /^(?:1|true)$/.test(attributes['hidden'] ?? '')) {
        const last = Math.min(Number(attributes['max']), 2_000);
        for (let column = Number(attributes['min']); column <= last; column += 1) hiddenColumns.add(column - 1);
      } else if (name === 'c') {
        const place = placeOf(attributes['r'] ?? '');
        cell = place && { ...place, formula: false, value: false };
        const format = formats[Number(attributes['s'] ?? 0)] ?? null;
        const isText = /^(?:s|str|inlineStr|e|b)$/.test(attributes['t'] ?? '');
        if (place && format && !isText) shown.set(`${place.row},${place.column}`, format);
      } else if (name === 'f' && cell) cell.formula = true;
      else if ((name === 'v' || name === 'is') && cell) cell.value = true;
      else if (name === 'mergeCell') {
        const area = areaOf(attributes['ref'] ?? '');
        if (area) merged.push(area);
      }
    },
    (name) => {
      if (name !== 'c' || !cell) return;
      if (cell.formula && !cell.value) uncalculated.push({ row: cell.row, column: cell.column });
      cell = null;
    },
  );
  return { merged, hiddenRows, hiddenColumns, shown, uncalculated };
}

/**
 * The facts of all sheets.
 *
 * @param parts the parts of the workbook, by path, unpacked.
 * O(characters).
 */
export function workbookFacts(parts: Readonly<Record<string, Uint8Array>>): WorkbookFacts {
  const byPath = new Map(Object.entries(parts).map(([path, bytes]) => [path.toLowerCase(), bytes]));
  const textAt = (path: string): string | null => {
    const bytes = byPath.get(path.toLowerCase());
    return bytes ? new TextDecoder().decode(bytes) : null;
  };
  const targets = new Map<string, string>();
  walk(textAt('xl/_rels/workbook.xml.rels') ?? '', (name, { Id = '', Target = '' }) => {
    if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
  });
  const formats = formatsIn(textAt('xl/styles.xml') ?? '');
  const hiddenSheets = new Set<string>();
  const sheets = new Map<string, SheetFacts>();
  walk(textAt('xl/workbook.xml') ?? '', (name, attributes) => {
    if (name !== 'sheet') return;
    const title = attributes['name'] ?? '';
    if (/^(?:hidden|veryHidden)$/.test(attributes['state'] ?? '')) hiddenSheets.add(title);
    const id = Object.entries(attributes).find(([key]) => key === 'r:id' || key.endsWith(':id'))?.[1] ?? '';
    const xml = textAt(targets.get(id) ?? '');
    if (xml !== null) sheets.set(title, sheetFacts(xml, formats));
  });
  return { hiddenSheets, sheets };
}
