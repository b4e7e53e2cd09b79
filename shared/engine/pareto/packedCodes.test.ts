// Packed codes: never lose a dominator, and take minima field by field.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldwiseMin, packCodes } from './packedCodes.ts';
import { toRankSpace } from './rankSpace.ts';
import { randomColumns } from '../testing/random.ts';

test.each([2, 3, 4, 5, 6, 7, 11])('%d objectives: whoever is no worse everywhere passes the packed test', (m) => {
  const compared = randomColumns(3000, m, 'uniform', m);
  const space = toRankSpace({ n: 3000, m, compared, signs: new Int8Array(m).fill(-1) }, null);
  const { words, codes, guards } = packCodes(space);
  const { ranks, d } = space;
  let refused = 0;
  for (let q = 0; q < 150; q++) {
    for (let p = q + 1; p < 150; p++) {
      const noWorse = Array.from({ length: d - 1 }, (_, j) => ranks[q * d + j + 1]! <= ranks[p * d + j + 1]!).every(
        Boolean,
      );
      const passes = Array.from({ length: words }, (_, w) => {
        const word = codes[p * words + w]! | guards;
        return ((word - codes[q * words + w]!) & guards) === guards;
      }).every(Boolean);
      if (noWorse) expect(passes).toBe(true);
      if (!passes) refused++;
    }
  }
  expect(refused).toBeGreaterThan(0);
});

test('any fields: the smaller of each pair', () => {
  const bits = 9;
  const fields = fc.tuple(fc.nat(511), fc.nat(511), fc.nat(511));
  const pack = (values: readonly number[]) => values.reduce((word, value, f) => word | (value << (f * (bits + 1))), 0);
  const guards = pack([512, 512, 512]);
  fc.assert(
    fc.property(fields, fields, (a, b) => {
      expect(fieldwiseMin(pack(a), pack(b), guards, bits)).toBe(pack(a.map((x, f) => Math.min(x, b[f]!))));
    }),
  );
});
