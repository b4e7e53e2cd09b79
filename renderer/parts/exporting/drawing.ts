// What is drawn on the page → one SVG that stands by itself: drawings, canvases, boxes and words at the places they have on screen,
// with the colours they have there. For people who paste a plot into a document.

import { measuredText } from '../../charts/frame/canvas.ts';
import { ownFile } from '../../client/ownFile.ts';

/** What a style sheet may say of an SVG element, with what holds where nothing is said. */
const inherited: readonly (readonly [name: string, initial: string])[] = [
  ['fill', 'rgb(0, 0, 0)'],
  ['fill-opacity', '1'],
  ['stroke', 'none'],
  ['stroke-width', '1px'],
  ['stroke-opacity', '1'],
  ['stroke-dasharray', 'none'],
  ['stroke-linecap', 'butt'],
  ['stroke-linejoin', 'miter'],
  ['text-anchor', 'start'],
  ['paint-order', 'normal'],
  ['visibility', 'visible'],
];
const notInherited: readonly (readonly [name: string, initial: string])[] = [
  ['opacity', '1'],
  ['dominant-baseline', 'auto'],
  ['mix-blend-mode', 'normal'],
];
const lettering = ['font-family', 'font-size', 'font-weight', 'font-style', 'letter-spacing'];

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const round = (value: number) => String(Math.round(value * 100) / 100);

function isTransparent(colour: string): boolean {
  return colour === 'transparent' || /(?:,|\/)\s*0(?:\.0+)?%?\s*\)$/.test(colour);
}

/** Not drawn: hidden, or only for screen readers, or a control that means nothing on paper. */
function isLeftOut(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return true;
  if (element.hasAttribute('data-not-in-picture') || element.classList.contains('visually-hidden')) return true;
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
}

/** A copy of a drawing that looks the same without the page's style sheets. */
function standaloneSvg(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  const gone: Element[] = [];
  originals.forEach((original, i) => {
    const target = copies[i]!;
    const style = getComputedStyle(original);
    if (style.display === 'none' || original.hasAttribute('data-not-in-picture')) gone.push(target);
    for (const attribute of [...target.attributes]) {
      if (/^(class|style|tabindex|role|aria-.*|data-.*|on.*)$/.test(attribute.name))
        target.removeAttribute(attribute.name);
    }
    const parent = original === svg ? null : getComputedStyle(original.parentElement!);
    const say = (name: string, unsaid: string) => {
      const value = style.getPropertyValue(name);
      if (value === unsaid) target.removeAttribute(name);
      else target.setAttribute(name, value);
    };
    for (const [name, initial] of inherited) say(name, parent?.getPropertyValue(name) ?? initial);
    for (const [name, initial] of notInherited) say(name, initial);
    const isText = original instanceof SVGTextContentElement;
    for (const name of lettering) {
      if (isText) target.setAttribute(name, style.getPropertyValue(name));
      else target.removeAttribute(name);
    }
  });
  for (const element of gone) element.remove();
  const comments = document.createNodeIterator(copy, NodeFilter.SHOW_COMMENT);
  for (let comment = comments.nextNode(); comment !== null; comment = comments.nextNode())
    (comment as Comment).remove();
  return copy;
}

/** A line of text as it stands on screen. */
interface Line {
  text: string;
  box: DOMRect;
}

/** The lines that a text node was broken into, without the spaces around them. O(characters). */
function linesOf(node: Text): Line[] {
  const range = document.createRange();
  const text = node.data;
  const boxesAt = (from: number, to: number) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    return [...range.getClientRects()];
  };
  const lines: Line[] = [];
  const close = (from: number, to: number) => {
    const part = text.slice(from, to);
    const start = from + part.length - part.trimStart().length;
    const [box] = boxesAt(start, start + part.trim().length);
    if (box && part.trim() !== '') lines.push({ text: part.trim().replace(/\s+/g, ' '), box });
  };
  let from = 0;
  for (let to = 1; to <= text.length; to++) {
    if (text.slice(from, to).trim() === '' || boxesAt(from, to).length <= 1) continue;
    close(from, to - 1);
    from = to - 1;
  }
  close(from, text.length);
  return lines;
}

type Font = Pick<CSSStyleDeclaration, 'fontStyle' | 'fontWeight' | 'fontSize' | 'fontFamily'>;
const metricsOf = ({ fontStyle, fontWeight, fontSize, fontFamily }: Font, text: string) =>
  measuredText(text, `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`);

/** What fits into a box that cuts its text off, with the dots that the page shows. */
function fitted(text: string, style: CSSStyleDeclaration, width: number): string {
  const wide = (candidate: string) => metricsOf(style, candidate)?.width ?? 0;
  if (wide(text) <= width + 1) return text;
  let length = text.length;
  while (length > 1 && wide(`${text.slice(0, length)}…`) > width) length--;
  return `${text.slice(0, length).trimEnd()}…`;
}

/**
 * One SVG of everything drawn within an element.
 *
 * @param root  what is drawn; must be on the page.
 * @param options.title  goes into the file for screen readers.
 * @param options.foot   one small line under it: what review, what day.
 * @returns  the text of a file that any program for drawings opens, and its size in pixels. O(elements + characters).
 */
export function drawingOf(
  root: Element,
  { title, foot }: { title: string; foot: string },
): { svg: string; width: number; height: number } {
  const frame = root.getBoundingClientRect();
  const pad = 16;
  const footHeight = 24;
  const pageStyle = getComputedStyle(document.body);
  const parts: string[] = [];
  const at = (box: { left: number; top: number }) => ({ x: box.left - frame.left + pad, y: box.top - frame.top + pad });

  function box(style: CSSStyleDeclaration, rect: DOMRect): void {
    const { x, y } = at(rect);
    if (!isTransparent(style.backgroundColor) && rect.width > 0 && rect.height > 0) {
      const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, rect.width / 2, rect.height / 2);
      const fill = `fill="${escaped(style.backgroundColor)}" opacity="${style.opacity}"`;
      parts.push(
        `<rect x="${round(x)}" y="${round(y)}" width="${round(rect.width)}" height="${round(rect.height)}" rx="${round(radius)}" ${fill}/>`,
      );
    }
    const edges = [
      ['Top', x, y, x + rect.width, y],
      ['Bottom', x, y + rect.height, x + rect.width, y + rect.height],
      ['Left', x, y, x, y + rect.height],
      ['Right', x + rect.width, y, x + rect.width, y + rect.height],
    ] as const;
    for (const [side, x1, y1, x2, y2] of edges) {
      const width = parseFloat(style[`border${side}Width`]);
      const colour = style[`border${side}Color`];
      if (!(width > 0) || style[`border${side}Style`] === 'none' || isTransparent(colour)) continue;
      parts.push(
        `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${escaped(colour)}" stroke-width="${width}" opacity="${style.opacity}"/>`,
      );
    }
  }

  function words(node: Text, parent: Element, style: CSSStyleDeclaration): void {
    const cuts = style.textOverflow === 'ellipsis' && parent.scrollWidth > parent.clientWidth + 1;
    for (const line of linesOf(node)) {
      const metrics = metricsOf(style, line.text);
      const ascent = metrics?.fontBoundingBoxAscent ?? line.box.height * 0.8;
      const descent = metrics?.fontBoundingBoxDescent ?? line.box.height * 0.2;
      const { x, y } = at(line.box);
      const baseline = y + (line.box.height * ascent) / (ascent + descent);
      const text = cuts ? fitted(line.text, style, parent.getBoundingClientRect().right - line.box.left) : line.text;
      const font = `font-family="${escaped(style.fontFamily)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}"`;
      parts.push(
        `<text x="${round(x)}" y="${round(baseline)}" ${font} fill="${escaped(style.color)}">${escaped(text)}</text>`,
      );
    }
  }

  function draw(element: Element): void {
    const style = getComputedStyle(element);
    if (isLeftOut(element, style)) return;
    const rect = element.getBoundingClientRect();
    const { x, y } = at(rect);
    if (element instanceof SVGSVGElement) {
      const copy = standaloneSvg(element);
      copy.setAttribute('x', round(x));
      copy.setAttribute('y', round(y));
      copy.setAttribute('width', round(rect.width));
      copy.setAttribute('height', round(rect.height));
      copy.setAttribute('overflow', 'visible');
      parts.push(new XMLSerializer().serializeToString(copy));
      return;
    }
    if (element instanceof HTMLCanvasElement) {
      const size = `width="${round(rect.width)}" height="${round(rect.height)}"`;
      parts.push(`<image x="${round(x)}" y="${round(y)}" ${size} href="${element.toDataURL('image/png')}"/>`);
      return;
    }
    box(style, rect);
    for (const child of element.childNodes) {
      if (child instanceof Text) words(child, element, style);
      else if (child instanceof Element) draw(child);
    }
  }

  draw(root);
  const footStyle = { fontStyle: 'normal', fontWeight: '400', fontSize: '11px', fontFamily: pageStyle.fontFamily };
  const width = Math.ceil(Math.max(frame.width, metricsOf(footStyle, foot)?.width ?? 0) + 2 * pad);
  const height = Math.ceil(frame.height + 2 * pad + footHeight);
  const paper =
    getComputedStyle(document.documentElement).getPropertyValue('--paper') === '' ? '#fff' : pageStyle.backgroundColor;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${escaped(isTransparent(paper) ? '#fff' : paper)}"/>`,
    ...parts,
    `<text x="${pad}" y="${height - 12}" font-family="${escaped(pageStyle.fontFamily)}" font-size="11px" fill="${escaped(pageStyle.color)}" opacity="0.65">${escaped(foot)}</text>`,
    '</svg>',
  ].join('\n');
  return { svg, width, height };
}

/** The page's own font as woff2 in base64, and its name; null where it cannot be had. */
async function ownFont(): Promise<{ family: string; data: string } | null> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      if (!/U\+0+-0*FF/i.test(rule.style.getPropertyValue('unicode-range'))) continue;
      const address = /url\(["']?([^"')]+)/.exec(rule.style.getPropertyValue('src'))?.[1];
      if (address === undefined) continue;
      const bytes = await ownFile(new URL(address, sheet.href ?? document.baseURI).href);
      if (bytes !== null) return { family: rule.style.getPropertyValue('font-family'), data: base64(bytes) };
    }
  }
  return null;
}

/** The font that a file of its own carries along: Inter Variable as woff2 in base64; null where it cannot be had. */
export async function fontBase64(): Promise<string | null> {
  return (await ownFont())?.data ?? null;
}

/** A picture made of a drawing has the same letters: a style element for the SVG, or ''. */
async function fontStyle(): Promise<string> {
  const font = await ownFont();
  return font === null
    ? ''
    : `<style>@font-face{font-family:${font.family};font-weight:100 900;src:url(data:font/woff2;base64,${font.data}) format("woff2")}</style>`;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/**
 * The drawing as a PNG of two pixels per pixel of the page, as documents want it.
 *
 * @throws Error where the browser cannot draw it (a plot of more than about 16,000 pixels).
 */
export async function pngOf({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
  const style = await fontStyle();
  const withFont = svg.replace('</title>', `</title>${style}`);
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${base64(new TextEncoder().encode(withFont))}`;
  await image.decode();
  const scale = 2;
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw pictures.');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture is too large.')) : resolve(blob)),
      'image/png',
    ),
  );
}
