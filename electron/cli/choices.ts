// What a ranking is asked for on the command line: by which rule and method, through whose eyes, with which weights and requirements
// in place of those of the review. It is tried in memory; no review is written.
import { ParleyError } from '../../shared/contract/errors.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import type { Requirement, Role } from '../../shared/domain/role.ts';
import { roleColours } from '../../shared/domain/role.ts';
import { listText } from '../../shared/domain/format.ts';
import type { AnyGroupRule } from '../../shared/engine/evaluation.ts';
import type { MethodId } from '../../shared/engine/methods/rankingMethod.ts';
import { nearestName } from '../core/formula/nearest.ts';
import type { Flags } from './arguments.ts';

/** Weights as they were given, in any unit: only their proportions count. */
export interface GivenWeights {
  /** null: not said whose. */
  role: string | null;
  shares: readonly { objective: string; share: number }[];
}

export interface GivenMust {
  metric: string;
  comparator: '<=' | '>=';
  bound: number;
}

export interface Choices {
  /** null: that of the review. */
  rule: AnyGroupRule | null;
  method: MethodId;
  /** Through whose eyes; null: everybody's together. */
  role: string | null;
  weights: readonly GivenWeights[];
  musts: readonly GivenMust[];
  /** Metrics of which larger or smaller is better, where their names do not say. Of tables alone. */
  better: Readonly<Record<'max' | 'min', readonly string[]>>;
  /** null: nothing is drawn. */
  seed: number | null;
  draws: number;
}

/** As the app draws when nobody says otherwise. */
export const usualDraws = { seed: 1, draws: 2000, concentration: 50 } as const;
const mostDraws = 1_000_000;

export const nothingChosen: Choices = {
  rule: null,
  method: 'additive',
  role: null,
  weights: [],
  musts: [],
  better: { max: [], min: [] },
  seed: null,
  draws: usualDraws.draws,
};

export const ruleIds: readonly AnyGroupRule[] = [
  'leastRegret',
  'weightedMean',
  'leximin',
  'nash',
  'borda',
  'copeland',
  'kemeny',
];
export const methodIds: readonly MethodId[] = [
  'additive',
  'achievement',
  'vikor',
  'promethee',
  'topsis',
  'topsisOfCandidates',
  'weightedProduct',
];

/**
 * The flags as choices, as far as they can be read without the review.
 *
 * @throws ParleyError `badInput` naming the flag, what it said and what it may say.
 */
export function readChoices(flags: Flags): Choices {
  const { rule, method, role = null, weights = [], must = [], max = [], min = [], seed, draws } = flags;
  const method_ = method === undefined ? 'additive' : oneOf('method', method, methodIds);
  const rule_ = rule === undefined ? null : oneOf('rule', rule, ruleIds);
  if (rule_ === 'nash' && method_ !== 'additive') {
    throw new ParleyError(
      'badInput',
      `--rule=nash counts gains from the worst anchors, which have no score by --method=${method_}. Leave the method out, or choose another rule.`,
    );
  }
  return {
    rule: rule_,
    method: method_,
    role,
    weights: weights.map(readWeights),
    musts: must.map(readMust),
    better: { max: max.flatMap(parts), min: min.flatMap(parts) },
    seed: seed === undefined && draws === undefined ? null : wholeNumber('seed', seed ?? '1', 0, 2 ** 32 - 1),
    draws: wholeNumber('draws', draws ?? `${usualDraws.draws}`, 1, mostDraws),
  };
}

/** One of some words, written as it is or with hyphens: weighted-mean is weightedMean. */
function oneOf<W extends string>(flag: string, said: string, words: readonly W[]): W {
  const plain = (word: string) => word.replaceAll('-', '').toLowerCase();
  const found = words.find((word) => plain(word) === plain(said));
  if (found !== undefined) return found;
  const near = nearestName(said, words);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  throw new ParleyError('badInput', `--${flag}=${said} is none of them.${hint} It may be ${orText(words)}.`);
}

const orText = (words: readonly string[]) => `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

function wholeNumber(flag: string, said: string, from: number, to: number): number {
  const x = Number(said);
  if (said.trim() === '' || !Number.isInteger(x) || x < from || x > to) {
    throw new ParleyError('badInput', `--${flag}=${said} is no whole number from ${from} to ${to}.`);
  }
  return x;
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** "Sales: revenue=3, p95 latency=1"; the role may be left out. A colon behind the first "=" belongs to a name. */
function readWeights(text: string): GivenWeights {
  const [, role = null, list = text] = /^([^=:]+):(.*)$/s.exec(text) ?? [];
  const shares = parts(list).map((part) => {
    const at = part.lastIndexOf('=');
    const share = at === -1 ? NaN : numberOf(part.slice(at + 1));
    if (at < 1 || !(share >= 0 && share < Infinity)) {
      throw new ParleyError(
        'badInput',
        `--weights: “${part}” is not an objective and its weight. Write NAME=WEIGHT with a weight from 0 upwards, and commas between: --weights='accuracy=3,latency=1', or --weights='Sales: accuracy=3,latency=1' for one role.`,
      );
    }
    return { objective: part.slice(0, at).trim(), share };
  });
  if (shares.every(({ share }) => share === 0)) {
    throw new ParleyError('badInput', `--weights=${text}: give at least one objective a weight above 0.`);
  }
  return { role: role === null ? null : role.trim(), shares };
}

/** "p95 latency<=50". */
function readMust(text: string): GivenMust {
  const [, metric = '', sign = '', bound = ''] = /^(.+?)\s*(<=|>=|≤|≥)\s*(\S+)\s*$/s.exec(text) ?? [];
  const x = numberOf(bound);
  if (metric.trim() === '' || !Number.isFinite(x)) {
    throw new ParleyError(
      'badInput',
      `--must: “${text}” is no requirement. Write METRIC<=BOUND or METRIC>=BOUND, the bound as a number in the metric's unit, in quotes: --must='p95 latency<=50'.`,
    );
  }
  return { metric: metric.trim(), comparator: sign === '<=' || sign === '≤' ? '<=' : '>=', bound: x };
}

const numberOf = (text: string): number => (text.trim() === '' ? NaN : Number(text));

/** How a name is compared when it is not written to the letter. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[\s_.-]+/g, '');

/**
 * The one that a name means: to the letter, else but for case, spaces, hyphens and underscores.
 *
 * @param what  what it is the name of, for the sentence.
 * @throws ParleyError `badInput` naming the nearest and those there are.
 */
export function named<T extends { name: string }>(asked: string, known: readonly T[], what: string): T {
  const exact = known.find(({ name }) => name === asked);
  if (exact) return exact;
  const alike = known.filter(({ name }) => plainName(name) === plainName(asked));
  if (alike.length === 1) return alike[0]!;
  const names = known.map(({ name }) => name);
  const near = nearestName(asked, names);
  const hint = near === null ? '' : ` Did you mean “${near}”?`;
  const there =
    names.length === 0 ? 'There are none.' : `There ${names.length === 1 ? 'is' : 'are'} ${listText(names, 12)}.`;
  throw new ParleyError('badInput', `There is no ${what} “${asked}”.${hint} ${there}`);
}

/**
 * The roles of a table, which has none of its own: those that weights are given for, else one that stands for everybody.
 *
 * @throws ParleyError `badInput` where another role than these is to be looked through.
 */
export function rolesOfTable({ weights, role }: Choices): { name: string; colour: Role['colour'] }[] {
  const names = new Set(weights.flatMap((given) => given.role ?? []));
  // Weights of which it is not said whose they are belong to the role that is looked through.
  if (role !== null && weights.some((given) => given.role === null)) names.add(role);
  if (role !== null && !names.has(role)) {
    const there = names.size === 0 ? 'This table has no roles' : `The roles are ${listText([...names])}`;
    throw new ParleyError(
      'badInput',
      `There is no role “${role}”. ${there}: a table has those that weights are given for, as in --weights='${role}: accuracy=3,latency=1'.`,
    );
  }
  if (names.size === 0) names.add(EVERYBODY);
  return [...names].map((name, k) => ({ name, colour: roleColours[k % roleColours.length]! }));
}

/** The one role of a table for which no roles are named. */
const EVERYBODY = 'Everybody';

/** Requirements of the command line have ids below this one, so that they can be told from those of the review. */
const GIVEN = 0;
export const isGiven = ({ id }: Pick<Requirement, 'id'>): boolean => id < GIVEN;

/**
 * The review with these weights and requirements in place of its own, and whose eyes were asked for. Objectives that are given no
 * weight count 0.
 *
 * @returns `roleId` null: everybody's together.
 * @throws ParleyError `badInput` for a name that the review does not have, weights of which it is not said whose they are, or two
 *   weights where there can be one.
 */
export function withChoices(
  { settings, catalog }: ReviewSnapshot,
  { role, weights, musts, rule }: Choices,
): { snapshot: ReviewSnapshot; roleId: number | null } {
  const roleId = role === null ? null : named(role, settings.roles, 'role').id;
  const byRole = new Map<number, Role['weights']>();
  for (const given of weights) {
    const whose = given.role === null ? ownerOf(settings.roles, roleId) : named(given.role, settings.roles, 'role');
    if (byRole.has(whose.id)) {
      throw new ParleyError('badInput', `--weights are given twice for ${whose.name}. Put them into one.`);
    }
    const ofRole = new Map<number, number>();
    for (const { objective, share } of given.shares) {
      const { id, name } = named(objective, settings.objectives, 'objective');
      if (ofRole.has(id)) {
        throw new ParleyError(
          'badInput',
          `--weights: ${name} has more than one weight for ${whose.name}. Give it one.`,
        );
      }
      ofRole.set(id, share);
    }
    byRole.set(
      whose.id,
      Array.from(ofRole, ([objectiveId, weight]) => ({ objectiveId, weight, locked: false })),
    );
  }
  const keeper = settings.roles.find(({ id }) => id === roleId) ?? settings.roles[0];
  if (musts.length > 0 && !keeper) {
    throw new ParleyError('badInput', 'This review has no role that could ask for anything. Add one in the app.');
  }
  const requirements = musts.map(({ metric, comparator, bound }, k): Requirement => ({
    id: GIVEN - 1 - k,
    roleId: keeper!.id,
    metricId: named(metric, settings.metrics, 'metric').id,
    comparator,
    bound,
    strength: 'must',
    reason: '',
  }));
  const roles = settings.roles.map((each) => ({
    ...each,
    weights: byRole.get(each.id) ?? each.weights,
    requirements: each === keeper ? [...each.requirements, ...requirements] : each.requirements,
  }));
  const groupRule = rule === 'leastRegret' || rule === 'weightedMean' ? rule : settings.groupRule;
  return { snapshot: { settings: { ...settings, roles, groupRule }, catalog }, roleId };
}

function ownerOf(roles: readonly Role[], roleId: number | null): Role {
  const own = roles.length === 1 ? roles[0] : roles.find(({ id }) => id === roleId);
  if (own) return own;
  const [first] = roles;
  throw new ParleyError(
    'badInput',
    first === undefined
      ? 'This review has no role to weigh for. Add one in the app.'
      : `Say whose weights these are, for example --weights='${first.name}: …'. The roles are ${listText(roles.map(({ name }) => name))}.`,
  );
}
