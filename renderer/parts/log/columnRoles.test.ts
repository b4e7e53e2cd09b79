// One role per column over the draft of a log: what it is now, and what changes where somebody says otherwise.
import { describe, expect, it } from 'vitest';
import type { ColumnPreview } from '../../../shared/contract/imports.ts';
import type { ColumnRole } from './columnRoles.ts';
import { columnRoles, roleOf, roleTrouble, spentGiven, withRole, withUnits } from './columnRoles.ts';
import type { LogDraft } from './logDraft.ts';
import { doubtsOf, draftLog, draftTrouble, keepingOf, readBounds } from './logDraft.ts';

const preview = (header: string, index: number, more: Partial<ColumnPreview> = {}): ColumnPreview => ({
  index,
  header,
  because: '',
  use: { use: 'ignore' },
  missing: 0,
  text: 0,
  numeric: 90,
  distinct: 90,
  min: 0,
  max: 90,
  samples: [],
  zeros: 0,
  asks: [],
  remembered: [],
  ...more,
});
const words = { text: 90, numeric: 0, distinct: 2, min: null, max: null };
const columns = [
  preview('outcome', 0, { distinct: 2, max: 1 }),
  preview('our model', 1, { max: 1 }),
  preview('age', 2),
  preview('sex', 3, words),
  preview('w', 4, { min: -1 }),
  preview('logged', 5, { ...words, distinct: 40, samples: ['2026-01-02', '2026-03-04'] }),
  preview('place_a', 6, { distinct: 5 }),
];
const draft: LogDraft = { ...draftLog(columns, 90, 'log.csv'), positive: '1', favourable: 'positive' };
const changed = (from: LogDraft, index: number, role: ColumnRole) => ({
  ...from,
  ...withRole(from, columns, index, role),
});

describe('a column', () => {
  it('has the role that was proposed', () => {
    expect(columns.map(({ index }) => roleOf(draft, index))).toEqual([
      'label',
      'feature',
      'feature',
      'group',
      'feature',
      'time',
      'feature',
    ]);
    expect(draftTrouble(draft, ['0', '1'], columns)).toBe('Choose at least one candidate.');
  });
  it('takes any role, and gives up the one it had', () => {
    for (const { index } of columns) {
      for (const role of Object.keys(columnRoles) as ColumnRole[]) {
        const once = changed(draft, index, role);
        expect(roleOf(once, index)).toBe(role);
        expect(roleOf(changed(once, index, 'ignore'), index)).toBe('ignore');
      }
    }
    expect(changed(draft, 1, 'label')).toMatchObject({ label: 1 });
    expect(roleOf(changed(draft, 1, 'label'), 0)).toBe('ignore');
  });
  it('becomes the score or decision of a candidate that it names', () => {
    const scored = changed(draft, 1, 'score');
    expect(scored.candidates).toEqual([
      {
        name: 'our model',
        intervalLow: null,
        intervalHigh: null,
        classProbabilities: [],
        score: 1,
        prediction: null,
        latency: null,
        cost: null,
        threshold: 0.5,
        unnormalised: null,
        ascending: false,
        use: true,
      },
    ]);
    expect(draftTrouble(scored, ['0', '1'], columns)).toBeNull();
    expect(keepingOf(scored).roles.features).toEqual([2, 4, 6]);
  });
  it('that holds positions stands by the smallest first', () => {
    const list: LogDraft = { ...changed(draft, 6, 'position'), kind: 'ranking', query: 3 };
    expect(keepingOf(list)).toMatchObject({ inverted: ['place_a'], roles: { candidates: [{ score: 6 }] } });
    expect(keepingOf({ ...list, kind: 'binary' }).inverted).toEqual([]);
  });
});

describe('what a case took', () => {
  const named = ['y_true', 'score_a', 'score_b', 'latency_ms_a', 'cost_b', 'took', 'monthly_cost'];
  const wide = named.map((header, index) => preview(header, index, index === 0 ? { distinct: 2, max: 1 } : { max: 1 }));
  const proposed: LogDraft = { ...draftLog(wide, 90, 'log.csv'), positive: '1', favourable: 'positive' };
  const spentBy = ({ candidates }: LogDraft) => candidates.map(({ name, latency, cost }) => [name, latency, cost]);

  const spending = (from: LogDraft, role: ColumnRole) => ({ ...from, ...withRole(from, wide, 5, role) });

  it('is proposed by its name, of the candidate that it names', () => {
    expect(spentBy(proposed)).toEqual([
      ['a', 3, null],
      ['b', null, 4],
    ]);
    expect(wide.map(({ index }) => roleOf(proposed, index)).slice(3)).toEqual([
      'latency',
      'cost',
      'feature',
      'feature',
    ]);
    const [a, b] = keepingOf(proposed).roles.candidates;
    expect([a?.latency, a?.cost, b?.latency, b?.cost]).toEqual([3, undefined, undefined, 4]);
  });
  it('that names none of several candidates waits to be given to one', () => {
    const waiting = spending(proposed, 'latency');
    expect(draftTrouble(waiting, ['0', '1'], wide)).toMatch('whose time “took” is');
    const given = { ...waiting, candidates: spentGiven(waiting.candidates, 1, 'latency', 5) };
    expect(spentBy(given)).toEqual([
      ['a', 3, null],
      ['b', 5, 4],
    ]);
    expect(draftTrouble(given, ['0', '1'], wide)).toBeNull();
  });
  it('belongs to the only candidate there is', () => {
    const alone = { ...proposed, candidates: proposed.candidates.slice(0, 1) };
    expect(spentBy(spending(alone, 'cost'))).toEqual([['a', 3, 5]]);
  });
  it('is said to be doubtful by its name, and cannot be below 0', () => {
    expect(roleTrouble(wide[6]!, 'cost')).toMatch(/“monthly”/);
    const below = wide.with(5, preview('took', 5, { min: -2 }));
    expect(
      draftTrouble(spending({ ...proposed, candidates: proposed.candidates.slice(0, 1) }, 'cost'), ['0', '1'], below),
    ).toMatch('numbers below 0');
  });
  it('a time that is no moment is said', () => {
    const when = preview('when', 0, { ...words, samples: ['soon', 'later'] });
    expect(roleTrouble(when, 'time')).toMatch(/no date or time/);
    expect(roleTrouble(columns[5]!, 'time')).toBeNull();
  });
});

describe('groups of numbers', () => {
  it('have to be cut where they are many', () => {
    const grouped = changed(changed(draft, 1, 'score'), 2, 'group');
    expect(draftTrouble(grouped, ['0', '1'], columns)).toMatch('“age” holds too many different numbers');
    const cut = {
      ...grouped,
      groups: grouped.groups.map((group) => (group.index === 2 ? { ...group, bounds: [18, 65] } : group)),
    };
    expect(draftTrouble(cut, ['0', '1'], columns)).toBeNull();
    expect(keepingOf(cut).roles.groups).toEqual([
      { place: 3, reference: null },
      { place: 2, reference: null, bounds: [18, 65] },
    ]);
  });
  it('are cut where somebody types it', () => {
    expect(readBounds('65, 18; 25 40,18')).toEqual([18, 25, 40, 65]);
    expect([readBounds(' '), readBounds('18, x')]).toEqual([null, undefined]);
  });
});

it('says what a column cannot be', () => {
  const scored = changed(draft, 1, 'score');
  const trouble = (index: number) => draftTrouble(changed(scored, index, 'weight'), ['0', '1'], columns);
  expect(trouble(4)).toBe('“w” cannot be the weight: it holds numbers below 0.');
  expect(trouble(3)).toBe('“sex” cannot be the weight: it holds no numbers.');
  expect(roleTrouble(preview('w', 0, { min: 0, max: 0 }), 'weight')).toMatch('all of it is 0');
  expect(roleTrouble(columns[5]!, 'group')).toMatch('It says when');
  expect(roleTrouble(columns[3]!, 'group')).toBeNull();
});

describe('cells that are no numbers', () => {
  const odd = (index: number, text = 2) =>
    columns.map((column) => (column.index === index ? { ...column, text, numeric: 88 } : column));
  const scored = changed(draft, 1, 'score');
  it('bother nobody where their column is not used', () => {
    expect(draftTrouble(changed(scored, 2, 'ignore'), ['0', '1'], odd(2))).toBeNull();
    // A column that is mostly words is a feature in words.
    expect(draftTrouble(scored, ['0', '1'], odd(2, 40))).toBeNull();
  });
  it('are asked about where it is, and what was said is told', () => {
    for (const index of [1, 2]) {
      expect(draftTrouble(scored, ['0', '1'], odd(index))).toBe(
        `“${columns[index]!.header}” has cells that are no numbers. Say what to do with them.`,
      );
      const said: LogDraft = { ...scored, odd: 'leaveOut' };
      expect(draftTrouble(said, ['0', '1'], odd(index))).toBeNull();
      expect(keepingOf(said).odd).toBe('leaveOut');
    }
  });
  it('are asked about where a label holds more than its two answers', () => {
    const said = (odd: LogDraft['odd']) =>
      draftTrouble({ ...scored, odd }, ['yes', 'no'], columns, { neither: ['unknown'] });
    expect(said(null)).toBe(
      `“${columns[scored.label!]!.header}” has cells that are neither answer. Say what to do with them.`,
    );
    expect(said('missing')).toBeNull();
  });
  it('stop scores that are none, or of two kinds', () => {
    const other = (more: Partial<ColumnPreview>) =>
      columns.map((column) => (column.index === 1 ? { ...column, ...more } : column));
    expect(draftTrouble(scored, ['0', '1'], other({ numeric: 0, text: 90 }))).toMatch('so it cannot be scores');
    const mixture = { kind: 'percent' as const, count: 3, row: 1, found: '87%', unit: '%' };
    expect(draftTrouble(scored, ['0', '1'], other({ mixture }))).toMatch('mixes per cent and fractions');
  });
});

describe('values that repeat as those of users do', () => {
  const visits = [
    preview('y_true', 0, { distinct: 2, max: 1 }),
    preview('score_a', 1, { max: 1 }),
    preview('user_id', 2, { distinct: 30 }),
  ];
  const asked: LogDraft = { ...draftLog(visits, 90, 'log.csv'), positive: '1', favourable: 'positive' };
  const found = { place: 2, correlation: 0.2, p: 0.001, candidate: 'log' };
  const known = { doubts: { unnormalised: [], together: found } };

  it('are asked about where their rows err together, and no answer is assumed', () => {
    expect(asked).toMatchObject({ repeated: [2], unit: null });
    expect(doubtsOf(asked)).toMatchObject({ repeated: [2], roles: { label: 0, features: [], unit: null } });
    expect(draftTrouble(asked, ['0', '1'], visits, { doubts: { unnormalised: [], together: null } })).toBeNull();
    expect(draftTrouble(asked, ['0', '1'], visits, known)).toBe('Say whether the rows of one user_id belong together.');
    const together = { ...asked, ...withUnits(asked, visits, 2, true) };
    expect(draftTrouble(together, ['0', '1'], visits, known)).toBeNull();
    expect(keepingOf(together).roles).toMatchObject({ unit: 2, features: [] });
    const apart = { ...together, ...withUnits(together, visits, 2, false) };
    expect(draftTrouble(apart, ['0', '1'], visits, known)).toBeNull();
    expect(keepingOf(apart).roles.unit).toBeNull();
    // What was answered asks nothing anew.
    for (const said of [together, apart]) expect(doubtsOf(said)).toEqual(doubtsOf(asked));
  });

  it.each([
    ['every row has its own', { distinct: 90 }],
    ['there are few, as of groups', { distinct: 9 }],
    ['the name says a number', { distinct: 30, header: 'age' }],
  ])('are not where %s', (_, more) => {
    const others = visits.with(2, { ...visits[2]!, ...more });
    expect(draftLog(others, 90, 'log.csv').repeated).toEqual([]);
  });

  it('count a case of a long table once, however many candidates say something of it', () => {
    const long = [
      preview('y_true', 0, { distinct: 2, max: 1 }),
      preview('score', 1, { max: 1 }),
      preview('user_id', 2, { distinct: 30 }),
      preview('model', 3, { ...words, distinct: 3 }),
    ];
    expect(draftLog(long, 90, 'log.csv').repeated).toEqual([]);
    expect(draftLog(long, 180, 'log.csv').repeated).toEqual([2]);
  });
});
