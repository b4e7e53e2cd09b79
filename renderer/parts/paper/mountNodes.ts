// Builds the elements of a document tree in a page. No HTML is parsed and no style attribute is set, which the page's policy forbids.
import { svgTags, type DocumentNode } from '../../../shared/record/nodes.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** The node of a document, made of the same tree as the file. O(size of the tree). */
export function toDom(node: DocumentNode): Node {
  if (typeof node === 'string') return document.createTextNode(node);
  const made = svgTags.has(node.tag) ? document.createElementNS(SVG, node.tag) : document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) made.setAttribute(name, value);
  made.append(...node.children.map(toDom));
  return made;
}

/** A style sheet of the text; made without a style element, which the page's policy forbids. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
