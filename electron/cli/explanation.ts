// Why a candidate stands where it stands: what its scores are made of, how it compares, what would make it first, how sure that is.
// As plain data with a published, versioned schema, and as text. `parley schema explanation` prints the schema.
import { z } from 'zod';
import { countText, listText } from '../../shared/domain/format.ts';
import { concessionOfGroup, typedConcession, type Concession } from '../../shared/engine/change/concession.ts';
import { regretLedger } from '../../shared/engine/change/regretLedger.ts';
import { stabilityOfGroup } from '../../shared/engine/change/stability.ts';
import { explainPair } from '../../shared/engine/explain.ts';
import { contributions } from '../../shared/engine/weightedSum.ts';
import { orderByRank } from '../../shared/engine/rank.ts';
import { wordingOf } from '../../shared/engine/wording.ts';
import { usualDraws } from './choices.ts';
import type { Ranked } from './ranked.ts';
import { candidateEntry, chancesOf, entryOf, partsOf, reviewParts } from './rankingJson.ts';
import { holdLines, ruleTerms } from './rankText.ts';
import type { TableReading } from './tableReading.ts';

const name = z.string();
const figure = z.number().nullable();

const part = z.strictObject({
  objective: name,
  weight: z.number(),
  value: figure,
  contribution: figure.describe('Weight times value; they sum to the score.'),
});

const comparison = z.strictObject({
  with: name,
  lead: z.number().describe('Score of the candidate less that of the other.'),
  sentence: z.string(),
  parts: z.array(
    z.strictObject({
      objective: name,
      own: figure.describe('Measured, in the unit of the metric.'),
      other: figure,
      worth: z.number().describe('What the objective adds to the lead.'),
    }),
  ),
});

const swap = z.strictObject({
  objective: name,
  from: figure,
  to: z.number().describe('The measurement on this objective alone that would make up for all the role gives up.'),
  share: z.number().describe('How much of the way to the best end of the scale that is.'),
});

const move = z.strictObject({ objective: name, from: z.number(), to: z.number() });
const why = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('mixture'),
    candidates: z.array(name),
    shares: z.array(z.number()),
    lead: z.number().describe('Counted with these shares they score better by so much, whatever the weights.'),
  }),
  z.strictObject({ kind: z.literal('search'), cases: z.int() }),
  z.strictObject({ kind: z.literal('noInfluence') }),
]);

const concession = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('change'),
    role: name.nullable().describe('Who moves; null: all roles together.'),
    total: z.number().describe('Σ|Δw|; 0: it is first already.'),
    atLeast: z.number().describe('No smaller total does it.'),
    exact: z.boolean(),
    changes: z.array(
      z.strictObject({
        role: name,
        moves: z.array(move),
        typed: z
          .array(z.number())
          .nullable()
          .describe('Weights per objective in per cent that do it as they are printed; null: no rounded ones do.'),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('cannot'), role: name.nullable(), why }),
  z.strictObject({ kind: z.literal('open'), role: name.nullable(), atLeast: z.number() }),
  z.strictObject({
    kind: z.literal('ineligible'),
    role: name.nullable(),
    because: z.enum(['incomplete', 'infeasible', 'reference']),
  }),
]);

export const explanation = z.strictObject({
  schema: z.literal('parley-explanation-1').describe('Grows when the shape changes.'),
  ...reviewParts,
  first: z.array(name).describe('All who are first by the role or rule that was asked for.'),
  candidate: candidateEntry.nullable().describe('null: nobody was named, and nobody is first.'),
  roles: z
    .array(
      z.strictObject({
        role: name,
        parts: z.array(part),
        comparison: comparison
          .nullable()
          .describe('With who is first, or for who is first with the next; null: nobody to compare with.'),
        givesUp: z
          .strictObject({ against: name, regret: z.number(), swaps: z.array(swap) })
          .nullable()
          .describe('What the role gives up against its own favourite, and what would make up for it (even swaps).'),
      }),
    )
    .describe('By the additive value.'),
  concessions: z
    .strictObject({ rule: z.enum(['leastRegret', 'weightedMean']), of: z.array(concession) })
    .nullable()
    .describe(
      'The smallest changes of weights that make it first: of each role alone, then of all together; null: no candidate.',
    ),
  stability: z
    .array(
      z.strictObject({
        role: name,
        objective: name,
        weight: z.number(),
        low: z.number(),
        high: z.number(),
        below: name.nullable(),
        above: name.nullable(),
      }),
    )
    .nullable()
    .describe(
      'How far each weight may move before another is first; null: the candidate is not the first by name under that rule.',
    ),
  certainty: z
    .strictObject({
      rule: z.enum(['leastRegret', 'weightedMean']).nullable(),
      seed: z.int(),
      draws: z.int().min(1),
      concentration: z.number(),
      first: z.number().describe('The share of draws in which the candidate is first.'),
      error: z.number(),
    })
    .nullable(),
});
export type ExplanationJson = z.infer<typeof explanation>;

/** @param candidate  its place in the catalogue; null: there is none to explain. */
export function explained(found: Ranked, reading: TableReading, candidate: number | null): ExplanationJson {
  const { catalog } = found.snapshot;
  return {
    schema: 'parley-explanation-1',
    ...partsOf(found, reading),
    first: found.order.first.map((i) => catalog.names[i]!),
    candidate: candidate === null ? null : entryOf(found)(candidate),
    roles: candidate === null ? [] : rolesOf(found, candidate),
    concessions: candidate === null ? null : concessionsOf(found, candidate),
    stability: candidate === null ? null : stabilityOf(found, candidate),
    certainty: candidate === null ? null : certaintyOf(found, candidate),
  };
}

/** Who a candidate is compared with: whoever is first, or for that one whoever comes next. −1: nobody. */
function rivalOf({ order, snapshot: { catalog } }: Ranked, candidate: number): number {
  const inOrder = orderByRank(order.ranks, catalog.names);
  return inOrder.find((i) => i !== candidate) ?? -1;
}

function rolesOf(found: Ranked, candidate: number): ExplanationJson['roles'] {
  const { snapshot, evaluation } = found;
  const { settings, catalog } = snapshot;
  const { matrix } = evaluation;
  const objective = (j: number) => settings.objectives[j]!.name;
  const finite = (x: number) => (Number.isFinite(x) ? x : null);
  const rival = rivalOf(found, candidate);
  const ledger = regretLedger(snapshot, evaluation, candidate);
  return evaluation.roles.map((result, k) => {
    const own = contributions(matrix, result.weights, candidate);
    const pair = rival < 0 ? null : explainPair(snapshot, matrix, result, candidate, rival);
    const sign = pair?.better === candidate ? 1 : -1;
    const entry = ledger?.[k];
    return {
      role: settings.roles[k]!.name,
      parts: Array.from(own, (contribution, j) => ({
        objective: objective(j),
        weight: result.weights[j]!,
        value: finite(matrix.values[j]![candidate]!),
        contribution: finite(contribution),
      })),
      comparison: pair && {
        with: catalog.names[rival]!,
        lead: sign * pair.lead,
        sentence: pair.sentence,
        parts: pair.parts.map(({ better, worse, worth }, j) => ({
          objective: objective(j),
          own: sign === 1 ? better : worse,
          other: sign === 1 ? worse : better,
          worth: worth === 0 ? 0 : sign * worth,
        })),
      },
      givesUp: entry
        ? {
            against: catalog.names[entry.favourite]!,
            regret: entry.regret,
            swaps: entry.swaps.map(({ objectiveId, from, to, share }) => ({
              objective: settings.objectives.find(({ id }) => id === objectiveId)!.name,
              from,
              to,
              share,
            })),
          }
        : null,
    };
  });
}

/** As the Compromise room asks for them: each role alone, then all together; of one role there is only the one question. */
function concessionsOf({ snapshot, evaluation }: Ranked, candidate: number): ExplanationJson['concessions'] {
  const { settings } = snapshot;
  const { groupRule } = settings;
  const roles: (number | null)[] = settings.roles.map(({ id }) => id);
  const movers = roles.length === 1 ? roles : [...roles, null];
  if (roles.length === 0) return null;
  return {
    rule: groupRule,
    of: movers.map((roleId) => {
      const asked = concessionOfGroup(snapshot, evaluation, groupRule, candidate, roleId);
      return toConcession(snapshot, asked, roleId, () =>
        asked.kind === 'change' && asked.roles.length > 0
          ? typedConcession(snapshot, evaluation, groupRule, asked)
          : null,
      );
    }),
  };
}

function toConcession(
  { settings, catalog }: Ranked['snapshot'],
  asked: Concession,
  roleId: number | null,
  typed: () => ReturnType<typeof typedConcession>,
): z.infer<typeof concession> {
  const roleName = (id: number) => settings.roles.find((role) => role.id === id)!.name;
  const objectiveName = (id: number) => settings.objectives.find((objective) => objective.id === id)!.name;
  const role = roleId === null ? null : roleName(roleId);
  switch (asked.kind) {
    case 'change': {
      const { total, atLeast, exact } = asked;
      const printed = typed();
      const changes = asked.roles.map((change, r) => ({
        role: roleName(change.roleId),
        moves: change.moves.map(({ objectiveId, from, to }) => ({ objective: objectiveName(objectiveId), from, to })),
        typed: printed?.[r] ? [...printed[r].percent] : null,
      }));
      return { kind: 'change', role, total, atLeast, exact, changes };
    }
    case 'cannot': {
      const reason =
        asked.why.kind === 'mixture'
          ? {
              ...asked.why,
              candidates: asked.why.candidates.map((i) => catalog.names[i]!),
              shares: [...asked.why.shares],
            }
          : asked.why;
      return { kind: 'cannot', role, why: reason };
    }
    case 'open':
      return { kind: 'open', role, atLeast: asked.atLeast };
    case 'ineligible':
      return { kind: 'ineligible', role, because: asked.why };
  }
}

function stabilityOf({ snapshot, evaluation }: Ranked, candidate: number): ExplanationJson['stability'] {
  const { settings, catalog } = snapshot;
  const { winner, weights } = stabilityOfGroup(snapshot, evaluation, settings.groupRule);
  if (winner !== candidate) return null;
  const candidateName = (i: number) => (i < 0 ? null : catalog.names[i]!);
  return weights.map(({ roleId, objectiveId, weight, low, high, below, above }) => ({
    role: settings.roles.find(({ id }) => id === roleId)!.name,
    objective: settings.objectives.find(({ id }) => id === objectiveId)!.name,
    weight,
    low,
    high,
    below: candidateName(below),
    above: candidateName(above),
  }));
}

function certaintyOf(found: Ranked, candidate: number): ExplanationJson['certainty'] {
  const { certainty, choices, roleId, snapshot, eligible } = found;
  if (certainty === null || choices.seed === null || eligible[candidate] !== 1) return null;
  const own = chancesOf(found).find((chance) => chance.candidate === candidate);
  return {
    rule: roleId === null ? snapshot.settings.groupRule : null,
    seed: choices.seed,
    draws: certainty.draws,
    concentration: usualDraws.concentration,
    first: own?.first ?? 0,
    error: own?.error ?? 0,
  };
}

/** The explanation for people. */
export function explanationText(found: Ranked, told: ExplanationJson, candidate: number | null): string {
  if (candidate === null || told.candidate === null) {
    return 'No candidate can be recommended, so there is nothing to explain. Name a candidate to ask about it.\n';
  }
  const { name: own, rank, violations, missing, dominators, onlyCompared } = told.candidate;
  const by = told.asked.role === null ? `by ${ruleTerms[told.asked.rule]}` : `for ${told.asked.role}`;
  const place = rank === null ? `${own} is not ranked ${by}.` : `${own}: rank ${rank} ${by}.`;
  const level =
    told.first.length > 1 && rank === 1
      ? [
          `Level with it: ${listText(
            told.first.filter((each) => each !== own),
            8,
          )}.`,
        ]
      : [];
  const wording = wordingOf(found.snapshot);
  const metricId = (metric: string) => found.snapshot.settings.metrics.find((each) => each.name === metric)!.id;
  const lines = [
    place,
    ...level,
    ...holdLines(found, [candidate]),
    ...(onlyCompared ? ['It is in use today and stays for comparison: keeping it is agreed to be no answer.'] : []),
    ...violations.map(
      ({ role, metric, comparator, bound, measured }) =>
        `It fails a requirement${role === null ? '' : ` of ${role}`}: ${metric} ${comparator === '<=' ? '≤' : '≥'} ${wording.measure(metricId(metric), bound)}; ${measured === null ? 'it was not measured' : `measured ${wording.measure(metricId(metric), measured)}`}.`,
    ),
    ...(missing.length > 0 ? [`Not measured: ${listText(missing)}.`] : []),
    ...(dominators === null || dominators.count === 0
      ? []
      : [
          `${countText(dominators.count, 'candidate is', 'candidates are')} at least as good on everything: ${listText(dominators.names, 6)}.`,
        ]),
    '',
    ...told.roles.flatMap(({ role, comparison, givesUp }) => [
      comparison === null ? `For ${role} there is nobody to compare it with.` : comparison.sentence,
      ...(givesUp === null || !(givesUp.regret > 0) ? [] : swapLines(role, givesUp, found)),
    ]),
    ...concessionLines(told.concessions),
    ...stabilityLines(told.stability),
    ...(told.certainty === null
      ? []
      : [
          `\nFirst in ${(100 * told.certainty.first).toFixed(1)} % of ${countText(told.certainty.draws, 'draw')} of weights and measurements (seed ${told.certainty.seed}).`,
        ]),
    ...told.notes.map((note) => `\n${note}`),
    '',
  ];
  return lines.join('\n');
}

function swapLines(
  role: string,
  { against, regret, swaps }: NonNullable<ExplanationJson['roles'][number]['givesUp']>,
  { snapshot }: Ranked,
): string[] {
  const [nearest] = swaps;
  const wording = wordingOf(snapshot);
  const metric = snapshot.settings.objectives.find(({ name }) => name === nearest?.objective)?.metricId;
  const instead =
    nearest === undefined || metric === undefined
      ? 'No single objective could make up for it.'
      : `${nearest.objective} of ${wording.measure(metric, nearest.to)} would make up for it.`;
  return [`  ${role} gives up ${regret.toFixed(3)} of its favourite’s value (${against}). ${instead}`];
}

function concessionLines(concessions: ExplanationJson['concessions']): string[] {
  if (concessions === null) return [];
  const lines = concessions.of.flatMap((each): string[] => {
    const who = each.role ?? 'All roles together';
    switch (each.kind) {
      case 'change':
        return each.changes.length === 0 ? [] : [`  ${who}: ${each.changes.map(changeText).join('; ')}.`];
      case 'cannot':
        return [
          `  ${who}: no weights do it${each.why.kind === 'mixture' ? `, since ${listText(each.why.candidates, 4)} always ${each.why.candidates.length === 1 ? 'scores' : 'score'} better` : ''}.`,
        ];
      case 'open':
        return [`  ${who}: not found; nothing smaller than ${pointsText(each.atLeast)} does it.`];
      case 'ineligible':
        return [];
    }
  });
  return lines.length === 0
    ? []
    : [
        `\nThe smallest change of weights that makes it first for all together, by ${ruleTerms[concessions.rule]}:`,
        ...lines,
      ];
}

/** Half of Σ|Δw| changes hands. */
const pointsText = (total: number) => `${(50 * total).toFixed(1)} points`;

function changeText({
  role,
  moves,
}: Extract<z.infer<typeof concession>, { kind: 'change' }>['changes'][number]): string {
  const percent = (x: number) => `${(100 * x).toFixed(1)} %`;
  return `${role} ${moves.map(({ objective, from, to }) => `${objective} from ${percent(from)} to ${percent(to)}`).join(', ')}`;
}

/** The weights that turn the answer with the smallest move, three of them. */
function stabilityLines(stability: ExplanationJson['stability']): string[] {
  const turns = (stability ?? []).flatMap(({ role, objective, weight, low, high, below, above }) => [
    ...(below === null ? [] : [{ role, objective, weight, to: low, next: below, way: 'below' }]),
    ...(above === null ? [] : [{ role, objective, weight, to: high, next: above, way: 'above' }]),
  ]);
  const nearest = turns.sort((a, b) => Math.abs(a.to - a.weight) - Math.abs(b.to - b.weight)).slice(0, 3);
  return nearest.length === 0
    ? []
    : [
        '\nAnother is first as soon as',
        ...nearest.map(
          ({ role, objective, weight, to, next, way }) =>
            `  ${role} weighs ${objective} ${way} ${(100 * to).toFixed(1)} % (now ${(100 * weight).toFixed(1)} %): ${next}.`,
        ),
      ];
}
