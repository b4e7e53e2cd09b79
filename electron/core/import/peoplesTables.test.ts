// Small tables as people have them, of kinds that no tool writes: each with what is right, read as it is proposed.
import { describe, expect, it } from 'vitest';
import { planImport } from './planning/plan.ts';
import { read } from './testing/readBytes.ts';
import { emptyReview, proposed } from './testing/readText.ts';
import type { Right } from './testing/whatCameOf.ts';
import { whatCameOf } from './testing/whatCameOf.ts';

interface Case extends Partial<Right> {
  file?: string;
  text: string;
}

const cases: Record<string, Case> = {
  'an Excel export with German numbers': {
    text: 'Modell;Genauigkeit;Latenz (ms);Kosten (€)\nBaum;0,912;1.234,5;0,15\nWald;0,935;2.345,0;1,20\n',
    candidates: { Baum: { Genauigkeit: 0.912, 'Latenz (ms)': 1234.5, 'Kosten (€)': 0.15 }, Wald: {} },
    metrics: { Genauigkeit: 'max', 'Latenz (ms)': 'min ms', 'Kosten (€)': 'min €' },
  },
  'French numbers with thin spaces and per cent': {
    text: 'Modèle;Exactitude;Latence (ms)\nA;91,2\u202f%;1\u202f234,5\nB;93,5\u202f%;980,0\n',
    candidates: { A: { Exactitude: 91.2, 'Latence (ms)': 1234.5 }, B: { Exactitude: 93.5 } },
    metrics: { Exactitude: 'max %', 'Latence (ms)': 'min ms' },
  },
  'Indian grouping': {
    text: 'model,accuracy,cost (INR)\nA,0.91,"1,25,000"\nB,0.89,"98,500"\n',
    candidates: { A: { 'cost (INR)': 125000 }, B: { 'cost (INR)': 98500 } },
  },
  'Swiss apostrophes': {
    text: "Modell;Accuracy;Preis (CHF)\nA;0.91;1'250.50\nB;0.89;980.00\n",
    candidates: { A: { 'Preis (CHF)': 1250.5 }, B: { 'Preis (CHF)': 980 } },
  },
  'a currency per thousand': {
    text: 'model,accuracy,cost per 1k\nA,0.91,$0.50\nB,0.88,$1.25\n',
    candidates: { A: { 'cost per 1k': 0.5 }, B: { 'cost per 1k': 1.25 } },
    metrics: { accuracy: 'max', 'cost per 1k': 'min US$' },
  },
  'per cent with the sign in every cell': {
    text: 'model,accuracy,error rate\nA,91.2%,8.8%\nB,88.0%,12%\n',
    candidates: { A: { accuracy: 91.2 }, B: { 'error rate': 12 } },
    metrics: { accuracy: 'max %', 'error rate': 'min %' },
  },
  'per cent without a sign': {
    text: 'model,accuracy,recall\nA,91.2,80\nB,88.0,85\n',
    candidates: { A: { accuracy: 91.2 }, B: { recall: 85 } },
    metrics: { accuracy: 'max', recall: 'max' },
  },
  'dates as candidates': {
    text: 'release,accuracy,latency_ms\n2024-01-15,0.91,12\n2024-02-15,0.92,15\n2024-03-15,0.90,11\n',
    candidates: { '2024-01-15': { accuracy: 0.91 }, '2024-02-15': {}, '2024-03-15': { latency_ms: 11 } },
    metrics: { accuracy: 'max', latency_ms: 'min ms' },
  },
  'German dates as candidates': {
    text: 'Version;Genauigkeit\n15.01.2024;0,91\n15.02.2024;0,92\n',
    candidates: { '15.01.2024': { Genauigkeit: 0.91 }, '15.02.2024': {} },
  },
  'a pivot table with a grand total': {
    text: 'Row Labels,Average of accuracy,Average of latency_ms\nA,0.91,12\nB,0.89,15\nGrand Total,0.90,13.5\n',
    candidates: { A: { 'Average of accuracy': 0.91 }, B: {} },
    metrics: { 'Average of accuracy': 'max', 'Average of latency_ms': 'min ms' },
    says: ['"Grand Total"'],
  },
  'a row of sums at the end': {
    text: 'model,accuracy,cost\nA,0.91,10\nB,0.89,20\nTotal,,30\n',
    candidates: { A: { cost: 10 }, B: { cost: 20 } },
    says: ['"Total"'],
  },
  'a German row of sums': {
    text: 'Modell;Genauigkeit;Kosten\nA;0,91;10\nB;0,89;20\nSumme;;30\n',
    candidates: { A: { Kosten: 10 }, B: {} },
    says: ['"Summe"'],
  },
  'an average row that is the mean of the others': {
    text: 'model,accuracy,f1\nA,0.90,0.80\nB,0.80,0.70\nC,0.70,0.60\nAverage,0.80,0.70\n',
    candidates: { A: {}, B: {}, C: {} },
    says: ['"Average"'],
  },
  'a model that is called Average and is one': {
    text: 'model,accuracy,f1\nStacking,0.90,0.80\nVoting,0.80,0.70\nAverage,0.93,0.85\n',
    candidates: { Stacking: {}, Voting: {}, Average: { accuracy: 0.93 } },
  },
  'two tables under one another': {
    text: 'model,accuracy\nA,0.91\nB,0.89\n\nmodel,latency_ms\nA,12\nB,15\n',
    candidates: { A: { accuracy: 0.91 }, B: { accuracy: 0.89 } },
    says: ['Another table begins in row 5'],
  },
  'mean ± standard deviation over seeds in one cell': {
    text: 'model,accuracy (5 seeds),loss\nA,0.912 ± 0.004,0.31±0.02\nB,0.905 ± 0.010,0.35±0.01\n',
    candidates: { A: { 'accuracy (5 seeds)': 0.912, loss: 0.31 }, B: {} },
  },
  'mean with the deviation in brackets': {
    text: 'model,accuracy,F1\nA,0.912 (0.004),0.80 (0.02)\nB,0.905 (0.010),0.78 (0.01)\n',
    candidates: { A: { accuracy: 0.912, F1: 0.8 }, B: {} },
  },
  'LaTeX plus-minus': {
    text: 'model,accuracy\nA,$0.912 \\pm 0.004$\nB,$0.905 \\pm 0.010$\n',
    candidates: { A: { accuracy: 0.912 }, B: { accuracy: 0.905 } },
  },
  'N/A with its reason': {
    text: 'model,accuracy,latency_ms\nA,0.91,12\nB,N/A (OOM),15\nC,0.89,timeout\n',
    candidates: { A: { accuracy: 0.91 }, B: { accuracy: NaN }, C: { latency_ms: NaN } },
    metrics: { accuracy: 'max', latency_ms: 'min ms' },
  },
  'negative numbers in brackets': {
    text: 'model,profit (k€)\nA,(12.5)\nB,30.0\nC,(0.5)\n',
    candidates: { A: { 'profit (k€)': -12.5 }, B: {}, C: { 'profit (k€)': -0.5 } },
  },
  'a minus of typography': {
    text: 'model,log likelihood\nA,−12.5\nB,–30.0\n',
    candidates: { A: { 'log likelihood': -12.5 }, B: { 'log likelihood': -30 } },
    metrics: { 'log likelihood': 'max' },
  },
  'ranks as words': {
    text: 'model,rank,accuracy\nA,1st,0.93\nB,2nd,0.92\nC,3rd,0.90\n',
    candidates: { A: { accuracy: 0.93 }, B: {}, C: {} },
    // A place among these candidates measures nothing more.
    metrics: { accuracy: 'max' },
    others: { rank: 'ignore' },
  },
  'footnote marks': {
    text: 'model,accuracy,WER\nA†,0.912*,5.1^a\nB,0.905,4.9¹\nC‡,0.880**,6.0\n* p < 0.05\n† trained by us\n',
    candidates: { 'A†': { accuracy: 0.912, WER: 5.1 }, B: { WER: 4.9 }, 'C‡': { accuracy: 0.88 } },
  },
  'booleans as properties': {
    text: 'model,accuracy,open source,quantised\nA,0.91,TRUE,no\nB,0.89,FALSE,yes\n',
    candidates: { A: { 'open source': 'TRUE', quantised: 'no' }, B: {} },
    metrics: { accuracy: 'max' },
  },
  'booleans as ticks and crosses': {
    text: 'model,accuracy,streaming\nA,0.91,✓\nB,0.89,✗\nC,0.90,✓\n',
    candidates: { A: { streaming: '✓' }, B: { streaming: '✗' }, C: {} },
    metrics: { accuracy: 'max' },
  },
  'a row of units beneath the header': {
    text: 'model,accuracy,latency,size\n,%,ms,MB\nA,91.2,12,450\nB,88.0,15,120\n',
    candidates: { A: { 'accuracy (%)': 91.2, 'latency (ms)': 12, 'size (MB)': 450 }, B: {} },
    metrics: { 'accuracy (%)': 'max %', 'latency (ms)': 'min ms', 'size (MB)': 'min MB' },
  },
  'a row of units in brackets, with dashes': {
    text: 'model,accuracy,latency\n-,[%],[ms]\nA,91.2,12\nB,88.0,15\n',
    candidates: { A: { 'accuracy [%]': 91.2, 'latency [ms]': 12 }, B: {} },
    metrics: { 'accuracy [%]': 'max %', 'latency [ms]': 'min ms' },
  },
  'milliseconds and seconds in one column': {
    text: 'model,accuracy,latency\nA,0.91,850 ms\nB,0.89,1.2 s\nC,0.88,2 s\n',
    candidates: { A: { latency: 850 }, B: { latency: 1200 }, C: { latency: 2000 } },
    metrics: { accuracy: 'max', latency: 'min ms' },
  },
  'below what can be measured': {
    text: 'model,accuracy,p-value\nA,0.91,< 0.001\nB,0.89,0.03\nC,0.90,<0.001\n',
    candidates: { A: { 'p-value': 0.001 }, B: { 'p-value': 0.03 }, C: { 'p-value': 0.001 } },
    says: ['without the mark', 'p-value, as written'],
  },
  'at least': {
    text: 'model,accuracy,latency (ms)\nA,0.91,>10000\nB,0.89,120\nC,0.90,≥ 30000\n',
    candidates: { A: { 'latency (ms)': 10000 }, B: {}, C: { 'latency (ms)': 30000 } },
  },
  'percentiles in the header': {
    text: 'model,accuracy,"99.9th (ms)","50th (ms)"\nA,0.91,120,12\nB,0.89,90,15\n',
    candidates: { A: { '99.9th (ms)': 120 }, B: {} },
    metrics: { accuracy: 'max', '99.9th (ms)': 'min ms', '50th (ms)': 'min ms' },
  },
  'JSON lines with nested metrics': {
    file: 'results.jsonl',
    text: '{"model":"A","metrics":{"accuracy":0.91,"latency":{"p50_ms":12,"p95_ms":30}}}\n{"model":"B","metrics":{"accuracy":0.89,"latency":{"p50_ms":9,"p95_ms":50}}}\n',
    candidates: { A: { 'metrics.accuracy': 0.91, 'metrics.latency.p95_ms': 30 }, B: {} },
    metrics: { 'metrics.accuracy': 'max', 'metrics.latency.p50_ms': 'min ms', 'metrics.latency.p95_ms': 'min ms' },
  },
  'JSON keyed by the model': {
    file: 'results.json',
    text: '{"A":{"accuracy":0.91,"f1":0.8},"B":{"accuracy":0.89,"f1":0.82}}',
    candidates: { A: { accuracy: 0.91, f1: 0.8 }, B: {} },
    metrics: { accuracy: 'max', f1: 'max' },
  },
  'thousands with a k beside plain numbers': {
    text: 'model,accuracy,requests/s\nA,0.91,1.2k\nB,0.89,980\nC,0.88,2.05k\n',
    candidates: { A: { 'requests/s': 1200 }, B: { 'requests/s': 980 }, C: { 'requests/s': 2050 } },
    metrics: { accuracy: 'max', 'requests/s': 'max requests/s' },
  },
  'an interval with decimal commas': {
    text: 'Modell;WER\nA;5,1 [4,8; 5,4]\nB;4,9 [4,6; 5,2]\n',
    file: 'wer.csv',
    candidates: { A: { WER: 5.1 }, B: { WER: 4.9 } },
    metrics: { WER: 'min' },
  },
  'an interval with decimal commas in quoted cells': {
    text: 'Modell,WER\nA,"5,1 [4,8; 5,4]"\nB,"4,9 [4,6; 5,2]"\n',
    candidates: { A: { WER: 5.1 }, B: { WER: 4.9 } },
  },
  'an interval with a dash in brackets': {
    text: 'model,AUC\nA,"0.912 (0.90–0.92)"\nB,"0.905 (0.89–0.92)"\n',
    candidates: { A: { AUC: 0.912 }, B: { AUC: 0.905 } },
  },
  'an interval written out': {
    text: 'model,AUC\nA,"0.912 (95% CI: 0.90, 0.92)"\nB,"0.905 (95% CI: 0.89, 0.92)"\n',
    candidates: { A: { AUC: 0.912 }, B: { AUC: 0.905 } },
  },
  'scores out of ten': {
    text: 'model,MT-Bench,latency (s)\nA,8.3/10,1.2\nB,7.9/10,0.9\n',
    candidates: { A: { 'MT-Bench': 8.3 }, B: { 'MT-Bench': 7.9 } },
    metrics: { 'MT-Bench': 'max', 'latency (s)': 'min s' },
  },
  'what was got right of how many': {
    text: 'model,tasks passed\nA,45/50\nB,41/50\n',
    candidates: { A: {}, B: {} },
  },
  'durations with a colon': {
    text: 'model,accuracy,training time\nA,0.91,1:30:00\nB,0.89,0:45:30\n',
    candidates: { A: { 'training time': 5400 }, B: { 'training time': 2730 } },
    metrics: { accuracy: 'max', 'training time': 'min s' },
  },
  'scientific notation and infinities': {
    text: 'model,loss,learning rate\nA,1.2E-03,1e-4\nB,inf,3e-4\nC,nan,1e-3\n',
    candidates: { A: { loss: 0.0012 }, B: {}, C: { loss: NaN } },
    others: { 'learning rate': 'attribute' },
  },
  'multiples of a baseline': {
    text: 'model,accuracy,speedup\nA,0.91,1.0x\nB,0.89,2.5x\nC,0.88,3×\n',
    candidates: { A: { speedup: 1 }, B: { speedup: 2.5 }, C: { speedup: 3 } },
    metrics: { accuracy: 'max', speedup: 'max ×' },
  },
  'changes with their signs': {
    text: 'model,accuracy,vs baseline\nA,0.91,+1.2%\nB,0.89,-0.5%\nC,0.90,±0%\n',
    candidates: { A: { 'vs baseline': 1.2 }, B: { 'vs baseline': -0.5 }, C: { 'vs baseline': 0 } },
  },
  'medals and arrows beside numbers': {
    text: 'model,accuracy,latency ms\n🥇 A,0.93 ↑,12 ↓\n🥈 B,0.92,15\n🥉 C,0.90 ↓,11\n',
    candidates: { '🥇 A': { accuracy: 0.93, 'latency ms': 12 }, '🥈 B': {}, '🥉 C': { accuracy: 0.9 } },
  },
  'bold and best marks of Markdown': {
    file: 'README.md',
    text: '| Model | Acc | Lat (ms) |\n|:--|--:|--:|\n| **A** | **0.93** | 12 |\n| `B` | 0.92 | __11__ |\n| [C](http://x) | ~~0.5~~ 0.90 | 15 |\n',
    candidates: { A: { Acc: 0.93 }, B: { 'Lat (ms)': 11 }, C: { Acc: 0.9 } },
  },
  'tabs from a spreadsheet, pasted': {
    text: 'Model\tAccuracy\tCost\nA\t91 %\t€ 1.250,00\nB\t89 %\t€ 980,50\n',
    candidates: { A: { Accuracy: 91, Cost: 1250 }, B: { Cost: 980.5 } },
    metrics: { Accuracy: 'max %', Cost: 'min €' },
  },
  'a comment block before the header': {
    text: '# run on 2024-05-01\n# seed 42\nmodel,accuracy\nA,0.91\nB,0.89\n',
    candidates: { A: { accuracy: 0.91 }, B: {} },
  },
  'a metric whose name is longer than 200 characters': {
    text: `model,accuracy,${'very long name of a latency '.repeat(9)}(ms)\nA,0.91,12\nB,0.89,15\n`,
    candidates: { A: { accuracy: 0.91 }, B: {} },
    says: ['shortened'],
  },
};

describe('tables of people', () => {
  it.each(Object.entries(cases))('%s', async (_, { text, file = 'table.csv', ...right }) => {
    const result = await read(text, { fileName: file });
    const { names, values, metrics, others, said } = whatCameOf(result);
    for (const piece of right.says ?? []) expect(said).toContain(piece);
    if (right.candidates) {
      expect(names).toEqual(Object.keys(right.candidates));
      expect(values).toMatchObject(right.candidates);
    }
    if (right.metrics) expect(metrics).toEqual(right.metrics);
    expect(others).toMatchObject(right.others ?? {});
  });
});

describe('what stands beside the table', () => {
  it('a second table can be chosen', async () => {
    const { text } = cases['two tables under one another']!;
    const second = await read(text, { fileName: 'table.csv', choices: { tableInText: '1' } });
    expect(whatCameOf(second).values).toMatchObject({ A: { latency_ms: 12 }, B: { latency_ms: 15 } });
    expect(whatCameOf(second).said).toContain('Another table begins in row 1');
  });
  it('a total can be read as a row all the same', async () => {
    const { text } = cases['a row of sums at the end']!;
    const plain = await read(text, { fileName: 'table.csv', choices: { layout: 'plain' } });
    expect(whatCameOf(plain).names).toEqual(['A', 'B', 'Total']);
  });
  it('decimal commas stay decimal under a title', async () => {
    const text = 'Vergleich der Modelle\n\nModell;Genauigkeit;Latenz (ms)\nA;0,91;1.234,5\nB;0,89;2.345,0\n';
    const { values } = whatCameOf(await read(text, { fileName: 'table.csv' }));
    expect(values).toEqual({
      A: { Genauigkeit: 0.91, 'Latenz (ms)': 1234.5 },
      B: { Genauigkeit: 0.89, 'Latenz (ms)': 2345 },
    });
  });
  it('the whole of a long name goes with the values, and its unit counts', async () => {
    const { text } = cases['a metric whose name is longer than 200 characters']!;
    const { table, preview } = await read(text, { fileName: 'table.csv' });
    const [, , long] = preview.columns;
    expect([long!.header.length, long!.use]).toMatchObject([200, { unit: 'ms', direction: 'min' }]);
    const { content } = planImport(table, proposed(preview), emptyReview);
    expect(content!.metrics[1]!.header).toHaveLength(256);
    expect(content!.metrics[1]!.header.startsWith('very long name of a latency very')).toBe(true);
  });
});
