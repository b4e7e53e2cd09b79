// The sample's prediction log: what its rows stand for, and that its chances and decisions say what its candidates do.
// That it is made anew to the byte is tested beside the table (make.test.ts).
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { rocAuc } from '../../shared/measures/classification/curveAreas.ts';
import { scoreOrder, scoreSteps } from '../../shared/measures/classification/scoreSteps.ts';
import { proposeRoles } from '../../shared/measures/log/roles.ts';
import { chancesOf, fitChances, OTHERS } from './chances.ts';
import { utility } from './diners.ts';
import { simulate } from './simulate.ts';
import { CSV_FILE, readCsv } from './table.ts';
import { decisionHeader, GROUPS, LOGGED_FEATURES, scoreHeader, VISITS_FILE } from './visits.ts';

const text = readFileSync(VISITS_FILE, 'utf8');
const { data: rows, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
const headers = meta.fields!;
const names = readCsv(readFileSync(CSV_FILE, 'utf8')).map(({ name }) => name);
const scored = names.filter((name) => headers.includes(scoreHeader(name)));
const went = rows.filter((row) => row['label'] === '1');
const others = rows.filter((row) => row['label'] === '0');
const sum = (of: readonly Record<string, string>[], header: string) =>
  of.reduce((total, row) => total + Number(row[header]), 0);
const weight = (of: readonly Record<string, string>[]) => sum(of, 'weight');
const shownShare = (of: readonly Record<string, string>[], name: string) =>
  weight(of.filter((row) => row[decisionHeader(name)] === '1')) / weight(of);
const kind = (chain: boolean) => (row: Record<string, string>) =>
  row['restaurant'] === (chain ? 'chain' : 'independent');

const world = simulate();

describe('the rows', () => {
  it('are one visit of every diner, with two independents and two chains beside it', () => {
    const byRequest = Map.groupBy(rows, (row) => row['id']!.split('/')[0]!);
    expect(byRequest.size).toBe(world.diners.length);
    expect(new Set(rows.map((row) => row['id'])).size).toBe(rows.length);
    for (const own of byRequest.values()) {
      expect(own.filter((row) => row['label'] === '1')).toHaveLength(1);
      const not = own.filter((row) => row['label'] === '0');
      expect([not.filter(kind(false)).length, not.filter(kind(true)).length]).toEqual([2, 2]);
      // Rounding to two decimals, four times.
      expect(Math.abs(weight(not) - OTHERS)).toBeLessThan(0.021);
    }
    expect(weight(went)).toBe(went.length);
  });

  it('stand, with their weights, for everything in reach that was not gone to', () => {
    const last = new Map(world.test.map((request) => [request.diner, request]));
    const shares = [...last.values()].map(({ candidates, chosen }) => {
      const not = candidates.filter((id) => id !== chosen);
      return not.filter((id) => world.city[id]!.chain).length / not.length;
    });
    const inReach = shares.reduce((total, share) => total + share, 0) / shares.length;
    expect(weight(others.filter(kind(true))) / weight(others)).toBeCloseTo(inReach, 2);
    expect(others.filter(kind(true)).length / others.length).toBe(0.5);
  });

  it('are what the app takes them for, without being told', () => {
    const facts = headers.map((header) => {
      const cells = rows.map((row) => row[header]!);
      const numbers = cells.map(Number).filter(Number.isFinite);
      return {
        header,
        numeric: numbers.length,
        missing: cells.filter((cell) => cell === '').length,
        distinct: new Set(cells).size,
        min: numbers.length > 0 ? Math.min(...numbers) : null,
        max: numbers.length > 0 ? Math.max(...numbers) : null,
      };
    });
    const roles = proposeRoles(facts, rows.length);
    const header = (place: number | null) => (place === null ? null : headers[place]);
    expect([roles.label, roles.weight, roles.row, roles.model, roles.query].map(header)).toEqual([
      'label',
      'weight',
      'id',
      null,
      null,
    ]);
    expect(roles.groups.map((group) => header(group.place))).toEqual([...GROUPS]);
    expect(roles.features.map(header)).toEqual([...LOGGED_FEATURES]);
    expect(roles.candidates.map(({ name, score, prediction }) => [name, header(score), header(prediction)])).toEqual(
      names.map((name) => [name, scored.includes(name) ? scoreHeader(name) : null, decisionHeader(name)]),
    );
  });
});

describe('the chances', () => {
  const labels = Uint8Array.from(rows, (row) => Number(row['label']));
  const weights = Float64Array.from(rows, (row) => Number(row['weight']));

  it('belong to every candidate but the one whose scores say nothing about visits', () => {
    expect(names.filter((name) => !scored.includes(name))).toEqual(['Paid placement']);
  });

  it('tell visits from others, and none of them nearly for certain', () => {
    for (const name of scored) {
      const scores = Float64Array.from(rows, (row) => Number(row[scoreHeader(name)]));
      const area = rocAuc(scoreSteps(labels, scores, weights, scoreOrder(scores)));
      expect(area, name).toBeGreaterThan(0.65);
      expect(area, name).toBeLessThan(0.92);
    }
  });

  it('are as large, all together, as visits are frequent', () => {
    for (const name of scored) {
      const mean = rows.reduce((total, row) => total + Number(row['weight']) * Number(row[scoreHeader(name)]), 0);
      expect(Math.abs(mean / weight(rows) - 1 / (1 + OTHERS)), name).toBeLessThan(0.01);
    }
  });

  it('find the scale by which diners really choose', () => {
    const { scale, missed } = fitChances(
      {
        score: ({ diner, context, candidates }) =>
          Float64Array.from(candidates, (id) => 4 * utility(world.diners[diner]!, world.city[id]!, context)),
      },
      world.test,
    );
    // Diners choose by a logit of their utility; the scores are four times that.
    expect(Math.abs(4 * scale - 1)).toBeLessThan(0.06);
    expect(missed).toBe(0);
  });

  it('keep the order of scores and leave what has no score its share of the visits', () => {
    const scores = Float64Array.of(2, -Infinity, 3, -Infinity, 2, -5);
    const chances = chancesOf(scores, { scale: 0.7, missed: 0.1 });
    expect(chances[2]).toBeGreaterThan(chances[0]!);
    expect(chances[0]).toBe(chances[4]);
    expect(chances[0]).toBeGreaterThan(chances[5]!);
    // With as many others as are drawn, nothing is set against fewer: the two share the 10 %.
    expect(chances[1]).toBeCloseTo(0.05, 12);
    expect(chances.reduce((total, chance) => total + chance, 0)).toBeCloseTo(1, 12);
  });
});

describe('the decisions', () => {
  it('show about ten of those in reach', () => {
    for (const name of names) {
      const perRequest = rows.reduce((total, row) => {
        const reach = Number(row['restaurants in reach']);
        const times = row['label'] === '1' ? 1 : (Number(row['weight']) * (reach - 1)) / OTHERS;
        return total + (row[decisionHeader(name)] === '1' ? times : 0);
      }, 0);
      expect(Math.abs(perRequest / went.length - 10), name).toBeLessThan(1.5);
    }
  });

  it('find a visit as often as the ranking puts it among the first ten', () => {
    // NDCG@10 counts a visit on the first place as 1 and on the tenth as 0.29.
    for (const { name, values } of readCsv(readFileSync(CSV_FILE, 'utf8'))) {
      const found = shownShare(went, name);
      expect(found, name).toBeGreaterThan(values.ndcg);
      expect(found * 0.28, name).toBeLessThan(values.ndcg);
    }
  });

  it('treat independents and chains very differently, from candidate to candidate', () => {
    const ratio = (name: string) =>
      shownShare(rows.filter(kind(false)), name) / shownShare(rows.filter(kind(true)), name);
    expect(ratio('Two-tower')).toBeGreaterThan(0.8);
    expect(ratio('Two-tower')).toBeLessThan(1.25);
    expect(ratio('Fee auction')).toBeLessThan(0.4);
    expect(ratio('Independents forward')).toBeGreaterThan(1.25);
    expect(ratio('Paid placement')).toBeLessThan(0.05);
  });
});
