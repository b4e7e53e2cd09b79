// The sentence that stands first when nobody passes.
import { expect, it } from 'vitest';
import type { CheapestChanges } from '../../../../shared/engine/change/cheapestChange.ts';
import { nobodyText } from './nobodyWords.ts';

const must = (id: number, bound: number) => ({
  id,
  roleId: id,
  metricId: id,
  comparator: '<=' as const,
  bound,
  strength: 'must' as const,
  reason: '',
});
const texts = {
  whose: ({ id }: { id: number }) => (id === 1 ? 'Product’s p95 latency' : 'Sales’ Deploy cost'),
  bound: ({ to }: { to: number }) => `≤ ${to} ms`,
  candidates: (indices: readonly number[]) => indices.map((i) => ['Popular nearby', 'Two-tower'][i]).join(' and '),
};
const said = (found: CheapestChanges, musts = 2) => nobodyText(found, musts, 14, texts);

it('names the must that excludes everybody, and the bound that lets one pass', () => {
  const changes = [{ moves: [{ requirement: must(1, 8), to: 8.9 }], admits: [0], size: 0.1 }];
  expect(said({ excludesAll: [must(1, 8)], changes })).toBe(
    'Together the 2 musts leave nobody: Product’s p95 latency ≤ 8 ms excludes all 14. The smallest change that lets one pass: Product’s p95 latency ≤ 8.9 ms (Popular nearby).',
  );
  expect(said({ excludesAll: [must(1, 8)], changes }, 1)).toMatch(/^The one must leaves nobody: Product’s/);
});

it('says that only together they leave nobody, and names every bound that has to move', () => {
  const moves = [
    { requirement: must(1, 8), to: 8.9 },
    { requirement: must(2, 3), to: 4 },
  ];
  expect(said({ excludesAll: [], changes: [{ moves, admits: [0, 1], size: 0.1 }] })).toBe(
    'Together the 2 musts leave nobody: each lets some pass, and nobody meets them all. The smallest change that lets one pass: Product’s p95 latency ≤ 8.9 ms and Sales’ Deploy cost ≤ 4 ms (Popular nearby and Two-tower).',
  );
});

it('says so where no bound helps', () => {
  expect(said({ excludesAll: [must(1, 8)], changes: [] })).toMatch(/No other bound helps: what is asked for was not/);
});
