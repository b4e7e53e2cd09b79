// The document as one HTML file that needs nothing else: it opens offline, in twenty years too, runs nothing, and prints on A4 and
// Letter. The whole record lies in it as JSON, for programs.
import type { RecordExport } from './json.ts';
import type { Section, TableOf } from './section.ts';
import type { RecordDocument } from './document.ts';
import { qrPath } from './qrPath.ts';

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    // "Two-tower" and "roll-back" never part at their hyphen.
    .replace(/(?<![^\s“(])[^\s<>&;]{1,24}[^\W_]-[^\W_][^\s<>&;]{0,24}/g, '<span class="whole">$&</span>')
    .replaceAll('\n', '<br>');

/** Colours of the roles on white paper. They only stand as dots beside names. */
const dots: Record<string, string> = {
  blue: '#3566c9',
  amber: '#b06f06',
  teal: '#0f7d70',
  purple: '#8d4ba6',
  rose: '#b5446e',
  olive: '#6b7420',
  sky: '#2b7fa8',
  brown: '#7d5a3c',
};

/** Print settings: black on white, colour only in the dots; text 10 pt, tables 9 pt, the foot 7.2 pt; one page for six roles. */
const recordStyle = `
@page{margin:15mm 18mm 14mm}
@page appendix{@bottom-left{content:var(--foot);font:7.5pt sans-serif;color:#444}@bottom-right{content:counter(page) " of " counter(pages);font:7.5pt sans-serif;color:#444}}
*{box-sizing:border-box}
html{background:#e9e6e0}
body{margin:0;color:#000;font:10pt/13.6pt "Inter Variable",Inter,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;overflow-wrap:break-word}
h1,h2,h3,p,ul{margin:0;padding:0}
.page{background:#fff;max-width:210mm;margin:8mm auto;padding:15mm 18mm 14mm;display:flex;flex-direction:column;min-height:297mm}
.meta{display:flex;justify-content:space-between;gap:6mm;font-size:8.5pt;line-height:11pt;color:#333;padding-bottom:6pt;border-bottom:1.2pt solid #000}
.question{font-size:12pt;line-height:16pt;font-weight:400;margin-top:9pt;color:#222}
.decision{font-size:19pt;line-height:23.5pt;font-weight:640;letter-spacing:-.014em;margin-top:3pt;text-wrap:balance}
h3{font-size:9pt;line-height:12pt;font-weight:650;margin:10pt 0 3pt}
.objection{border-left:2.2pt solid #000;padding-left:8pt;margin-top:10pt;font-size:11pt;line-height:14.6pt}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 9mm}
.two>:only-child{grid-column:1/-1}
table{border-collapse:collapse;width:100%;font-size:9pt;line-height:11.6pt}
th{text-align:left;vertical-align:bottom;font-weight:400;font-size:7.5pt;line-height:9.5pt;color:#333;padding:0 7pt 2.5pt 0;border-bottom:.6pt solid #000}
td{vertical-align:top;padding:3pt 7pt 3.2pt 0;border-bottom:.5pt solid #bbb}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;font-variant-numeric:tabular-nums}
td.n,.name,.whole,.stance,.short{white-space:nowrap}
.dot{display:inline-block;width:6pt;height:6pt;border-radius:50%;margin-right:5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.strong{font-weight:650}
.then{margin-top:6pt;font-size:9.4pt}
.firm{font-size:9.4pt;line-height:12.8pt}
.signatures{display:grid;grid-template-columns:repeat(4,1fr);gap:0 6mm;margin-top:auto;padding-top:6pt;break-inside:avoid}
.signatures div{border-top:.8pt solid #000;padding-top:3pt;margin-top:8mm;font-size:8pt;line-height:10.5pt;color:#333}
.signatures b{display:block;color:#000}
.foot{display:grid;grid-template-columns:1fr auto;gap:6mm;border-top:.5pt solid #000;margin-top:8pt;padding-top:6pt;font-size:7.2pt;line-height:9.6pt;color:#333;break-inside:avoid}
.foot b{color:#000}
.foot svg{width:25mm;height:25mm;margin:-2mm}
.appendix h2{font-size:15pt;line-height:19pt;margin-top:9pt}
.appendix h3{font-size:10.5pt;line-height:14pt;margin:13pt 0 1pt;break-after:avoid}
.appendix p{font-size:8.6pt;line-height:11.4pt;color:#333;margin-bottom:4pt;break-after:avoid}
.appendix table{margin-bottom:6pt}
.appendix thead{display:table-header-group;break-after:avoid}
.appendix tr{break-inside:avoid}
.code{overflow-wrap:anywhere}
.draft .decision::before{content:"Draft. ";color:#777}
.many{font-size:10pt;line-height:13pt}
.many table{font-size:8.6pt;line-height:10.8pt}
.many td{padding-top:2pt;padding-bottom:2pt}
.many h3{margin:7pt 0 2pt}
.many .decision{font-size:16.5pt;line-height:20pt}
.many .question{margin-top:6pt}
.many .objection{margin-top:6pt;font-size:10pt;line-height:13pt}
.many .then,.many .firm{font-size:9pt;line-height:11.8pt}
.many .then{margin-top:4pt}
.many .signatures{grid-template-columns:repeat(6,1fr);gap:0 4mm}
.many .foot{margin-top:5pt;padding-top:4pt}
.many .foot svg{width:21mm;height:21mm}
.many .signatures div{margin-top:6mm;font-size:7.4pt;line-height:9.4pt}
@media print{
html{background:#fff}
.page{margin:0;padding:0;max-width:none;min-height:0}
.first{min-height:calc(100vh - 2mm);break-after:page}
.appendix{page:appendix;display:block}
}
@media print and (max-height:285mm){.first{font-size:9.6pt;line-height:12.6pt}.first .decision{font-size:17.5pt;line-height:21.5pt}.first h3{margin-top:7pt}.first td{padding-top:2pt;padding-bottom:2.2pt}.first .signatures div{margin-top:6mm}.many td{padding-top:1.4pt;padding-bottom:1.4pt}.many h3{margin-top:5pt}.many .decision{font-size:15.5pt;line-height:18.5pt}.many .signatures{padding-top:2pt}.many .signatures div{margin-top:5mm}}
`;

function table({ columns, rows }: TableOf): string {
  const cell = (tag: 'th' | 'td', text: string, number: boolean | undefined, first: boolean) => {
    const long = tag === 'td' && /^[0-9a-f]{40,}$/.test(text);
    const classes = [number ? 'n' : '', long ? 'code' : '', first && text.length <= 28 ? 'short' : '']
      .filter(Boolean)
      .join(' ');
    return `<${tag}${tag === 'th' ? ' scope="col"' : ''}${classes === '' ? '' : ` class="${classes}"`}>${escaped(text)}</${tag}>`;
  };
  const head = columns.map(({ header, number }) => cell('th', header, number, false)).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((text, c) => cell('td', text, columns[c]?.number, c === 0)).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function section({ letter, title, sentences, tables }: Section): string {
  const text = sentences.length === 0 ? '' : `<p>${sentences.map(escaped).join(' ')}</p>`;
  return `<section><h3>${letter}&ensp;${escaped(title)}</h3>${text}${tables.map(table).join('\n')}</section>`;
}

function rolesTable({ roles }: RecordDocument): string {
  const rows = roles.map(({ role, colour, people, wanted, givesUp, native, stance, words }) => {
    const dot = `<i class="dot" style="background:${dots[colour] ?? '#555'}"></i>`;
    const who = people === '' ? '' : `<br><small>${escaped(people)}</small>`;
    const said = stance === 'Objects' ? 'Above, in full' : words === '' ? '' : `“${escaped(words)}”`;
    return `<tr><td class="name">${dot}${escaped(role)}${who}</td><td>${escaped(wanted)}</td><td class="n strong">${escaped(givesUp)}</td><td>${escaped(native)}</td><td class="strong stance">${escaped(stance)}</td><td>${said}</td></tr>`;
  });
  const heads = ['Role', 'Wanted', 'Gives up', 'Where it loses most', 'Stance', 'In its own words'];
  const head = heads.map((text, c) => `<th scope="col"${c === 2 ? ' class="n"' : ''}>${text}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function conditionsTable({ conditions }: RecordDocument): string {
  const rows = conditions.map(
    ({ kind, what, expected, owner, due }) =>
      `<tr><td class="strong">${kind}</td><td>${escaped(what)}</td><td class="n">${escaped(expected)}</td><td>${escaped(owner)}</td><td class="n">${escaped(due)}</td></tr>`,
  );
  const head = `<th scope="col"></th><th scope="col">What</th><th scope="col" class="n">Expected</th><th scope="col">Who answers</th><th scope="col" class="n">Due</th>`;
  return `<h3>Conditions, and what we watch</h3><table><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

function code(text: string): string {
  const { d, size } = qrPath(text);
  return `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="The receipt as a QR code" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${d}"/></svg>`;
}

/** Page 1. */
function firstPage(document: RecordDocument): string {
  const { title, series, recorded, question, decision, objections, why, whyNot, conditions, then, firm } = document;
  const reasons = [
    why === '' ? '' : `<div><h3>Why</h3><p>${escaped(why)}</p></div>`,
    whyNot === null ? '' : `<div><h3>${escaped(whyNot.title)}</h3><p>${escaped(whyNot.text)}</p></div>`,
  ].join('');
  const foot = document.foot.map(([word, value]) => `<b>${escaped(word)}</b> ${escaped(value)}`).join(' · ');
  const verify =
    document.receipt === null
      ? ''
      : `<br>The code holds the receipt. <b>parley verify</b> tells from it whether this record was changed afterwards.`;
  const many = document.roles.length > 4 ? ' many' : '';
  return `<article class="page first${many}">
<div class="meta"><span>${escaped(title)} · ${escaped(series)}</span><span>${escaped(recorded)}</span></div>
<h1 class="question">${escaped(question)}</h1>
<p class="decision">${escaped(decision)}</p>
${objections.map(({ role, words }) => `<div class="objection"><b>Objection of ${escaped(role)}.</b> “${escaped(words)}”</div>`).join('\n')}
${reasons === '' ? '' : `<div class="two">${reasons}</div>`}
<h3>What each role wanted, and gives up</h3>
${rolesTable(document)}
${conditions.length === 0 ? '' : conditionsTable(document)}
${then.length === 0 ? '' : `<p class="then">${then.map(escaped).join(' ')}</p>`}
${firm.length === 0 ? '' : `<h3>How firm</h3><p class="firm">${firm.map(escaped).join(' ')}</p>`}
<div class="signatures">${document.signatures.map(({ role, text }) => `<div><b>${escaped(role)}</b>${escaped(text)}</div>`).join('')}</div>
<div class="foot"><div>${foot}${verify}</div>${document.receipt === null ? '' : code(document.receipt)}</div>
</article>`;
}

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
  const head = document.foot.find(([word]) => word === 'Trail')?.[1] ?? 'not recorded';
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
<style>${face}${recordStyle}:root{--foot:"${head.replace(/["\\]/g, '')}"}</style>
</head>
<body${document.draft ? ' class="draft"' : ''}>
${firstPage(document)}
<article class="page appendix">
<div class="meta"><span>${escaped(title)} · Appendix</span><span>${escaped(document.recorded)}</span></div>
<h2>What the decision stood on</h2>
${document.appendix.map(section).join('\n')}
</article>
${embedded}</body>
</html>
`;
}
