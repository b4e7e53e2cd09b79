// Tables as people make them: in documents, with titles, units and notes around them, with several rows of names, on their side.
import { describe, expect, it } from 'vitest';
import { read, rowsOf, usesOf } from '../testing/readBytes.ts';
import { readText } from '../testing/readText.ts';

const messages = (result: Awaited<ReturnType<typeof read>>) => result.preview.problems.map(({ message }) => message);
const twoModels = [
  { Model: 'A', Accuracy: '0.91', 'Latency (ms)': '12' },
  { Model: 'B', Accuracy: '0.89', 'Latency (ms)': '3' },
];

describe('Markdown', () => {
  const table =
    '| Model | Accuracy | Latency (ms) |\n|:------|---------:|-------------:|\n| A | **0.91** | 12 |\n| B | 0.89 | 3 |\n';
  it('alone or in prose', async () => {
    expect(rowsOf(await read(table))).toEqual(twoModels);
    const prose = await read(`# Results\n\nSome words.\n\n${table}\nMore words, 12 of them.\n`);
    expect(rowsOf(prose)).toEqual(twoModels);
    // A value is found again by the line it stands on.
    expect([...prose.table.records]).toEqual([7, 8]);
  });
  it('without outer bars, with links, escaped bars, footnotes and ragged rows', async () => {
    const text =
      'Model | Acc | Note\n--- | --- | ---\n[A](https://example.org) | 0.91<sup>*</sup> | x \\| y\nB | _0.89_\n';
    expect(rowsOf(await read(text))).toEqual([
      { Model: 'A', Acc: '0.91', Note: 'x | y' },
      { Model: 'B', Acc: '0.89', Note: '' },
    ]);
  });
  it('several tables are asked, also where no blank line parts them', async () => {
    const text = '| M | acc |\n|---|---|\n| A | 0.5 |\n| N | f1 |\n|---|---|\n| B | 0.25 |\n';
    const first = await read(text);
    expect(first.preview.choices[0]?.options).toHaveLength(2);
    expect(rowsOf(first)).toEqual([{ M: 'A', acc: '0.5' }]);
    expect(rowsOf(await read(text, { choices: { tableInText: '1' } }))).toEqual([{ N: 'B', f1: '0.25' }]);
  });
  it('two levels of names, as data frames print them', async () => {
    const text = "|    | ('test', 'acc') | ('test', 'f1') |\n|---:|---:|---:|\n| A | 0.5 | 0.4 |\n| B | nan | 0.3 |\n";
    expect(Object.keys(rowsOf(await read(text))[0]!)).toEqual(['Column 1', 'test acc', 'test f1']);
  });
});

describe('HTML', () => {
  it('is read without running, fetching or following anything', async () => {
    const text =
      '<!doctype html><script>alert(1)</script><table><tr><th>Model</th><th>Accuracy</th><th>Latency (ms)</th></tr><tr><td><a href="x">A</a><td>0.91<sup>a</sup><td>12</tr><tr><td>B</td><td>0.89</td><td>3</td></tr></table>';
    expect(rowsOf(await read(text))).toEqual(twoModels);
  });
  it('spans are filled, names in two rows joined', async () => {
    const text =
      '<table class="dataframe"><thead><tr><th></th><th colspan="2">Test</th></tr><tr><th>Model</th><th>acc</th><th>f1</th></tr></thead><tbody><tr><th rowspan="1">A</th><td>0.5</td><td>0.4</td></tr><tr><th>B</th><td>NaN</td><td>0.3</td></tr></tbody></table>';
    expect(rowsOf(await read(text))).toEqual([
      { Model: 'A', 'Test acc': '0.5', 'Test f1': '0.4' },
      { Model: 'B', 'Test acc': 'NaN', 'Test f1': '0.3' },
    ]);
  });
});

describe('LaTeX', () => {
  it('spans, rules, arrows, ± and escapes are understood', async () => {
    const text = String.raw`
\begin{table}\caption{Words 1 \& 2}
\begin{tabular}{lrr}\toprule
 & \multicolumn{2}{c}{Test} \\ \cmidrule(lr){2-3}
Model & Acc (\%) $\uparrow$ & ms $\downarrow$ \\[2pt] \midrule
\multirow{1}{*}{A} & \textbf{91.2} $\pm$ 0.4 & 12 \\ % a remark
B\_1 & \cellcolor{gray}88.9 $\pm$ 0.2 & -- \\ \bottomrule
\end{tabular}\end{table}`;
    const result = await read(text, { fileName: 'paper.tex' });
    expect(rowsOf(result).map((row) => Object.values(row))).toEqual([
      ['A', '91.2 ± 0.4', '12'],
      ['B_1', '88.9 ± 0.2', ''],
    ]);
    const [, accuracy, latency] = result.preview.columns;
    expect([accuracy?.use, latency?.use]).toMatchObject([{ direction: 'max' }, { direction: 'min' }]);
  });
});

describe('what stands around a table', () => {
  it('a title, the units and a note are taken off, and said', async () => {
    const text =
      'Model comparison Q3,,\n,,\nModel,Accuracy,Latency\n,(%),(ms)\nA,91.2,12\nB,88.9,3\n* B was measured on one machine only,,\n';
    const result = await read(text);
    expect(rowsOf(result)).toEqual([
      { Model: 'A', 'Accuracy (%)': '91.2', 'Latency (ms)': '12' },
      { Model: 'B', 'Accuracy (%)': '88.9', 'Latency (ms)': '3' },
    ]);
    expect([...result.table.records]).toEqual([5, 6]);
    expect(messages(result)).toEqual([
      'Above the table stands "Model comparison Q3"; it is no row.',
      'Below the table stands "* B was measured on one machine only"; it is no row.',
      'The units stand in a row of their own; they are joined.',
    ]);
    const plain = await read(text, { choices: { layout: 'plain' } });
    expect(plain.preview.rows).toBeGreaterThan(4);
  });
  it('names in two rows are joined, a group counting for the cells right of it', async () => {
    const text =
      ',Test set A,,Test set B,\nModel,Accuracy,F1,Accuracy,F1\nA,0.91,0.9,0.8,0.79\nB,0.88,0.87,0.85,0.84\n';
    expect(Object.keys(rowsOf(await read(text))[0]!)).toEqual([
      'Model',
      'Test set A Accuracy',
      'Test set A F1',
      'Test set B Accuracy',
      'Test set B F1',
    ]);
  });
  it.each([
    ['a candidate without numbers', 'model,acc,f1\nA,n/a,n/a\nB,0.5,0.4\nC,0.6,0.5\n', 3],
    ['a candidate that failed', 'model,acc,f1\nA,failed,failed\nB,0.5,0.4\nC,0.6,0.5\n', 3],
    ['one column', 'model\nA\nB\n', 2],
    ['a last row with a name alone', 'model,acc\nA,0.5\nB,0.6\nC,\n', 3],
  ])('%s is a row like any other', async (_, text, rows) => {
    expect((await read(text)).preview.rows).toBe(rows);
  });
});

describe('a table on its side', () => {
  const text = 'Metric,XGBoost,RandomForest,LogReg\nAccuracy,0.91,0.89,0.84\nF1,0.88,0.86,0.80\nLatency (ms),12,30,2\n';
  it('is turned, and said; the person may say no', async () => {
    const result = await read(text);
    expect(rowsOf(result)).toEqual([
      { Candidate: 'XGBoost', Accuracy: '0.91', F1: '0.88', 'Latency (ms)': '12' },
      { Candidate: 'RandomForest', Accuracy: '0.89', F1: '0.86', 'Latency (ms)': '30' },
      { Candidate: 'LogReg', Accuracy: '0.84', F1: '0.80', 'Latency (ms)': '2' },
    ]);
    expect(usesOf(result)).toMatchObject({ Accuracy: 'metric max', 'Latency (ms)': 'metric min' });
    expect(messages(result)[0]).toContain('so the table is turned');
    expect(
      (await read(text, { choices: { candidatesAre: 'rows' } })).preview.columns.map(({ header }) => header),
    ).toEqual(['Metric', 'XGBoost', 'RandomForest', 'LogReg']);
  });
  it('is not seen in an ordinary table', () => {
    expect(readText('model,acc,f1\nA,0.5,0.4\nB,0.6,0.5\n').preview.columns[0]?.header).toBe('model');
  });
});

it('LaTeX: a spread set below its value is its spread, and what is below a name stays in it', async () => {
  const body =
    'Model & F$_1$ & BLEU $\\uparrow$ \\\\ \\hline\nA & 0.9 & $27.3_{\\pm 0.2}$ \\\\\nB & 0.8 & \\textbf{28.4} \\\\';
  const result = await read(`\\begin{tabular}{lcc}\n${body}\n\\end{tabular}\n`, { fileName: 'table.tex' });
  expect(result.preview.columns.map(({ header }) => header)).toEqual(['Model', 'F_1', 'BLEU ↑']);
  const bleu = result.table.columns[2]!;
  expect([[...bleu.numbers], [...bleu.spreads!]]).toEqual([
    [27.3, 28.4],
    [0.2, NaN],
  ]);
});
