// The sample and a table of 1,454 real models, whole: every number of Trade-offs, Compromise and the record of a decision against an
// independent calculation (plainReview.ts). The reviews are made and recorded through the app.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeFolders, testApp } from '../../electron/core/testing/host.ts';
import { firmnessSentences } from '../../renderer/parts/answer/firmness.ts';
import { headline } from '../../renderer/parts/answer/headline.ts';
import { challenger } from '../../renderer/analysis/kinds/challenger.ts';
import { decimalsFor } from '../../shared/domain/format.ts';
import type { DecisionRecord } from '../../shared/domain/record.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import { decisionGaps } from '../../shared/engine/agreement/decisionGaps.ts';
import { passingAt, priceLists } from '../../shared/engine/change/priceList.ts';
import { evaluate } from '../../shared/engine/evaluate.ts';
import { groupRules } from '../../shared/engine/groupRules/groupRules.ts';
import { eligibleOf } from '../../shared/engine/evaluate.ts';
import { activeHolds } from '../../shared/engine/holds.ts';
import { ENGINE_VERSION } from '../../shared/engine/version.ts';
import { documentOf } from '../../shared/record/document.ts';
import { recordExport, toExport } from '../../shared/record/json.ts';
import { toMarkdown } from '../../shared/record/markdown.ts';
import { buildSample } from '../sample/review.ts';
import {
  plainGap,
  plainLoss,
  plainNumbers,
  plainPassing,
  plainUnder,
  type PlainFunction,
  type PlainNumbers,
  type PlainReview,
} from './plainReview.ts';
import { makeTimm, type Opened } from './timm.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-numbers-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  removeFolders();
});

async function openSample(): Promise<Opened> {
  const file = join(folder, 'sample', 'restaurant-recommender.parley');
  await buildSample(file, new Date('2026-11-23T12:00:00Z'));
  const app = testApp(join(folder, 'app'), { sampleFile: file });
  return { app, review: (await app.call('library.openSample', { fresh: false })).review };
}

/** What was typed and imported, for the calculation; nothing that was worked out. */
function plainOf({ settings, catalog }: ReviewSnapshot): PlainReview {
  const nameOf = new Map(settings.metrics.map(({ id, name }) => [id, name]));
  expect(settings.incumbentId).toBe(null);
  return {
    names: catalog.names,
    measured: Object.fromEntries(
      catalog.columns.map(({ metricId, measured }) => [
        nameOf.get(metricId),
        Array.from(measured, (x) => (Number.isNaN(x) ? null : x)),
      ]),
    ),
    objectives: settings.objectives.map(({ metricId, direction, valueFunction }) => ({
      metric: nameOf.get(metricId)!,
      direction,
      f: valueFunction as PlainFunction,
    })),
    roles: settings.roles.map(({ name, influence, weights, requirements }) => ({
      name,
      influence,
      points: settings.objectives.map(({ id }) => weights.find(({ objectiveId }) => objectiveId === id)?.weight ?? 0),
      musts: requirements
        .filter(({ strength }) => strength === 'must')
        .map(({ metricId, comparator, bound }) => ({ metric: nameOf.get(metricId)!, comparator, bound })),
    })),
  };
}

/** A printed number ("−36.7 € …", "0.17", "64 %") is the exact one, rounded as far as it is printed. */
function expectPrinted(text: string, exact: number): void {
  const found = /[−-]?\d[\d,]*(?:\.\d+)?/.exec(text.replace(/[\u202f\u2009]/g, ''))?.[0] ?? 'no number';
  const printed = Number(found.replace('−', '-').replaceAll(',', ''));
  const decimals = (found.split('.')[1] ?? '').length;
  expect(Math.abs(printed - exact), `${text} for ${exact}`).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9);
}

function expectClose(actual: readonly (number | null)[], plain: readonly number[], members: readonly number[]): void {
  const off = members.filter((i) => Math.abs((actual[i] ?? NaN) - plain[i]!) > 1e-12 || actual[i] === null);
  expect(off).toEqual([]);
}

describe.each([
  ['the sample', openSample],
  ['1,454 image models', makeTimm],
])('%s', (_, make) => {
  let opened: Opened;
  let snapshot: ReviewSnapshot;
  let review: PlainReview;
  let plain: PlainNumbers;
  let record: DecisionRecord;
  let markdown: string;

  beforeAll(async () => {
    opened = await make();
    const { app, review: handle } = opened;
    const { settings } = await app.call('review.get', { review: handle });
    snapshot = { settings, catalog: await app.call('review.catalog', { review: handle }) };
    review = plainOf(snapshot);
    plain = plainNumbers(review);
    const recorded = await decide(opened, snapshot);
    ({ record } = recorded);
    ({ markdown } = recorded);
  }, 240_000);
  afterAll(() => opened.app.close());

  it('has the layers, scores, ranks and favourites of every role', () => {
    const found = evaluate(snapshot, { role: null });
    expect([...found.screening.feasible].map((mark) => mark === 1)).toEqual(plain.feasible);
    expect([...found.fronts]).toEqual(plain.fronts);
    plain.roles.forEach((role, k) => {
      const own = found.roles[k]!;
      expectClose([...own.weights], role.weights, [...role.weights.keys()]);
      expectClose([...own.scores], role.scores, plain.members);
      expectClose([...own.regrets], role.regrets, plain.members);
      expect([...own.ranks]).toEqual(role.ranks);
      expect(own.favourites).toEqual(role.favourites);
    });
    expect([...found.groups.leastRegret.ranks]).toEqual(plain.leastRegret);
    expect([...found.groups.weightedMean.ranks]).toEqual(plain.weightedMean);
    expectClose([...found.groups.weightedMean.scores], plain.means, plain.members);
    expect(found.recommended).toBe(plain.answer);
  });

  it('has the winners of all seven rules', () => {
    const found = evaluate(snapshot, { role: null });
    const { rules } = groupRules(found, eligibleOf(found), snapshot.catalog.names);
    expect(Object.fromEntries(Object.entries(rules).map(([id, { winners }]) => [id, winners]))).toEqual(plain.winners);
  });

  it('counts in every price list who passes at the bound that is shown', () => {
    const lists = priceLists(snapshot, evaluate(snapshot, { role: null }), 'leastRegret');
    let compared = 0;
    let place = 0;
    review.roles.forEach(({ musts }, role) =>
      musts.forEach((must, m) => {
        const list = lists[place++]!;
        const column = review.measured[must.metric]!.filter((x) => x !== null).sort((a, b) => a - b);
        const step = Math.max(1, Math.floor(column.length / 40));
        const bounds = [
          must.bound,
          ...column.filter((_x, i) => i % step === 0),
          ...list.steps.flatMap(({ bound }) => bound ?? []),
        ];
        for (const bound of bounds) {
          expect(passingAt(list, bound)).toBe(plainPassing(review, role, m, bound));
          compared++;
        }
      }),
    );
    expect(place).toBe(lists.length);
    expect(compared).toBeGreaterThan(10);
  });

  it('says what every gap would do', () => {
    const found = decisionGaps(snapshot, evaluate(snapshot, { role: null }), 'leastRegret');
    expect(found).toHaveLength(review.objectives.length);
    for (const gap of found) {
      const j = snapshot.settings.objectives.findIndex(({ id }) => id === gap.objectiveId);
      const expected = plainGap(review, plain, j);
      expect(gap.weight).toBeCloseTo(expected.mean, 12);
      expect([gap.changes, [...gap.winners]]).toEqual([expected.changes, expected.winners]);
      expect(gap.regretThen).toBeCloseTo(expected.regretThen, 12);
      expect(gap.regretNow).toBeCloseTo(Math.max(...plain.roles.map(({ regrets }) => regrets[plain.answer]!)), 12);
    }
  });

  it('has the numbers of the headline: who gives up most, how much, and against whom', () => {
    const text = record.sentences.filter(({ place }) => place === 'price').map((sentence) => sentence.text)[0]!;
    const losses = review.roles.map((_role, k) => plainLoss(plain, k, plain.answer));
    const most = losses.reduce((worst, loss, k) => (loss.regret > losses[worst]!.regret ? k : worst), 0);
    const { regret, objective, favourite } = losses[most]!;
    const { metric } = review.objectives[objective]!;
    expect(text).toContain(`That role is ${review.roles[most]!.name}: `);
    expect(text).toContain(` ${metric} against ${review.names[favourite]!}`);
    const difference = review.measured[metric]![plain.answer]! - review.measured[metric]![favourite]!;
    expectPrinted(text.slice(text.indexOf(': ')), difference);
    expectPrinted(text.slice(text.lastIndexOf('; ')), regret);
  });

  it('has a nearest challenger that is level at its weights, while no smaller shift between two weights turns the answer', () => {
    const { nearest } = record.results;
    const k = snapshot.settings.roles.findIndex(({ id }) => id === nearest!.roleId);
    const weights = [...plain.roles[k]!.weights];
    for (const { objectiveId, to } of nearest!.moves!) {
      weights[snapshot.settings.objectives.findIndex(({ id }) => id === objectiveId)] = to;
    }
    const { worst } = plainUnder(review, plain, new Map([[k, weights]]));
    const other = snapshot.catalog.candidateIds.indexOf(nearest!.candidateId);
    expect(Math.abs(worst(plain.answer) - worst(other))).toBeLessThan(1e-6);
    const shift = nearest!.points / 100 - 1e-6;
    plain.roles.forEach((role, moved) => {
      role.weights.forEach((_from, a) =>
        role.weights.forEach((has, b) => {
          if (a === b || has < shift) return;
          const shifted = role.weights.map((weight, j) => weight + (j === a ? shift : j === b ? -shift : 0));
          const { winners } = plainUnder(review, plain, new Map([[moved, shifted]]));
          expect(winners, `${review.roles[moved]!.name} ${b} → ${a}`).toContain(plain.answer);
        }),
      );
    });
  });

  it('freezes the same numbers, in the JSON file too', () => {
    const { results } = record;
    const ids = (positions: readonly number[]) => positions.map((i) => snapshot.catalog.candidateIds[i]!);
    expect(results.answer).toEqual(ids(plain.winners['leastRegret']!));
    expect(results.fronts).toEqual(plain.fronts);
    expect(results.feasible).toEqual(plain.feasible);
    plain.roles.forEach((role, k) => {
      const own = results.roles[k]!;
      expectClose(own.scores, role.scores, plain.members);
      expectClose(own.regrets, role.regrets, plain.members);
      expect(own.ranks).toEqual(role.ranks);
      expect(own.favourites).toEqual(ids(role.favourites));
    });
    expect(Object.fromEntries(results.rules.map(({ id, winners }) => [id, winners]))).toEqual(
      Object.fromEntries(Object.entries(plain.winners).map(([id, winners]) => [id, ids(winners)])),
    );
    expect(record.screenedOutCount).toBe(plain.feasible.filter((passes) => !passes).length);
    for (const { candidateId, metricId, value } of record.cited) {
      const metric = snapshot.settings.metrics.find(({ id }) => id === metricId)!.name;
      expect(value).toBe(review.measured[metric]![snapshot.catalog.candidateIds.indexOf(candidateId)]);
    }
  });

  it('prints them: who gives up what, every weight, every finalist as measured', () => {
    const rows = (heading: string, from = markdown) =>
      from
        .slice(from.indexOf(heading))
        .split('\n\n')
        .find((part) => part.startsWith('| '))!
        .trimEnd()
        .split('\n')
        .filter((_line, i) => i !== 1)
        .map((line) =>
          line
            .slice(2, -2)
            .split(' | ')
            .map((cell) => cell.replace(/\\(.)/g, '$1')),
        );
    const [, ...roles] = rows('### Consequences');
    expect(roles).toHaveLength(review.roles.length);
    for (const [name, wanted, givesUp, native] of roles) {
      const k = review.roles.findIndex((role) => role.name === name);
      const { regret, objective, favourite } = plainLoss(plain, k, plain.answer);
      // A name with a comma in it stands in quotes.
      expect(wanted!.replace(/^“(.*)”$/, '$1')).toBe(review.names[favourite]);
      expectPrinted(givesUp!, regret);
      if (objective < 0) {
        expect(native).toBe('');
        continue;
      }
      const { metric } = review.objectives[objective]!;
      expect(native).toContain(metric);
      expectPrinted(native!, review.measured[metric]![plain.answer]! - review.measured[metric]![favourite]!);
    }
    const [heads, ...weights] = rows('### B.');
    weights.forEach((cells, j) =>
      cells.slice(1).forEach((cell, c) => {
        const k = review.roles.findIndex(({ name }) => name === heads![c + 1]);
        if (cell === '–') expect(plain.roles[k]!.weights[j]).toBe(0);
        else expectPrinted(cell, 100 * plain.roles[k]!.weights[j]!);
      }),
    );
    const [, ...finalists] = rows('### C.');
    expect(finalists.length).toBeGreaterThan(4);
    for (const cells of finalists) {
      const i = review.names.indexOf(cells[0]!);
      review.objectives.forEach(({ metric }, j) => {
        const x = review.measured[metric]![i]!;
        if (x === null) expect(cells[j + 1]).toBe('—');
        else expectPrinted(cells[j + 1]!, x);
      });
      expectPrinted(cells.at(-1)!, Math.max(...plain.roles.map(({ regrets }) => regrets[i]!)));
    }
  });
});

/** Records the answer as the page would, and makes the files of it. */
async function decide({ app, review }: Opened, snapshot: ReviewSnapshot) {
  const { call } = app;
  const meeting = { question: 'Which one?', owner: 'Petra', facilitator: 'Malik' };
  await call('meeting.describe', { review, meeting });
  const found = evaluate(snapshot, { role: null });
  const answer = found.groups[found.rule].winners.map((i) => snapshot.catalog.candidateIds[i]!);
  await call('decision.start', { review, kind: 'choose', candidateId: answer[0]! });
  const said = headline({
    snapshot,
    foundation: found,
    ranking: found,
    viewRole: null,
    holds: activeHolds(snapshot.settings, snapshot.catalog, '2026-11-30'),
    leftOut: [],
    metrics: {
      metricById: new Map(snapshot.settings.metrics.map((metric) => [metric.id, metric])),
      decimals: new Map(snapshot.catalog.columns.map(({ metricId, measured }) => [metricId, decimalsFor(measured)])),
    },
  });
  const nearest = challenger({ snapshot, foundation: found }, { progress: () => undefined });
  if (found.screening.feasible[found.recommended] !== 1) throw new Error('The answer breaks a must.');
  const { version } = await call('decision.get', { review });
  const { id } = await call('decision.record', {
    review,
    by: 'Petra',
    shown: {
      revision: snapshot.settings.revision,
      version,
      engineVersion: ENGINE_VERSION,
      answer,
      chance: null,
      sentences: [
        { place: 'headline', text: `${said.subject}${said.sentence}.` },
        ...said.detail.map((text) => ({ place: 'price', text })),
        ...firmnessSentences(snapshot, nearest, null),
      ],
    },
  });
  const { record, digest } = await call('decision.record.get', { review, id });
  const trail = await call('trail.list', { review });
  const { n, hash } = trail.at(-1)!;
  const json = recordExport.parse(JSON.parse(JSON.stringify(toExport(record, digest, { n, hash }, trail))));
  const document = documentOf({ record, digest, head: json.head, trail, receipt: null });
  return { record: json.record, markdown: toMarkdown(document, { consulted: [], date: '2026-11-30' }) };
}
