// Tables in LaTeX sources: tabular and its relatives. Commands that only look are dropped, spans are filled, arrows and ± kept.
import { parse } from '@unified-latex/unified-latex-util-parse';
import type { DocumentTable, Grid } from './grid.ts';

/** What of the tree is of use here; the library's own types say more. */
interface Node {
  type: string;
  content?: string | Node[];
  env?: string | { content?: string };
  args?: Argument[];
  position?: { start: { line: number } };
}

interface Argument {
  content: Node[];
  openMark?: string;
}

const environments = new Set(['tabular', 'tabular*', 'tabularx', 'tabulary', 'longtable', 'array']);

/** The tables, in order. O(characters). */
export function latexTables(text: string): DocumentTable[] {
  const tree = parse(text) as unknown as Node;
  return tablesIn(tree).map((table) => ({ line: table.position?.start.line ?? 1, grid: gridIn(table) }));
}

const childrenOf = (node: Node): Node[] => [
  ...(Array.isArray(node.content) ? node.content : []),
  ...(node.args ?? []).flatMap(({ content }) => content),
];

const nameOf = ({ env }: Node): string => (typeof env === 'string' ? env : (env?.content ?? ''));

function tablesIn(node: Node): Node[] {
  const isTable = /environment|mathenv/.test(node.type) && environments.has(nameOf(node));
  return isTable ? [node] : childrenOf(node).flatMap(tablesIn);
}

const isMacro = (node: Node, ...names: string[]): boolean =>
  node.type === 'macro' && typeof node.content === 'string' && names.includes(node.content);

const rules = [
  'toprule',
  'midrule',
  'bottomrule',
  'hline',
  'endhead',
  'endfirsthead',
  'endfoot',
  'endlastfoot',
  'specialrule',
];
const partial = ['cmidrule', 'cline', 'cmidrulelr'];

/** Rows end at \\ and cells at &, both only at the top level of the environment. */
function gridIn(table: Node): Grid {
  const rows: string[][] = [];
  const places: number[] = [];
  let ruled: number | null = null;
  let row: Node[][] = [[]];
  const spans = new Map<number, { text: string; left: number }>();
  const finish = (line: number) => {
    const cells = expanded(row, spans);
    if (cells.some((cell) => cell !== '')) {
      rows.push(cells);
      places.push(line);
    }
    row = [[]];
  };
  let line = table.position?.start.line ?? 1;
  const nodes = Array.isArray(table.content) ? table.content : [];
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at]!;
    line = node.position?.start.line ?? line;
    if (isMacro(node, '\\', 'tabularnewline')) finish(line);
    else if (node.type === 'string' && node.content === '&') row.push([]);
    else if (isMacro(node, ...rules)) {
      // The rule under the header comes after at least one row.
      if (ruled === null && rows.length > 0 && !isMacro(node, 'bottomrule')) ruled = rows.length;
    } else if (isMacro(node, ...partial)) {
      // \cmidrule(lr){2-3}: what follows it belongs to it, where the parser does not say so itself.
      while (at + 1 < nodes.length && !isMacro(nodes[at]!, '\\') && nodes[at]!.type !== 'group') {
        const next = nodes[at + 1]!;
        if (next.type !== 'group' && !(next.type === 'string' && /^[()lr]+$/.test(String(next.content)))) break;
        at += 1;
      }
    } else row.at(-1)!.push(node);
  }
  finish(line);
  return { rows, places, headerRows: ruled };
}

/** The cells of a row: \multicolumn stands in each of its columns, \multirow in each of its rows. */
function expanded(row: readonly Node[][], spans: Map<number, { text: string; left: number }>): string[] {
  const cells: string[] = [];
  for (const nodes of row) {
    const column = cells.length;
    const wide = nodes.find((node) => isMacro(node, 'multicolumn'));
    const tall = nodes.findIndex((node) => isMacro(node, 'multirow'));
    let text = textOf(nodes).trim();
    let width = 1;
    if (wide) {
      const [count, , content] = wide.args ?? [];
      width = Math.max(1, Math.min(1_000, Number(textOf(count?.content ?? [])) || 1));
      text = textOf(content?.content ?? []);
    }
    if (tall >= 0) {
      const given = (nodes[tall]!.args ?? []).map(({ content }) => content).filter((content) => content.length > 0);
      const groups = nodes
        .slice(tall + 1)
        .filter(({ type }) => type === 'group')
        .map((group) => childrenOf(group));
      const [count, , content] = given.length >= 3 ? given.slice(-3) : groups;
      text = textOf(content ?? []);
      spans.set(column, { text, left: Math.max(1, Math.abs(Number(textOf(count ?? [])) || 1)) - 1 });
    } else {
      const above = spans.get(column);
      if (text === '' && above && above.left > 0) {
        text = above.text;
        above.left -= 1;
      }
    }
    // A dash alone stands for nothing.
    for (let i = 0; i < width; i += 1) cells.push(/^[-–—]+$/.test(text.trim()) ? '' : text.trim());
  }
  return cells;
}

const symbols: Record<string, string> = {
  pm: '±',
  uparrow: '↑',
  downarrow: '↓',
  Uparrow: '↑',
  Downarrow: '↓',
  times: '×',
  dagger: '†',
  ddagger: '‡',
  ast: '*',
  star: '*',
  mu: 'µ',
  tau: 'τ',
  epsilon: 'ε',
  alpha: 'α',
  beta: 'β',
  Delta: 'Δ',
  textendash: '–',
  ldots: '…',
  textbackslash: '\\',
  quad: ' ',
  qquad: ' ',
};
/** Their first argument is no text: a colour, a length, a kind of column. */
const looks = new Set([
  'cellcolor',
  'rowcolor',
  'color',
  'textcolor',
  'colorbox',
  'vspace',
  'hspace',
  'label',
  'cite',
  'citep',
  'citet',
  'footnote',
  'footnotemark',
  'tnote',
  'ref',
]);
/** A spread is often set below its value; anything else below belongs to the name it stands at. */
const subscript = (args: readonly Argument[]): string => {
  const lowered = textOf(args.flatMap(({ content }) => content)).trim();
  return /^[±+]/.test(lowered) ? ` ${lowered}` : `_${lowered}`;
};
const withText = new Set(['textcolor', 'colorbox']);

/** The words of some nodes. */
function textOf(nodes: readonly Node[]): string {
  let text = '';
  for (let at = 0; at < nodes.length; at += 1) {
    const node = nodes[at]!;
    if (node.type === 'string') text += String(node.content);
    else if (node.type === 'whitespace' || node.type === 'parbreak') text += ' ';
    else if (node.type === 'macro' && typeof node.content === 'string') {
      const name = node.content;
      const args = (node.args ?? []).filter(({ openMark }) => openMark === '{' || openMark === '');
      if (name in symbols) text += symbols[name];
      else if (name === '_' && args.length > 0) text += subscript(args);
      else if (/^[%_&#$ {}]$/.test(name)) text += name;
      else if (name === '^') text += superscript(args);
      else if (looks.has(name)) {
        if (withText.has(name)) text += textOf(args.at(-1)?.content ?? []);
        // Arguments of macros that the parser does not know stand behind them as groups.
        else if (args.length === 0 && nodes[at + 1]?.type === 'group') at += 1;
        if (withText.has(name) && args.length === 0) at += 1;
      } else text += textOf(args.flatMap(({ content }) => content));
    } else if (node.type === 'comment') continue;
    else text += textOf(childrenOf(node));
  }
  return text
    .replace(/\s+/g, ' ')
    .replace(/(?<=\d) ?\\?, ?(?=\d{3}\b)/g, ',')
    .trim();
}

/** A raised star or letter is a footnote mark; a raised number belongs to what it stands at. */
const superscript = (args: readonly Argument[]): string => {
  const raised = textOf(args.flatMap(({ content }) => content));
  return /^[*†‡§a-z]$/.test(raised) ? raised.replace(/[a-z]/, '') : raised === '' ? '' : `^${raised}`;
};
