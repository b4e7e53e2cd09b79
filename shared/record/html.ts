// The document as one HTML file that needs nothing else: it opens offline, in twenty years too, runs nothing, and prints on A4 and
// Letter. The whole record lies in it as JSON, for programs.
import type { RecordDocument } from './document.ts';
import type { RecordExport } from './json.ts';
import { escaped, toMarkup } from './nodes.ts';
import { appendixPages, firstPage } from './pages.ts';
import { paperStyle, recordStyle } from './style.ts';

/** JSON that no HTML parser can take for the end of its element. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/**
 * The whole file. Its policy forbids scripts and anything from elsewhere.
 *
 * @param data  goes in as JSON, so that programs need no other file; null leaves it out, for a preview.
 * @param font  Inter Variable as woff2 in base64, so that it looks the same on every machine; null: the reader's own sans-serif.
 */
export function toHtml(document: RecordDocument, data: RecordExport | null, font: string | null = null): string {
  const title = `${document.title} · ${document.series}`;
  const embedded =
    data === null ? '' : `<script type="application/json" id="parley-record">${embeddedJson(data)}</script>\n`;
  const face =
    font === null
      ? ''
      : `@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(data:font/woff2;base64,${font}) format("woff2")}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${face}${paperStyle(document)}html{background:#e9e6e0}body{margin:0}@media print{html{background:#fff}}${recordStyle}</style>
</head>
<body>
<main>
${toMarkup(firstPage(document))}
${toMarkup(appendixPages(document))}
</main>
${embedded}</body>
</html>
`;
}
