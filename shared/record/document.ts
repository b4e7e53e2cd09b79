// A recorded decision as a document: page 1 that people sign, and the appendix that an auditor reads. Parts and words only; HTML,
// Markdown and the page on screen are made of the same parts, so they cannot say different things.
import type { DecisionFields } from '../domain/decision.ts';
import type { DecisionRecord } from '../domain/record.ts';
import type { TrailEntry, TrailHead } from '../domain/trail.ts';
import { appendixOf } from './appendix.ts';
import { restsOnText } from '../domain/round.ts';
import type { Section } from './section.ts';
import { RecordWords } from './recordWords.ts';

interface RoleRow {
  role: string;
  /** Name of the role's colour. */
  colour: string;
  people: string;
  wanted: string;
  /** "0.17"; "—" where it cannot be said. */
  givesUp: string;
  /** "−36.7 € per 1,000 impressions Ad revenue"; '' where nothing is lost. */
  native: string;
  stance: string;
  /** In its own words, without quotation marks. */
  words: string;
}

interface ConditionRow {
  kind: 'Before' | 'After' | 'Watch';
  what: string;
  expected: string;
  owner: string;
  due: string;
}

/** A signature line: who, and what is known of the signing. */
interface Signature {
  role: string;
  text: string;
}

export interface RecordDocument {
  /** Printed instead of the date while nothing is recorded. */
  draft: boolean;
  title: string;
  /** "Decision 2, supersedes 1" */
  series: string;
  recorded: string;
  question: string;
  /** The decision in one sentence. */
  decision: string;
  /** Objections in full; they print first. */
  objections: { role: string; words: string }[];
  why: string;
  whyNot: { title: string; text: string } | null;
  roles: RoleRow[];
  conditions: ConditionRow[];
  /** Review by, who may stop it, what it falls back to; each a sentence. */
  then: string[];
  firm: string[];
  signatures: Signature[];
  /** The foot of page 1, as pairs of a word and what it says. */
  foot: [word: string, value: string][];
  /** The receipt whose code stands at the foot; null in a draft. */
  receipt: string | null;
  /** How many candidates there were beside the finalists of part C. */
  unlisted: number;
  appendix: Section[];
}

export interface RecordSource {
  record: DecisionRecord;
  /** Digest of the frozen record; null while it is a draft. */
  digest: string | null;
  /** The trail's entry of this decision; null while it is a draft. */
  head: TrailHead | null;
  trail: readonly TrailEntry[];
  /** The receipt that the code holds; null while it is a draft. */
  receipt: string | null;
}

const stanceWords = {
  open: 'Not said',
  supports: 'Supports',
  livesWith: 'Lives with it',
  objects: 'Objects',
  absent: 'Absent',
} as const;
const conditionWords = { before: 'Before', after: 'After', watch: 'Watch' } as const;

/** Groups of four, as people compare digests: "4d0e 7b12 93ac 55f0". */
function shortDigest(hex: string): string {
  return hex.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');
}

/** The decision as a sentence that a person could say aloud: "We deploy Two-tower." */
export function decisionSentence(
  decision: Pick<DecisionFields, 'kind' | 'candidateId' | 'deploy' | 'reviewBy'>,
  conditions: readonly { kind: string; what: string }[],
  words: Pick<RecordWords, 'candidate' | 'day'>,
): string {
  const chosen = decision.candidateId === null ? '' : words.candidate(decision.candidateId);
  const before = conditions.filter(({ kind }) => kind === 'before');
  switch (decision.kind) {
    case 'none':
      return 'We choose none of the candidates.';
    case 'defer':
      return decision.reviewBy === null
        ? 'We do not decide now.'
        : `We do not decide before ${words.day(decision.reviewBy)}.`;
    case 'keep':
      return `${chosen} stays in use.`;
    case 'choose':
  }
  if (decision.deploy === 'never') return `We choose ${chosen}, and do not deploy it.`;
  if (decision.deploy === 'now' || before.length === 0) return `We deploy ${chosen}.`;
  const list = before.map(({ what }) => what.replace(/[.\s]+$/, '')).join('; ');
  return `We deploy ${chosen} once ${before.length === 1 ? 'this is' : 'these are'} done: ${list}.`;
}

function roleRows(record: DecisionRecord, words: RecordWords): RoleRow[] {
  const stanceOf = new Map(record.stances.map((stance) => [stance.roleId, stance]));
  const rows = record.roles.map((role) => {
    const stance = stanceOf.get(role.id);
    const loss = words.loss(role.id);
    return {
      regret: loss?.regret ?? -1,
      objects: stance?.stance === 'objects',
      row: {
        role: role.name,
        colour: role.colour,
        people: words.people(role.id),
        wanted: words.favourites(role.id),
        givesUp: loss === null ? '—' : words.value(loss.regret),
        native: loss?.native ?? '',
        stance: stanceWords[stance?.stance ?? 'open'],
        words: stance?.words ?? '',
      },
    };
  });
  // A role that does not count signs as well; it stands where the others are, with why it has no numbers.
  const leftOut = (record.leftOut ?? []).map((role) => {
    const stance = stanceOf.get(role.id);
    return {
      regret: -2,
      objects: stance?.stance === 'objects',
      row: {
        role: role.name,
        colour: role.colour ?? '',
        people: words.people(role.id),
        wanted: role.standing ?? 'does not count',
        givesUp: '—',
        native: '',
        stance: stanceWords[stance?.stance ?? 'open'],
        words: stance?.words ?? '',
      },
    };
  });
  // Who objects stands first, then who gives up most.
  return [...rows, ...leftOut]
    .sort((a, b) => Number(b.objects) - Number(a.objects) || b.regret - a.regret)
    .map(({ row }) => row);
}

function conditionRow(condition: DecisionRecord['conditions'][number], words: RecordWords): ConditionRow {
  const { kind, what, check, expected, owner, due } = condition;
  const bound = check === null ? '' : words.bound(check.metricId, check.comparator, check.bound);
  return {
    kind: conditionWords[kind],
    what: bound === '' || what.includes(bound) ? what : `${what} (${bound})`,
    expected: expected === null || check === null ? '' : words.measure(check.metricId, expected),
    owner,
    due: due === null ? '' : words.shortDay(due),
  };
}

function thenSentences({ decision }: DecisionRecord, words: RecordWords): string[] {
  const sentences: string[] = [];
  const serves = decision.candidateId !== null;
  if (decision.reviewBy !== null && decision.kind !== 'defer') {
    sentences.push(`Review by ${words.day(decision.reviewBy)}.`);
  }
  const oversight = decision.oversight.replace(/[.\s]+$/, '');
  if (serves && oversight !== '') sentences.push(`May stop it: ${oversight}.`);
  if (serves && decision.fallbackId !== null)
    sentences.push(`If it has to go, ${words.candidate(decision.fallbackId)} serves.`);
  return sentences;
}

/** Where on the screen the sentences stood that page 1 prints under "How firm", in this order. */
const firmPlaces = ['firmness', 'challenger', 'rules', 'certainty', 'unknown'] as const;

/**
 * What stood on the screen is about the answer of the rule and calls it "it". Where that is not whom the decision names, the
 * first sentence says so.
 */
function firmSentences({ decision, results, sentences }: DecisionRecord, words: RecordWords): string[] {
  const shown = firmPlaces.flatMap((place) =>
    sentences.filter((sentence) => sentence.place === place).map(({ text }) => text),
  );
  const [first] = results.answer;
  if (shown.length === 0 || first === undefined || first === decision.candidateId) return shown;
  const level = results.answer.length > 1 ? ', one of those that the rule puts first' : ', the answer of the rule';
  return [`This is about ${words.candidate(first)}${level}.`, ...shown];
}

/** On how many of the ballots it all rests, where roles do not count. */
function restsOnSentences({ roles, leftOut = [] }: DecisionRecord): string[] {
  const text = restsOnText(
    roles.length,
    leftOut.map(({ name }) => name),
  );
  return text === '' ? [] : [text];
}

/** Musts of which it could not be told whether whom the decision names meets them. */
function undecidedSentences({ decision, undecided = [], roles }: DecisionRecord, words: RecordWords): string[] {
  return undecided
    .filter(({ candidateId }) => candidateId === decision.candidateId)
    .flatMap(({ candidateId, requirementId, roleId, measured, low, high }) => {
      const must = roles.flatMap(({ requirements }) => requirements).find(({ id }) => id === requirementId);
      if (!must) return [];
      const name = words.candidate(candidateId);
      const bound = `${words.metric(must.metricId).name} ${words.bound(must.metricId, must.comparator, must.bound)}`;
      return [
        `Whether ${name} meets ${bound}, a must of ${words.role(roleId)}, cannot be told: it has ${words.within(must.metricId, measured, { low, high })}.`,
      ];
    });
}

/** Musts that the chosen candidate breaks and their roles let pass: whoever signs page 1 is told so there. */
function releasedSentences({ decision, releases, screenedOut, roles }: DecisionRecord, words: RecordWords): string[] {
  const { candidateId } = decision;
  if (candidateId === null) return [];
  return releases.flatMap(({ requirementId, roleId, signedBy }) => {
    const must = roles.flatMap(({ requirements }) => requirements).find(({ id }) => id === requirementId);
    if (!must) return [];
    const broken = screenedOut.find((each) => each.candidateId === candidateId && each.requirementId === requirementId);
    const measured = broken?.measured ?? null;
    const has = measured === null ? '' : `: it has ${words.measure(must.metricId, measured)}`;
    const bound = `${words.metric(must.metricId).name} ${words.bound(must.metricId, must.comparator, must.bound)}`;
    return [
      `${words.candidate(candidateId)} does not meet ${bound}, a must of ${words.role(roleId)}${has}. ${signedBy} let it pass; part D says why.`,
    ];
  });
}

/**
 * The document of a recorded decision, or of a draft.
 *
 * @example documentOf({ record, digest, head, trail, receipt }).decision  // "We deploy Two-tower."
 */
export function documentOf(source: RecordSource): RecordDocument {
  const { record, digest, head } = source;
  const { decision } = record;
  const words = new RecordWords(record);
  const answers = record.results.answer;
  const overridden =
    decision.kind !== 'defer' &&
    answers.length > 0 &&
    !(decision.candidateId !== null && answers.includes(decision.candidateId));
  const challenger = record.results.nearest?.candidateId;
  const whyNotWhom = overridden
    ? words.candidates(answers)
    : challenger === undefined
      ? ''
      : words.candidate(challenger);
  const signed = record.stances.filter(({ signedBy }) => signedBy !== '');
  const blind = record.blind ? 'yes' : 'no: the ballots were not blind';
  return {
    draft: digest === null,
    title: record.title,
    series: `Decision ${record.number}${record.supersedes === null ? '' : `, supersedes ${record.supersedes}`}`,
    recorded: digest === null ? 'Draft, not recorded' : `Recorded ${words.moment(record.recordedAt)}`,
    question: record.meeting.question,
    decision: decisionSentence(record.decision, record.conditions, words),
    objections: record.stances
      .filter(({ stance }) => stance === 'objects')
      .map(({ roleId, words: said }) => ({ role: words.role(roleId), words: said })),
    why: decision.rationale,
    whyNot:
      decision.override === ''
        ? null
        : {
            title: overridden
              ? `Why not ${whyNotWhom}, the answer of the rule`
              : whyNotWhom === ''
                ? 'Why not another'
                : `Why not ${whyNotWhom}, the nearest challenger`,
            text: decision.override,
          },
    roles: roleRows(record, words),
    conditions: record.conditions.map((condition) => conditionRow(condition, words)),
    then: thenSentences(record, words),
    firm: [
      ...releasedSentences(record, words),
      ...undecidedSentences(record, words),
      ...restsOnSentences(record),
      ...firmSentences(record, words),
    ],
    signatures: [...record.roles, ...(record.leftOut ?? [])].map(({ id, name }) => {
      const stance = signed.find(({ roleId }) => roleId === id);
      if (!stance) return { role: name, text: 'not signed' };
      const when =
        stance.signedAt === null ? '' : `, ${words.shortDay(stance.signedAt)} ${stance.signedAt.slice(11, 16)}`;
      return { role: name, text: `${stance.signedBy}${when}` };
    }),
    foot: [
      ['Owner', record.meeting.owner],
      ['Facilitator', record.meeting.facilitator],
      ['Blind', blind],
      ...(record.stances.every(({ stance }) => stance === 'open')
        ? [['Stances', 'none: no role has said where it stands'] as [string, string]]
        : []),
      ['Rounds', record.rounds === 0 ? 'none: decided without sealed ballots' : String(record.rounds)],
      ['Rule', record.ruleLocked ? `${words.rule()}, locked before the reveal` : words.rule()],
      ['Engine', record.engineVersion],
      ['Parley', record.appVersion],
      ...(record.results.chance === null ? [] : [['Seed', String(record.results.chance.seed)] as [string, string]]),
      ...(digest === null ? [] : [['Record', shortDigest(digest)] as [string, string]]),
      ...(head === null
        ? []
        : [
            ['Trail', `${head.n} ${head.n === 1 ? 'entry' : 'entries'}, head ${shortDigest(head.hash)}`] as [
              string,
              string,
            ],
          ]),
    ],
    receipt: source.receipt,
    unlisted: record.candidateCount - new Set(record.cited.map(({ candidateId }) => candidateId)).size,
    appendix: appendixOf(record, source.trail, words),
  };
}
