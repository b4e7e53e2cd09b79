// How a record looks, on paper and on a screen. Print settings: black on white, colour only in the dots; everything that is read has
// 10 pt or more, what machines compare (the foot) and the appendix are smaller; page 1 is one page for up to six roles.
import type { RecordDocument } from './document.ts';

/** Colours of the roles on white paper, those of the light theme. They only stand as dots beside names. */
export const roleDots: Readonly<Record<string, string>> = {
  blue: '#4146ca',
  amber: '#b2630b',
  teal: '#379689',
  purple: '#590586',
  rose: '#8f3268',
  olive: '#535f07',
  sky: '#2473a2',
  brown: '#712a01',
};

/** Of the elements alone: it may stand in the file, or in a shadow tree of a page. */
export const recordStyle = `
*{box-sizing:border-box}
.page{background:#fff;color:#000;font:10pt/13pt "Inter Variable",Inter,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;overflow-wrap:break-word;max-width:210mm;margin:8mm auto;padding:11mm 15mm;display:flex;flex-direction:column;min-height:297mm}
h1,h2,h3,p{margin:0;padding:0}
.meta{display:flex;justify-content:space-between;gap:6mm;line-height:12pt;color:#333;padding-bottom:5pt;border-bottom:1.2pt solid #000}
.question{font-size:12pt;line-height:16pt;font-weight:400;margin-top:9pt;color:#222}
.decision{font-size:19pt;line-height:23.5pt;font-weight:640;letter-spacing:-.014em;margin-top:3pt;text-wrap:balance}
h2,h3{font-size:10pt;line-height:13pt;font-weight:650;margin:10pt 0 2pt}
.objection{border-left:2.2pt solid #000;padding-left:8pt;margin-top:10pt;font-size:11pt;line-height:14.6pt}
.two{display:grid;grid-template-columns:1fr 1fr;gap:0 9mm}
.two>:only-child{grid-column:1/-1}
table{border-collapse:collapse;width:100%;font-size:10pt;line-height:12.4pt}
th{text-align:left;vertical-align:bottom;font-weight:400;line-height:12pt;color:#333;padding:0 8pt 2pt 0;border-bottom:.6pt solid #000}
td{vertical-align:top;padding:2.6pt 8pt 2.8pt 0;border-bottom:.5pt solid #bbb}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;font-variant-numeric:tabular-nums}
td.n,.first th.n,.whole,.short{white-space:nowrap}
.roles th:nth-child(1){width:26%}.roles th:nth-child(2){width:15%}.roles th:nth-child(4){width:19%}.roles th:nth-child(5){width:31%}
.name{padding-left:10pt}
.name small{display:block;font-size:10pt;color:#333}
.dot{display:inline-block;width:6pt;height:6pt;border-radius:50%;margin:0 4pt 0 -10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
${Object.entries(roleDots)
  .map(([name, colour]) => `.${name}{background:${colour}}`)
  .join('')}
.strong{font-weight:650}
.then{margin-top:7pt}
.signatures{display:grid;grid-template-columns:repeat(4,1fr);gap:0 6mm;margin-top:auto;padding-top:4pt;break-inside:avoid}
.signatures div{border-top:.8pt solid #000;padding-top:2pt;margin-top:9mm;line-height:12pt;color:#333}
.signatures b{display:block;color:#000}
.foot{display:grid;grid-template-columns:1fr auto;gap:6mm;border-top:.5pt solid #000;margin-top:8pt;padding-top:6pt;font-size:7.5pt;line-height:9.8pt;color:#333;break-inside:avoid}
.foot b{color:#000}
.foot svg{width:23mm;height:23mm;margin:-2mm}
.appendix h2{font-size:15pt;line-height:19pt;font-weight:bold;margin:9pt 0 0}
.appendix h3{font-size:10.5pt;line-height:14pt;margin:13pt 0 1pt;break-after:avoid}
.appendix p:not(.meta){font-size:9pt;line-height:11.8pt;color:#333;margin-bottom:4pt;break-after:avoid}
.appendix table{margin-bottom:6pt;font-size:9pt;line-height:11.4pt}
.appendix th{font-size:8pt;line-height:10pt}
.appendix thead{display:table-header-group;break-after:avoid}
.appendix tr{break-inside:avoid}
.code{overflow-wrap:anywhere}
.draft .decision::before{content:"Draft. ";color:#777}
.many{line-height:12.4pt}
.many table{line-height:11.8pt}
.many th{line-height:11.4pt;padding-bottom:1pt}
.many td{padding-top:1.2pt;padding-bottom:1.4pt}
.many h2{margin:6pt 0 1pt;line-height:12pt}
.many .question{margin-top:5pt;line-height:14pt}
.many .decision{font-size:16pt;line-height:19pt;margin-top:1pt}
.many .objection{margin-top:5pt;font-size:10pt;line-height:12.4pt}
.many .then{margin-top:4pt}
.many .signatures{grid-template-columns:repeat(3,1fr);padding-top:0}
.many .signatures div{margin-top:5mm;line-height:11.4pt;padding-top:1pt}
.many .foot{margin-top:5pt;padding-top:4pt;line-height:9pt}
.many .foot svg{width:19.5mm;height:19.5mm}
.preview{margin:0;padding:9mm 10mm;border:.75pt solid #d5d1c8;max-width:none}
@media print{
.page{margin:0;padding:0;max-width:none;min-height:0;border:0}
.first{min-height:calc(100vh - 2mm);break-after:page}
.appendix{page:appendix;display:block}
}
@media print and (max-height:285mm){.first .decision{font-size:17pt;line-height:20.5pt}.first h2{margin-top:7pt}.first .signatures div{margin-top:7mm}.many h2{margin-top:4pt}.many .decision{font-size:14.5pt;line-height:17pt}.many .signatures div{margin-top:4mm}.many td{padding-top:.6pt;padding-bottom:.9pt}.many,.many .objection{line-height:12pt}.many table{line-height:11.4pt}.many .question{margin-top:3pt;line-height:13pt}.many .meta{padding-bottom:3pt}.many .objection{margin-top:4pt}.many .then{margin-top:3pt}}
`;

/** Of the sheets of paper: margins, and the head of the trail at the foot of the appendix. Stands in the document itself. */
export function paperStyle(document: Pick<RecordDocument, 'foot'>): string {
  const head = document.foot.find(([word]) => word === 'Trail')?.[1] ?? 'not recorded';
  const small = 'font:7.5pt sans-serif;color:#444';
  return `@page{margin:11mm 15mm;@bottom-right{content:none}}@page appendix{@bottom-left{content:"${head.replace(/["\\]/g, '')}";${small}}@bottom-right{content:counter(page) " of " counter(pages);${small}}}`;
}
