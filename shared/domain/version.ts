// Kept versions of a review: why each was kept, what is in it as far as a list needs to know, and what differs between two.
import { z } from 'zod';
import { capitalised, countOrNoText, countText, listText, possessive } from './format.ts';
import { isGoing, roundState } from './round.ts';

/** `change`: while somebody worked on it. The others say before what. */
export const versionReason = z.enum(['change', 'beforeUpgrade', 'beforeReveal', 'beforeRestore']);
export type VersionReason = z.infer<typeof versionReason>;

/** As the end of "The version of 14:02, …". */
export const reasonWords: Readonly<Record<VersionReason, string>> = {
  change: 'kept while it was worked on',
  beforeUpgrade: 'kept before its format was upgraded',
  beforeReveal: 'kept before ballots were revealed',
  beforeRestore: 'kept before another version was restored',
};

/** Something with a name, and a digest of what it says. */
const named = z.strictObject({ id: z.number(), name: z.string(), digest: z.string() });
type Named = z.infer<typeof named>;

/** What is in a review, enough to say in words how two versions of it differ. Nothing of a sealed ballot is in it. */
export const versionSummary = z.strictObject({
  /** Of the review; two reviews can have had the same file name one after the other. */
  review: z.string(),
  title: z.string(),
  candidates: z.strictObject({ count: z.int().nonnegative(), digest: z.string() }),
  metrics: z.array(named),
  objectives: z.array(named),
  roles: z.array(
    z.strictObject({
      id: z.number(),
      name: z.string(),
      weighed: z.boolean(),
      weights: z.string(),
      requirements: z.string(),
      words: z.string(),
    }),
  ),
  groupRule: z.string(),
  logs: z.array(named),
  scenarios: z.string(),
  rounds: z.array(z.strictObject({ number: z.int(), state: roundState })),
  decisions: z.array(z.strictObject({ number: z.int(), recorded: z.boolean(), candidate: z.string() })),
  /** Grow with every change of the review, and with every entry of its trail. */
  revision: z.int().nonnegative(),
  entries: z.int().nonnegative(),
});
export type VersionSummary = z.infer<typeof versionSummary>;

/** The number of the round that is being voted on or revealed; null where none is. */
export const roundGoing = ({ rounds }: Pick<VersionSummary, 'rounds'>): number | null =>
  rounds.find(isGoing)?.number ?? null;

/** "14 candidates, 4 roles of which 3 have weighed, no decision". @param ballots whether what roles want may be told. */
export function contentText(summary: VersionSummary, ballots: boolean): string {
  const { roles } = summary;
  const weighed = roles.filter((role) => role.weighed).length;
  const recorded = summary.decisions.filter((decision) => decision.recorded).length;
  const ofRoles = ballots && roles.length > 0 ? ` (${weighed} weighed)` : '';
  return [
    countOrNoText(summary.candidates.count, 'candidate'),
    `${countOrNoText(roles.length, 'role')}${ofRoles}`,
    countOrNoText(recorded, 'decision'),
  ].join(', ');
}

/**
 * What is different in `after`, in words that stand alone: "Values of p95 latency", "Sales’ weights". Never empty.
 *
 * @param ballots whether what roles want may be told: not while a round is going on. O(n).
 */
export function changesBetween(before: VersionSummary, after: VersionSummary, ballots: boolean): string[] {
  const changes = [
    ...titleChange(before, after),
    ...candidateChange(before, after),
    ...namedChanges('Metric', (names) => `Values of ${names}`, before.metrics, after.metrics),
    ...namedChanges('Objective', (names) => `Ranges of ${names}`, before.objectives, after.objectives),
    ...namedChanges('Prediction log', (names) => `Prediction log ${names}`, before.logs, after.logs),
    ...roleChanges(before, after, ballots),
    ...(before.groupRule === after.groupRule ? [] : ['The rule of the group']),
    ...(before.scenarios === after.scenarios || !ballots ? [] : ['Scenarios']),
    ...roundChanges(before, after),
    ...decisionChanges(before, after),
  ];
  if (changes.length > 0) return changes;
  const touched = before.revision !== after.revision || before.entries !== after.entries;
  return [touched ? 'Notes, descriptions or other details' : 'Nothing'];
}

const titleChange = (before: VersionSummary, after: VersionSummary) =>
  before.title === after.title ? [] : [`Title, before “${before.title}”`];

function candidateChange({ candidates: before }: VersionSummary, { candidates: after }: VersionSummary): string[] {
  if (before.count !== after.count) return [`${countText(after.count, 'candidate')}, before ${before.count}`];
  return before.digest === after.digest ? [] : ['Names of candidates'];
}

/** Most names in one change. */
const mostNames = 3;
const listed = (all: readonly { name: string }[]) =>
  listText(
    all.map(({ name }) => name),
    mostNames,
  );

type Identified = Pick<Named, 'id' | 'name'>;

/** "Metric recall added", "Roles Sales and Product removed". */
function cameAndWent(kind: string, before: readonly Identified[], after: readonly Identified[]): string[] {
  const without = (all: readonly Identified[], others: readonly Identified[]) => {
    const ids = new Set(others.map(({ id }) => id));
    return all.filter(({ id }) => !ids.has(id));
  };
  const said = (all: readonly Identified[], what: string) =>
    all.length === 0 ? [] : [`${all.length === 1 ? kind : `${kind}s`} ${listed(all)} ${what}`];
  return [...said(without(after, before), 'added'), ...said(without(before, after), 'removed')];
}

function namedChanges(
  kind: string,
  changed: (names: string) => string,
  before: readonly Named[],
  after: readonly Named[],
): string[] {
  const was = new Map(before.map((each) => [each.id, each]));
  const other = after.filter(({ id, name, digest }) => {
    const old = was.get(id);
    return old !== undefined && (old.digest !== digest || old.name !== name);
  });
  return [...cameAndWent(kind, before, after), ...(other.length > 0 ? [changed(listed(other))] : [])];
}

function roleChanges({ roles: before }: VersionSummary, { roles: after }: VersionSummary, ballots: boolean): string[] {
  const was = new Map(before.map((each) => [each.id, each]));
  const inside = after.flatMap((role) => {
    const old = was.get(role.id);
    if (!old) return [];
    const what = [
      ...(old.name === role.name ? [] : ['name']),
      ...(old.weights === role.weights || !ballots ? [] : ['weights']),
      ...(old.requirements === role.requirements || !ballots ? [] : ['requirements']),
      ...(old.words === role.words || !ballots ? [] : ['reasons']),
    ];
    return what.length === 0 ? [] : [`${possessive(role.name)} ${listText(what)}`];
  });
  return [...cameAndWent('Role', before, after), ...inside];
}

function roundChanges(before: VersionSummary, after: VersionSummary): string[] {
  const words = { open: 'opened', revealing: 'closed', revealed: 'revealed', abandoned: 'stopped' } as const;
  return after.rounds.flatMap(({ number, state }) =>
    before.rounds.some((round) => round.number === number && round.state === state)
      ? []
      : [`Round ${number} ${words[state]}`],
  );
}

function decisionChanges(before: VersionSummary, after: VersionSummary): string[] {
  const key = (decision: VersionSummary['decisions'][number]) => JSON.stringify(decision);
  const was = new Set(before.decisions.map(key));
  const changes = after.decisions
    .filter((decision) => !was.has(key(decision)))
    .map(({ number, recorded, candidate }) => {
      const named = candidate === '' ? '' : `: ${candidate}`;
      return recorded ? `decision ${number} recorded${named}` : 'a decision is being written';
    });
  const gone = before.decisions.some(({ number }) => !after.decisions.some((decision) => decision.number === number));
  return [...changes, ...(gone ? ['a decision taken back'] : [])].map(capitalised);
}
