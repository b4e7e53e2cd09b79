// Tables in HTML, as data frames and web pages write them. Only text is read: nothing is run, fetched or followed.
import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { DocumentTable, Grid } from './grid.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const isElement = (node: Node): node is Element => 'tagName' in node;
const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : []);

/** The tables, in order; tables inside tables belong to their cells. O(characters). */
export function htmlTables(text: string): DocumentTable[] {
  const document = parse(text, { sourceCodeLocationInfo: true });
  return elements(document, 'table').map((table) => ({
    line: table.sourceCodeLocation?.startLine ?? 1,
    grid: gridIn(table),
  }));
}

/** The elements of that name below a node, without those inside of them. */
function elements(node: Node, name: string): Element[] {
  return childrenOf(node).flatMap((child) =>
    isElement(child) && child.tagName === name ? [child] : elements(child, name),
  );
}

const mostSpan = 1_000;
const span = (cell: Element, name: string): number => {
  const value = Number(cell.attrs.find((attribute) => attribute.name === name)?.value ?? 1);
  return Number.isInteger(value) && value >= 1 ? Math.min(value, mostSpan) : 1;
};

/** Cells by row and column, those that span several in each of them. */
function gridIn(table: Element): Grid {
  const lines = elements(table, 'tr');
  const rows: string[][] = lines.map(() => []);
  const isHeader: boolean[] = [];
  lines.forEach((line, row) => {
    const cells = childrenOf(line)
      .filter(isElement)
      .filter(({ tagName }) => tagName === 'td' || tagName === 'th');
    isHeader.push(
      (line.parentNode !== null && isElement(line.parentNode) && line.parentNode.tagName === 'thead') ||
        (cells.length > 0 && cells.every(({ tagName }) => tagName === 'th')),
    );
    let column = 0;
    for (const cell of cells) {
      while (rows[row]![column] !== undefined) column += 1;
      const text = textOf(cell);
      for (let down = 0; down < span(cell, 'rowspan') && row + down < rows.length; down += 1) {
        for (let right = 0; right < span(cell, 'colspan'); right += 1) rows[row + down]![column + right] = text;
      }
      column += span(cell, 'colspan');
    }
  });
  const headerRows = isHeader.findIndex((one) => !one);
  return {
    rows: rows.map((cells) => Array.from(cells, (cell) => cell ?? '')),
    places: lines.map((line, i) => line.sourceCodeLocation?.startLine ?? i + 1),
    headerRows: headerRows > 0 ? headerRows : null,
  };
}

const silent = new Set(['script', 'style', 'sup', 'template']);

function textOf(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  if (isElement(node) && silent.has(node.tagName)) return '';
  if (isElement(node) && node.tagName === 'br') return ' ';
  return childrenOf(node).map(textOf).join('');
}
