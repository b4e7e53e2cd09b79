// A document as a tree of elements: written out as HTML for the file, or mounted in a page. One tree, so that both look alike.

/** An element of HTML; of SVG where `tag` is one of its. Attributes are plain text. */
export interface DocumentElement {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly DocumentNode[];
}
export type DocumentNode = DocumentElement | string;

/** Elements that have no end tag, nor anything in them. */
const empty = new Set(['br', 'rect', 'path']);
export const svgTags: ReadonlySet<string> = new Set(['svg', 'rect', 'path']);

/** Makes an element. Attributes that are '' are left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (DocumentNode | readonly DocumentNode[])[]
): DocumentElement {
  const given = Object.entries(attributes).filter(([, value]) => value !== '');
  return { tag, attributes: Object.fromEntries(given), children: children.flat() };
}

/** A text whose line ends are kept, and in which "Two-tower" and "roll-back" never part at their hyphen. */
export function text(written: string): DocumentNode[] {
  return written.split('\n').flatMap((line, i): DocumentNode[] => {
    const parts = line.split(/((?<![^\s“(])[^\s]{1,24}[^\W_]-[^\W_][^\s]{0,24})/).filter((part) => part !== '');
    const nodes = parts.map((part): DocumentNode =>
      /^[^\s]{1,24}[^\W_]-[^\W_][^\s]{0,24}$/.test(part) ? element('span', { class: 'whole' }, part) : part,
    );
    return i === 0 ? nodes : [element('br', {}), ...nodes];
  });
}

export const escaped = (written: string) =>
  written.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The tree as HTML. */
export function toMarkup(node: DocumentNode): string {
  if (typeof node === 'string') return escaped(node);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const open = `<${node.tag}${attributes.join('')}>`;
  if (empty.has(node.tag)) return node.tag === 'br' ? open : `${open.slice(0, -1)}/>`;
  return `${open}${node.children.map(toMarkup).join('')}</${node.tag}>`;
}
