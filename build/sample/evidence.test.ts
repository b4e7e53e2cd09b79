// What the evidence views find in the sample's prediction log: what the README's tour says of them is so.
import type { LogColumn, LogRoles } from '../../shared/domain/predictionLog.ts';
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { explainedAnswers } from '../../shared/measures/log/explainedLog.ts';
import { binaryLog } from '../../shared/measures/log/predictionLog.ts';
import { startPointStudy } from '../../shared/measures/points/study.ts';
import { confidences, decidingThreshold } from '../../shared/measures/points/sweeps.ts';
import { binaryStudy } from '../../shared/measures/study/kinds/binary.ts';
import { featuresOf } from '../../shared/measures/surrogate/features.ts';
import { surrogatesOf, surroundings } from '../../shared/measures/surrogate/surrogate.ts';
import { CSV_FILE, readCsv } from './table.ts';
import { decisionHeader, GROUPS, LOGGED_FEATURES, scoreHeader, THRESHOLD, VISITS_FILE } from './visits.ts';

const { data, meta } = Papa.parse<Record<string, string>>(readFileSync(VISITS_FILE, 'utf8'), {
  header: true,
  skipEmptyLines: true,
});
const headers = meta.fields!;
const columns = headers.map((header): LogColumn => {
  const cells = data.map((row) => row[header]!);
  const names = [...new Set(cells)];
  const codeOf = new Map(names.map((name, code) => [name, code]));
  return {
    header,
    numbers: Float64Array.from(cells, Number),
    words: names.length > 1000 ? null : { codes: Int32Array.from(cells, (cell) => codeOf.get(cell)!), names },
  };
});
const place = (header: string) => headers.indexOf(header);
const names = readCsv(readFileSync(CSV_FILE, 'utf8')).map(({ name }) => name);
const roles: LogRoles = {
  label: place('label'),
  weight: place('weight'),
  row: null,
  model: null,
  query: null,
  candidates: names.map((name) => ({
    name,
    score: headers.includes(scoreHeader(name)) ? place(scoreHeader(name)) : null,
    prediction: place(decisionHeader(name)),
  })),
  groups: GROUPS.map((header) => ({ place: place(header), reference: null })),
  features: LOGGED_FEATURES.map(place),
};
const choices = { positive: '1', threshold: THRESHOLD, inverted: new Set<string>() };
const log = binaryLog(columns, roles, choices);
const bootstrap = { replicates: 100, seed: 1, method: 'BCa' as const, stratified: false };
const at = (name: string) => names.indexOf(name);

const finished = <T>(run: { done: number; total: number; advance(count: number): void; result(): T }): T => {
  while (run.done < run.total) run.advance(run.total);
  return run.result();
};

describe('measures and fairness', () => {
  const study = finished(
    binaryStudy(log, log.groups, {
      ...bootstrap,
      favourable: 'positive',
      smallest: 30,
      tolerance: 0.05,
      references: log.groups.map(() => -1),
    }),
  );
  const of = (name: string) => study.candidates[at(name)]!;
  const column = (name: (typeof GROUPS)[number]) => GROUPS.indexOf(name);

  it('agree with the table on who decides best', () => {
    const accuracy = study.candidates.map(({ measures }) => measures.accuracy.measure.value!);
    expect(names[accuracy.indexOf(Math.max(...accuracy))]).toBe('Ensemble');
    expect(names[accuracy.indexOf(Math.min(...accuracy))]).toBe('Paid placement');
  });

  it('find chains shown nearly four times as readily as independents by the fee auction', () => {
    const { groups } = of('Fee auction').columns[column('restaurant')]!;
    const rate = (group: string) => groups.find((each) => each.group === group)!.measures.selectionRate.measure.value!;
    expect(rate('chain') / rate('independent')).toBeGreaterThan(3.4);
    expect(rate('chain') / rate('independent')).toBeLessThan(4.1);
  });

  it('find the rule of four fifths kept by some candidates and not by others', () => {
    const kept = study.candidates.filter(
      ({ columns: by }) => by[column('restaurant')]!.gaps.demographicParityRatio.measure.value! >= 0.8,
    );
    expect(kept.length).toBeGreaterThanOrEqual(3);
    expect(kept.length).toBeLessThanOrEqual(names.length - 3);
    expect(kept.map(({ name }) => name)).toContain('Two-tower');
  });

  it('find little known restaurants hardly ever shown by most candidates', () => {
    const rates = study.candidates.map(
      ({ columns: by }) =>
        by[column('standing')]!.groups.find(({ group }) => group === 'little known')!.measures.selectionRate.measure
          .value!,
    );
    expect(rates.filter((rate) => rate < 0.04).length).toBeGreaterThan(names.length / 2);
  });
});

describe('interpretability', () => {
  const explained = explainedAnswers(columns, roles, choices);
  const { features } = featuresOf(columns, roles.features, explained.at);
  const around = surroundings(features, explained.rows, explained.labels, explained.weights, explained.units);
  /** A tree of three questions in a row, for the decisions of a candidate: how often it is right, and what it rests on most. */
  const tree = (name: string) => {
    const { unseen, permutation } = surrogatesOf(around, explained.candidates[at(name)]!).decisions!.cuts[2]!;
    const most = permutation.indexOf(Math.max(...permutation));
    return { fidelity: unseen.accuracy.value!, first: features[most]!.name };
  };

  it('finds that most of what is recommended is where the diner has been, and paid placement is the fee', () => {
    for (const name of ['Two-tower', 'Logistic regression', 'Two-stage, distilled', 'Ensemble']) {
      const { fidelity, first } = tree(name);
      expect(fidelity, name).toBeGreaterThan(0.88);
      expect(first, name).toBe('visits of this diner here');
    }
    expect(tree('Paid placement')).toMatchObject({ first: 'fee €' });
    expect(tree('Popular nearby')).toMatchObject({ first: 'visits of the restaurant' });
  });
});

describe('new candidates', () => {
  const rows = { labels: log.labels, weights: log.weights, group: null, flipped: false };
  const cascade = (cheap: string, costly: string) => {
    const { scores, predicted } = log.candidates[at(cheap)]!;
    const sure = confidences(scores!, decidingThreshold(scores!, predicted) ?? THRESHOLD);
    return finished(
      startPointStudy(
        rows,
        { kind: 'handOver', sure, cheap: predicted, costly: log.candidates[at(costly)]!.predicted },
        {
          criteria: [
            { id: 'accuracy', sign: 1 },
            { id: 'handedOver', sign: -1 },
          ],
          costs: { falsePositive: 1, falseNegative: 5, truePositive: 0, trueNegative: 0 },
          most: 6,
          smallest: 30,
          tolerance: 0.05,
          bootstrap,
        },
      ),
    );
  };

  it('include a cascade that hands over a fifth of its rows and decides as well as the Ensemble alone', () => {
    const { offers } = cascade('Two-tower', 'Ensemble');
    const accuracy = (offer: (typeof offers)[number]) => offer.measured.accuracy.measure.value!;
    const alone = offers.find(({ is }) => is === 'costly')!;
    const cheap = offers.find(({ is }) => is === 'cheap')!;
    const few = offers.filter(({ is, measured }) => is === 'new' && measured.handedOver.measure.value! < 0.22);
    expect(Math.max(...few.map(accuracy))).toBeGreaterThan(accuracy(alone) - 0.003);
    expect(accuracy(alone)).toBeGreaterThan(accuracy(cheap) + 0.01);
  });

  it('include steps between what is visited most and the Ensemble', () => {
    const { offers } = cascade('Popular nearby', 'Ensemble');
    const fresh = offers.filter(({ is }) => is === 'new');
    expect(fresh.length).toBeGreaterThanOrEqual(4);
    const [first, last] = [fresh[0]!, fresh.at(-1)!];
    expect(last.measured.accuracy.measure.value).toBeGreaterThan(first.measured.accuracy.measure.value! + 0.02);
  });
});
