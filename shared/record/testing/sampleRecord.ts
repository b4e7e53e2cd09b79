// A record as the sample review would give it, for tests of its documents. Names, stances and conditions are invented.
import type { DecisionRecord } from '../../domain/record.ts';
import { decisionRecord } from '../../domain/record.ts';

const names = [
  'Two-tower',
  'Two-stage, distilled',
  'Fee nudge',
  'Two-stage',
  'Fee auction',
  'Popular nearby',
  'Ensemble',
];
const metrics: [
  name: string,
  unit: string,
  direction: 'max' | 'min',
  worst: number,
  best: number,
  measured: number[],
][] = [
  ['Accuracy', '', 'max', 0.04, 0.47, [0.364, 0.385, 0.369, 0.394, 0.229, 0.139, 0.401]],
  ['Ad revenue', '€ per 1,000 impressions', 'max', 0, 100, [58.8, 57.2, 77.3, 58, 95.5, 12, 57.9]],
  ['p95 latency', 'ms', 'min', 60, 5, [17.4, 17.5, 17.5, 45.9, 40.8, 8.9, 50.8]],
  ['Inputs read', '', 'min', 20, 1, [7, 14, 15, 17, 15, 1, 19]],
];
/** Who speaks for the roles, in their order. */
const people = ['Maya Lindqvist', 'Sven Oduya', 'Petra Novotná', 'Imran Khatri', 'Alexandra Papadopoulou', 'Tom Abara'];
const roles: [name: string, colour: string, weights: number[], regret: number, favourite: number][] = [
  ['ML engineers', 'blue', [0.9, 0, 0, 0.1], 0.07, 4],
  ['Sales', 'amber', [0.15, 0.75, 0.05, 0.05], 0.17, 5],
  ['Product', 'teal', [0.3, 0.05, 0.45, 0.2], 0.02, 2],
  ['Infrastructure', 'purple', [0.1, 0, 0.15, 0.75], 0.09, 6],
];
const hex = (seed: number) => seed.toString(16).padStart(2, '0').repeat(32);

/** @param change  what differs, as whole parts of the record. */
export function sampleRecord(change: Partial<DecisionRecord> = {}): DecisionRecord {
  const none = names.map(() => 0);
  const record = {
    v: 1 as const,
    review: '6f1c2a54-2f7c-4d11-9d2a-0f5b6a7c8d9e',
    title: 'Restaurant recommender',
    note: '',
    number: 1,
    supersedes: null,
    recordedAt: '2026-11-30T10:58:00.000Z',
    recordedBy: 'Petra',
    appVersion: '0.1.0',
    engineVersion: '5',
    format: 30,
    blind: false,
    rounds: 0,
    meeting: { question: 'Which model should recommend restaurants in the app?', owner: 'Petra', facilitator: 'Malik' },
    seats: roles.map((_role, i) => ({ roleId: i + 1, person: people[i]!, builtACandidate: i === 0 })),
    decision: {
      kind: 'choose' as const,
      candidateId: 1,
      fallbackId: 6,
      deploy: 'after' as const,
      rationale:
        'The role that loses most loses least with it. It passes Product’s must (p95 latency at most 50 ms) with 32.6 ms to spare, and stands on no hold.',
      override:
        'Infrastructure would give up 0.20: it reads 15 inputs where Two-tower reads 7. Exposure of independents falls to 0.72, below Product’s wish of 0.80.',
      reviewBy: '2027-02-28',
      oversight: 'Product, at any hour',
    },
    stances: roles.map((_role, i) => ({
      roleId: i + 1,
      stance: (['livesWith', 'objects', 'supports', 'open'] as const)[i]!,
      words: [
        '0.03 of NDCG@10 for a stack we can run.',
        '58.8 € per 1,000 impressions is 1.2 € short of what the advertising team costs. Fee nudge earns 77.3 €.',
        'Fast, and independents stay in sight.',
        '',
      ][i]!,
      signedBy: i === 3 ? '' : people[i]!,
      signedAt: i === 3 ? null : `2026-11-30T10:5${i}:00.000Z`,
    })),
    conditions: [
      {
        kind: 'before' as const,
        what: 'Roll-back of the vector store rehearsed in staging',
        owner: 'Infrastructure',
        due: '2026-12-14',
        check: null,
        expected: null,
      },
      {
        kind: 'after' as const,
        what: 'Two weeks of live ad revenue shown to Sales',
        owner: 'Product',
        due: '2027-01-29',
        check: null,
        expected: null,
      },
      {
        kind: 'watch' as const,
        what: 'Ad revenue',
        owner: 'Sales',
        due: null,
        check: { metricId: 2, comparator: '>=' as const, bound: 55 },
        expected: 58.8,
      },
    ].map((condition, i) => ({
      ...condition,
      id: i + 1,
      holdId: null,
      state: 'open' as const,
      closedBy: '',
      closedAt: null,
    })),
    releases: [],
    candidates: names.map((name, i) => ({ id: i + 1, name, tags: [] })),
    candidateCount: names.length,
    partial: '',
    incumbentId: null,
    metrics: metrics.map(([name, unit, direction], i) => ({ id: i + 1, name, unit, direction, formula: null })),
    objectives: metrics.map(([name, , direction, worst, best], i) => ({
      id: i + 1,
      metricId: i + 1,
      name,
      direction,
      valueFunction: { shape: 'linear' as const, worst, best },
      missing: 'exclude' as const,
      position: i,
    })),
    columns: metrics.map((_, i) => ({ metricId: i + 1, values: hex(i + 1), standardErrors: null, kept: true })),
    roles: roles.map(([name, colour, weights], i) => ({
      id: i + 1,
      name,
      colour,
      influence: 1,
      rationale: '',
      weights: weights.map((weight, j) => ({ objectiveId: j + 1, weight, locked: false })),
      requirements:
        name === 'Product'
          ? [
              {
                id: 1,
                roleId: i + 1,
                metricId: 3,
                comparator: '<=' as const,
                bound: 50,
                strength: 'must' as const,
                reason: '',
              },
            ]
          : [],
      holds: [],
      ballot: hex(i + 20),
    })),
    results: {
      engineVersion: '5',
      rule: 'leastRegret' as const,
      answer: [1],
      fronts: names.map(() => 1),
      frontsOfAll: names.map(() => 1),
      feasible: names.map((name) => name !== 'Ensemble'),
      complete: names.map(() => true),
      unmetWants: none,
      roles: roles.map(([, , weights, regret, favourite], i) => ({
        roleId: i + 1,
        weights,
        assumedEqual: false,
        scores: names.map(() => 0.5),
        ranks: names.map((_, c) => c + 1),
        regrets: names.map((_, c) => (c === 0 ? regret : c === favourite - 1 ? 0 : 0.2)),
        favourites: [favourite],
      })),
      groups: [
        {
          rule: 'leastRegret' as const,
          scores: [0.17, 0.18, 0.2, 0.54, 0.54, 0.6, null],
          ranks: [1, 2, 3, 4, 5, 6, 0],
          winners: [1],
        },
      ],
      rules: [],
      methods: [],
      stability: [],
      nearest: {
        roleId: 4,
        points: 2.1,
        candidateId: 3,
        proven: true,
        moves: [
          { objectiveId: 2, from: 0, to: 0.021 },
          { objectiveId: 4, from: 0.75, to: 0.729 },
        ],
      },
      chance: {
        seed: 1,
        draws: 10_000,
        concentration: 100,
        errorsStated: false,
        candidates: [{ candidateId: 1, first: 0.64 }],
      },
    },
    sentences: [
      { place: 'headline', text: 'Two-tower costs its unluckiest role the least.' },
      { place: 'firmness', text: 'Not firm.' },
      {
        place: 'challenger',
        text: 'Fee nudge would be first if Infrastructure moved 2.1 points from Inputs read to Ad revenue.',
      },
      { place: 'rules', text: '3 of 5 methods and 5 of 7 group rules name Two-tower, 2 of the rules with a tie.' },
      { place: 'certainty', text: 'Two-tower stays first in 64 % of 10,000 small changes of the weights.' },
      { place: 'unknown', text: 'Not known: revenue, latency and cost state no error.' },
    ],
    screenedOut: [{ candidateId: 7, requirementId: 1, roleId: 3, measured: 50.8, by: 0.8 }],
    screenedOutCount: 1,
    holdsStanding: [],
    sources: [{ id: 1, kind: 'file' as const, name: 'candidates.csv', sha256: hex(9), at: '2026-11-30T08:00:00.000Z' }],
    cited: names.slice(0, 6).flatMap((_, c) =>
      metrics.map(([name, , , , , measured], j) => ({
        candidateId: c + 1,
        metricId: j + 1,
        value: measured[c]!,
        standardError: null,
        source: 0,
        row: c + 2,
        column: name,
      })),
    ),
    trail: null,
    ...change,
  };
  return decisionRecord.parse(record);
}

const further: [name: string, colour: string, weights: number[], regret: number, favourite: number][] = [
  ['Legal and compliance', 'rose', [0.2, 0, 0.1, 0.7], 0.05, 6],
  ['Customer support', 'olive', [0.5, 0, 0.4, 0.1], 0.04, 2],
];

/** Six roles, two of which object, and forty candidates: as much as page 1 is made for. */
export function largeRecord(): DecisionRecord {
  const base = sampleRecord();
  const names = [
    ...base.candidates.map(({ name }) => name),
    ...Array.from({ length: 33 }, (_, i) => `Gradient-boosted trees, ${100 * (i + 1)} rounds, depth ${3 + (i % 6)}`),
  ];
  const all = [...roles, ...further];
  const ofMetric = (c: number, j: number) => Number((metrics[j]![5][c % 7]! * (0.7 + 0.011 * (c % 29))).toPrecision(3));
  const [product] = base.roles.filter(({ requirements }) => requirements.length > 0);
  return sampleRecord({
    seats: all.map((_role, i) => ({ roleId: i + 1, person: people[i]!, builtACandidate: i === 0 })),
    candidates: names.map((name, i) => ({ id: i + 1, name, tags: [] })),
    candidateCount: names.length,
    roles: all.map(([name, colour, weights], i) => ({
      ...base.roles[Math.min(i, 3)]!,
      id: i + 1,
      name,
      colour,
      weights: weights.map((weight, j) => ({ objectiveId: j + 1, weight, locked: false })),
      requirements: name === 'Product' ? product!.requirements : [],
    })),
    stances: all.map((_role, i) => ({
      roleId: i + 1,
      stance: (['livesWith', 'objects', 'supports', 'livesWith', 'objects', 'supports'] as const)[i]!,
      words:
        base.stances[i]?.words ??
        'Seven inputs need seven entries in the register, two of which name third parties; one input would need one.',
      signedBy: people[i]!,
      signedAt: `2026-11-30T10:5${i}:00.000Z`,
    })),
    results: {
      ...base.results,
      fronts: names.map(() => 1),
      frontsOfAll: names.map(() => 1),
      feasible: names.map((_, c) => c !== 6),
      complete: names.map(() => true),
      unmetWants: names.map(() => 0),
      roles: all.map(([, , weights, regret, favourite], i) => ({
        roleId: i + 1,
        weights,
        assumedEqual: false,
        scores: names.map(() => 0.5),
        ranks: names.map((_, c) => c + 1),
        regrets: names.map((_, c) => (c === 0 ? regret : c === favourite - 1 ? 0 : 0.2)),
        favourites: [favourite],
      })),
      groups: [
        {
          rule: 'leastRegret',
          scores: names.map((_, c) => (c === 6 ? null : 0.17 + 0.01 * c)),
          ranks: names.map((_, c) => (c === 6 ? 0 : c + 1)),
          winners: [1],
        },
      ],
    },
    cited: names.flatMap((_, c) =>
      metrics.map(([name], j) => ({
        candidateId: c + 1,
        metricId: j + 1,
        value: c < 7 ? metrics[j]![5][c]! : ofMetric(c, j),
        standardError: null,
        source: 0,
        row: c + 2,
        column: name,
      })),
    ),
  });
}
