// Sentences about what would change the answer, word for word, and the cells they cite.
import { expect, test } from 'vitest';
import { whole } from '../testing/changes.ts';
import { linear, snapshotOf } from '../testing/snapshot.ts';
import { concessionOfGroup, concessionOfRole } from './concession.ts';
import { concessionSentence } from './concessionText.ts';
import { improvementsOf } from './improvement.ts';
import { improvementSentence, ledgerSentence, priceSentence } from './offerText.ts';
import { priceLists } from './priceList.ts';
import { regretLedger } from './regretLedger.ts';

const review = {
  names: ['Two-tower', 'Wide & Deep', 'Twin', 'Cascade', 'Small'],
  rows: [
    [72, 0.8, 60],
    [110, 0.86, 70],
    [110, 0.85, 65],
    [130.7, 0.9, 90],
    [90, 0.825, 64],
  ],
  objectives: [
    { ...linear(200, 0), name: 'p95 latency' },
    { ...linear(0.7, 1), name: 'Accuracy' },
    { ...linear(0, 100), name: 'Ad revenue' },
  ],
  units: ['ms', '', '€'],
  roles: [
    {
      name: 'Product',
      weights: [0.7, 0.2, 0.1],
      requirements: [{ metricId: 1, comparator: '<=' as const, bound: 120, strength: 'must' as const }],
    },
    { name: 'Sales', weights: [0, 0.2, 0.8] },
  ],
};
const snapshot = snapshotOf(review);
const evaluation = whole(snapshot);
const said = (candidate: number, roleId: number) =>
  concessionSentence(snapshot, concessionOfRole(snapshot, evaluation, candidate, roleId), roleId, 'its favourite');

test('a concession: who moves how many points from where to where', () => {
  expect(said(1, 1).text).toBe(
    'Wide & Deep becomes its favourite if the weights of Product move 21.3 points from p95 latency to Accuracy.',
  );
  expect(said(0, 1).text).toBe('Two-tower is its favourite as things stand.');
  const all = concessionOfGroup(snapshot, evaluation, 'weightedMean', 0, null);
  expect(concessionSentence(snapshot, all, null, "the group's choice").text).toMatch(
    /^Two-tower becomes the group's choice if the weights of (Product|Sales) move [\d.]+ points? from .+ to p95 latency\.$/,
  );
});

test('what cannot be, with its proof and its cells', () => {
  const mixed = said(2, 1);
  expect(mixed.text).toBe(
    'No weights of Product alone can make Twin its favourite: whatever the weights, one of Two-tower (9\u00a0%) and Wide & Deep (91\u00a0%) is ahead; counted with these shares they lead by at least 0.02 on everything that can count.',
  );
  expect(mixed.cells).toHaveLength(9);
  const worse = snapshotOf({ ...review, rows: [...review.rows.slice(0, 4), [95, 0.79, 50]] });
  const dominated = concessionOfRole(worse, whole(worse), 4, 1);
  expect(concessionSentence(worse, dominated, 1, 'its favourite').text).toBe(
    'No weights of Product alone can make Small its favourite: Two-tower is better on everything that can count, by at least 0.03.',
  );
  expect(said(3, 1).text).toBe(
    'Cascade breaks a requirement and is not ranked, so no weights can make it its favourite.',
  );
  const searched = { kind: 'cannot' as const, candidate: 4, why: { kind: 'search' as const, cases: 12 } };
  expect(concessionSentence(snapshot, searched, null, "the group's choice").text).toBe(
    "No weights of all roles together can make Small the group's choice: whatever they are, somebody else is regretted less; all 12 cases were ruled out.",
  );
  const bounds = concessionSentence(
    snapshot,
    { kind: 'open', candidate: 4, atLeast: 0.25 },
    null,
    "the group's choice",
  );
  expect(bounds.text).toBe(
    "Whether weights of all roles together can make Small the group's choice was not settled; moving less than 12.5 points does not.",
  );
});

test('improvement targets, rounded so that they suffice', () => {
  const improvements = improvementsOf(snapshot, evaluation, 4, 1, 'leastRegret')!;
  const sentence = improvementSentence(snapshot, improvements, "Product's favourite");
  expect(sentence.text).toMatch(
    /^Small becomes Product's favourite with any one of these: p95 latency from 90\.0 to [\d.]+\u00a0ms; Accuracy from 0\.82\d* to /,
  );
  expect(sentence.cells).toContainEqual({ candidateId: 5, metricId: 1 });
  const broken = improvementSentence(
    snapshot,
    improvementsOf(snapshot, evaluation, 3, 1, 'leastRegret')!,
    "Product's favourite",
  );
  expect(broken.text).toMatch(/It also has to meet p95 latency at most 120\.0\u00a0ms\.$/);
});

test('a price: who relaxes what from where to where, who comes in, who is then chosen', () => {
  const [list] = priceLists(snapshot, evaluation, 'leastRegret');
  const looser = priceSentence(snapshot, list!, list!.current + 1)!;
  expect(looser.text).toMatch(/^For Product, p95 latency relaxed from 120\.0 to 130\.7\u00a0ms: Cascade comes in; /);
  expect(looser.cells).toEqual([{ candidateId: 4, metricId: 1 }]);
  expect(priceSentence(snapshot, list!, list!.current)).toBeNull();
  expect(priceSentence(snapshot, list!, 0)!.text).toBe('For Product, p95 latency tightened until nobody is left.');
});

test('a ledger entry: what is given up, in native units, and what would make up for that', () => {
  const [product, sales] = regretLedger(snapshot, evaluation, 1)!;
  expect(sales!.regret).toBe(0);
  expect(ledgerSentence(snapshot, sales!, 1).text).toBe('Nothing is given up by Sales with Wide & Deep.');
  const sentence = ledgerSentence(snapshot, product!, 1);
  expect(sentence.text).toMatch(
    /^The regret of Product is 0\.08 with Wide & Deep against Two-tower: p95 latency of 110\.0\u00a0ms against 72\.0\u00a0ms \(−0\.13\)\. .+ would make up for that\.$/,
  );
  expect(sentence.cells).toContainEqual({ candidateId: 1, metricId: 1 });
});
