// Which candidates a form holds, and what of them.
import { describe, expect, it } from 'vitest';
import { linear, snapshotOfColumns } from '../../../shared/engine/testing/snapshot.ts';
import { MOST_FORM_CANDIDATES, basisOfSome, writeBallotForm } from '../../../shared/sealing/ballotForm.ts';
import { placeOf } from '../../../e2e/components/roundOf.ts';
import { candidatesInForm, columnsOf } from './formFile.ts';

function place(columns: Float64Array[]) {
  const snapshot = snapshotOfColumns({ columns, objectives: columns.map(() => linear(0, 1)) });
  return { snapshot, place: placeOf(snapshot, 0, 'Which?') };
}
/** On a quarter circle nobody dominates anybody. */
const circle = (n: number) => [
  Float64Array.from({ length: n }, (_, i) => Math.sin((i / (n - 1)) * (Math.PI / 2))),
  Float64Array.from({ length: n }, (_, i) => Math.cos((i / (n - 1)) * (Math.PI / 2))),
];

describe('the candidates of a form', () => {
  it('are all of them where they are few', () => {
    const few = place([Float64Array.of(0.1, 0.9, NaN), Float64Array.of(0.1, 0.9, 0.5)]).place;
    expect(candidatesInForm(few)).toEqual([0, 1, 2]);
  });
  it('are the front where they are many', () => {
    const n = MOST_FORM_CANDIDATES + 1;
    const rising = Float64Array.from({ length: n }, (_, i) => i / n);
    expect(candidatesInForm(place([rising, rising]).place)).toEqual([n - 1]);
  });
  it('are spread over a front that is too long, its ends among them', () => {
    const n = 1000;
    const kept = candidatesInForm(place(circle(n)).place);
    expect(kept).toHaveLength(MOST_FORM_CANDIDATES);
    expect([kept.includes(0), kept.includes(n - 1)]).toEqual([true, true]);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  });
  it('have their values by id, whatever order the catalogue has, and none where it has none', () => {
    const { snapshot, place: facts } = place([Float64Array.of(0.1, 0.2, 0.3)]);
    const candidates = [3, 1, 9].map((id) => ({ id, name: `c${id}`, tags: [] }));
    const columns = columnsOf({ ...facts.basis, candidates }, snapshot.catalog);
    expect(columns.get(1)).toEqual(Float64Array.of(0.3, 0.1, NaN));
    const { columns: written, basis, candidates: all } = basisOfSome({ ...facts.basis, candidates }, columns, [0, 2]);
    expect(written).toEqual([{ metric: 1, values: [0.3, null] }]);
    expect([basis.candidates.map(({ id }) => id), all]).toEqual([[3, 9], 3]);
  });
});

describe('a form', () => {
  const page = '<title>PARLEY-FORM-TITLE</title><script>PARLEY-FORM-FACTS</script>';
  it('is ASCII, ends no script early, and gives back what was put in', () => {
    const { columns, candidatesInAll: _, ...facts } = place([Float64Array.of(0.5)]).place;
    const nasty = { ...facts, title: '</script><!-- “$&” \u2028 𝄞', question: '<b>' };
    const html = writeBallotForm(page, { v: 1, ...nasty, ...basisOfSome(facts.basis, columns, [0]) });
    expect(/[^ -~]/.test(html)).toBe(false);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    const json = /<script>(.*)<\/script>/.exec(html)![1]!;
    expect(JSON.parse(json)).toMatchObject({ title: nasty.title, question: '<b>' });
    expect(html).toContain('&#60;/script&#62;&#60;!-- &#8220;$&#38;&#8221;');
  });
  it('is refused where a place to fill in is missing or doubled', () => {
    const { columns, candidatesInAll: _, ...facts } = place([Float64Array.of(0.5)]).place;
    const whole = { v: 1 as const, ...facts, ...basisOfSome(facts.basis, columns, [0]) };
    expect(() => writeBallotForm('<html></html>', whole)).toThrow(RangeError);
    expect(() => writeBallotForm(page + page, whole)).toThrow(RangeError);
  });
});
