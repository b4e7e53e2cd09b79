// The appendix of a record, A to H: what the decision stood on, as tables and sentences.
import { REFERENCE_REASON } from '../engine/wording.ts';
import { countText, formatNumber, roundedParts } from '../domain/format.ts';
import { MOST_REASONS, type DecisionRecord } from '../domain/record.ts';
import type { Requirement, Hold } from '../domain/role.ts';
import type { ValueFunction } from '../domain/objective.ts';
import type { RecordedProposal } from '../domain/proposal.ts';
import { gapNote, type TrailEntry } from '../domain/trail.ts';
import { regulationSection } from './regulation.ts';
import type { Section, TableOf } from './section.ts';
import type { RecordWords } from './recordWords.ts';

function anchors(f: ValueFunction): [worst: string, best: string, shape: string] {
  const plain = (x: number) => String(Number(x.toPrecision(12))).replace('-', '\u2212');
  switch (f.shape) {
    case 'linear':
    case 'log':
      return [plain(f.worst), plain(f.best), f.shape === 'log' ? 'logarithmic' : 'linear'];
    case 'target':
      return [`${plain(f.target - f.below)} or ${plain(f.target + f.above)}`, plain(f.target), 'target'];
    case 'piecewise': {
      const worst = f.points.filter(({ value }) => value === 0).map(({ at }) => plain(at));
      const best = f.points.filter(({ value }) => value === 1).map(({ at }) => plain(at));
      const curve = f.points.map(({ at, value }) => `${plain(at)} → ${plain(value)}`).join(', ');
      return [worst.join(' or '), best.join(' to '), `curve: ${curve}`];
    }
  }
}

/** Whether "do nothing" stood among the candidates, where somebody said so before the vote. */
function incumbentSentence(id: number | null, counts: boolean | undefined, words: RecordWords): string[] {
  if (id === null || counts === undefined) return [];
  const name = words.candidate(id);
  return [
    counts
      ? `${name} was in use. Keeping it stood among the answers.`
      : `${name} was in use. It was agreed before the vote that keeping it is no answer.`,
  ];
}

function objectivesSection({ objectives, incumbentId, incumbentCounts }: DecisionRecord, words: RecordWords): Section {
  const rows = objectives.map(({ name, metricId, valueFunction }) => {
    const { name: metric, unit } = words.metric(metricId);
    const [worst, best, shape] = anchors(valueFunction);
    return [name, metric === name ? unit : `${metric}${unit === '' ? '' : `, ${unit}`}`, worst, best, shape];
  });
  return {
    letter: 'A',
    title: 'Objectives and ranges',
    sentences: [
      'A weight is what going from the worst to the best end of a range is worth to a role.',
      ...incumbentSentence(incumbentId, incumbentCounts, words),
    ],
    tables: [
      {
        columns: [
          { header: 'Objective' },
          { header: 'Unit' },
          { header: 'Worst', number: true },
          { header: 'Best', number: true },
          { header: 'Shape' },
        ],
        rows,
      },
    ],
  };
}

function requirementText(words: RecordWords, { metricId, comparator, bound, strength, reason }: Requirement): string {
  const text = `${words.metric(metricId).name} ${words.bound(metricId, comparator, bound)} (${strength})`;
  return reason === '' ? text : `${text}: ${reason}`;
}

/** A role's weights in percent, rounded so that they add up to 100; one that would round to nothing says so. */
function shareTexts(weights: readonly number[]): string[] {
  const { parts } = roundedParts(
    weights.map((weight) => weight * 100),
    1,
  );
  const decimals = parts.every((part) => Number.isInteger(part)) ? 0 : 1;
  return parts.map((part, j) => {
    if (weights[j] === 0) return '–';
    return part === 0 ? '< 0.1 %' : `${formatNumber(part, decimals)} %`;
  });
}

function ballotsSection(record: DecisionRecord, words: RecordWords): Section {
  const { roles, objectives, results } = record;
  const shares = roles.map(({ id }) =>
    shareTexts(results.roles.find(({ roleId }) => roleId === id)?.weights ?? objectives.map(() => 0)),
  );
  const weights = objectives.map(({ name }, j) => [name, ...shares.map((column) => column[j] ?? '–')]);
  const assumed = roles.filter(({ id }) => results.roles.find(({ roleId }) => roleId === id)?.assumedEqual);
  const list = (role: DecisionRecord['roles'][number]) =>
    role.requirements.map((requirement) => [role.name, requirementText(words, requirement)]);
  const said = roles.filter(({ rationale }) => rationale !== '').map(({ name, rationale }) => [name, rationale]);
  const influences = roles.some(({ influence }) => influence !== 1);
  return {
    letter: 'B',
    title: record.rounds === 0 ? 'Ballots' : `Ballots of round ${record.rounds}`,
    sentences: [
      record.blind ? 'The ballots were sealed and opened together.' : 'The ballots were not blind.',
      ...(record.leftOut ?? []).map(({ text }) => text),
      ...(assumed.length === 0
        ? []
        : [`${words.list(assumed.map(({ name }) => name))} had not weighed; every objective counted alike there.`]),
      ...(influences
        ? [`Influence: ${roles.map(({ name, influence }) => `${name} ${formatNumber(influence, 2)}`).join(', ')}.`]
        : []),
    ],
    tables: [
      {
        columns: [{ header: 'Weight of' }, ...roles.map(({ name }) => ({ header: name, number: true }))],
        rows: weights,
      },
      { columns: [{ header: 'Role' }, { header: 'Wants and musts' }], rows: roles.flatMap(list) },
      { columns: [{ header: 'Role' }, { header: 'In its own words' }], rows: said },
      ...roundTables(record, words),
    ].filter(({ rows }) => rows.length > 0),
  };
}

/** The weights of every round, and how many points of 100 each role moved since the one before. Of one round alone B says it all. */
function roundTables(record: DecisionRecord, words: RecordWords): Section['tables'] {
  const rounds = record.roundBallots ?? [];
  if (rounds.length < 2) return [];
  const objectives = new Map(record.objectives.map(({ id, name }) => [id, name]));
  return rounds.map(({ number, ballots }, i) => {
    const before = rounds[i - 1]?.ballots ?? [];
    const ids = [...new Set(ballots.flatMap(({ weights }) => weights.map(({ objectiveId }) => objectiveId)))];
    const weightOf = (ballot: (typeof ballots)[number] | undefined, id: number) =>
      ballot?.weights.find(({ objectiveId }) => objectiveId === id)?.weight ?? 0;
    const shares = ballots.map((ballot) => shareTexts(ids.map((id) => weightOf(ballot, id))));
    const moved = ballots.map((ballot) => {
      const old = before.find(({ roleId }) => roleId === ballot.roleId);
      if (!old) return '–';
      const all = new Set([...ids, ...old.weights.map(({ objectiveId }) => objectiveId)]);
      const half = [...all].reduce((sum, id) => sum + Math.abs(weightOf(ballot, id) - weightOf(old, id)), 0) / 2;
      return formatNumber(half * 100, 1);
    });
    return {
      columns: [
        { header: `Round ${number}, weight of` },
        ...ballots.map(({ roleId, from }) => ({
          header: from === number ? words.role(roleId) : `${words.role(roleId)} (of round ${from})`,
          number: true,
        })),
      ],
      rows: [
        ...ids.map((id, j) => [objectives.get(id) ?? `objective ${id}`, ...shares.map((column) => column[j] ?? '–')]),
        ...(i === 0 ? [] : [['Points that moved', ...moved]]),
      ],
    };
  });
}

/** The chosen one, the answer, the nearest challenger, each role's favourites: those that the record cites numbers of. */
function finalistsSection(record: DecisionRecord, words: RecordWords): Section {
  const { cited, objectives, results, candidates, sources } = record;
  const citedIds = new Set(cited.map(({ candidateId }) => candidateId));
  const group = results.groups.find(({ rule }) => rule === results.rule);
  const place = new Map(candidates.map(({ id }, i) => [id, i]));
  const rank = (id: number) => group?.ranks[place.get(id) ?? -1] || Infinity;
  const ids = [...citedIds].sort((a, b) => (rank(a) === rank(b) ? a - b : rank(a) - rank(b)));
  const score = (id: number) => group?.scores[place.get(id) ?? -1] ?? null;
  const errors = objectives.filter(({ metricId }) =>
    cited.some((cell) => cell.metricId === metricId && cell.standardError !== null),
  );
  return {
    letter: 'C',
    title: 'The finalists, as measured',
    sentences: [
      errors.length === 0
        ? 'No measurement states an error.'
        : `A standard error is stated for ${words.list(errors.map(({ name }) => name))}${errors.length === objectives.length ? '' : '; the others state none'}.`,
      ...(record.partial === '' ? [] : [record.partial]),
    ],
    tables: [
      {
        columns: [
          { header: 'Candidate' },
          ...objectives.map(({ name, metricId }) => {
            const { unit } = words.metric(metricId);
            return { header: unit === '' ? name : `${name}, ${unit}`, number: true };
          }),
          { header: results.rule === 'leastRegret' ? 'Most given up by a role' : 'Mean value', number: true },
        ],
        rows: ids.map((id) => [
          words.candidate(id),
          ...objectives.map(({ metricId }) =>
            words.measure(metricId, words.cited(id, metricId)).replace(`\u00a0${words.metric(metricId).unit}`, ''),
          ),
          score(id) === null ? '—' : words.value(score(id)!),
        ]),
      },
      {
        columns: [
          { header: 'File' },
          { header: 'SHA-256' },
          { header: 'Read' },
          { header: 'Values cited', number: true },
        ],
        rows: sources.map((source, i) => [
          source.name,
          source.sha256 === '' ? 'typed by hand' : source.sha256,
          words.day(source.at),
          String(cited.filter((cell) => cell.source === i).length),
        ]),
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}

function holdText(hold: Hold, words: RecordWords): string {
  const until = [
    ...(hold.until === null ? [] : [`until ${words.day(hold.until)}`]),
    ...(hold.condition === '' ? [] : [`until ${hold.condition}`]),
  ].join(', or ');
  return `${until}${hold.reason === '' ? '' : `: ${hold.reason}`}`;
}

function screenedSection(record: DecisionRecord, words: RecordWords): Section {
  const { screenedOut, screenedOutCount, undecided = [], holdsStanding, roles, releases } = record;
  const requirements = new Map(roles.flatMap((role) => role.requirements.map((each) => [each.id, each] as const)));
  const holds = new Map(roles.flatMap((role) => role.holds.map((each) => [each.id, each] as const)));
  const reasons = screenedOut.map(({ candidateId, requirementId, roleId, measured }) => {
    const must = requirements.get(requirementId);
    if (!must) return [words.candidate(candidateId), words.role(roleId), '', ''];
    return [
      words.candidate(candidateId),
      words.role(roleId),
      `${words.metric(must.metricId).name} ${words.bound(must.metricId, must.comparator, must.bound)}`,
      measured === null ? 'not measured' : words.measure(must.metricId, measured),
    ];
  });
  const open = undecided.map(({ candidateId, requirementId, roleId, measured, low, high }) => {
    const must = requirements.get(requirementId);
    return [
      words.candidate(candidateId),
      words.role(roleId),
      must ? `${words.metric(must.metricId).name} ${words.bound(must.metricId, must.comparator, must.bound)}` : '',
      must ? words.within(must.metricId, measured, { low, high }) : '',
    ];
  });
  const standing = holdsStanding.map(({ roleId, holdId, candidates }) => {
    const hold = holds.get(holdId);
    const whom =
      candidates.length > 12
        ? `${words.candidates(candidates.slice(0, 11))} and ${candidates.length - 11} more`
        : words.candidates(candidates);
    return [words.role(roleId), whom, hold ? holdText(hold, words) : ''];
  });
  const released = releases.map(({ roleId, requirementId, words: why, signedBy }) => {
    const must = requirements.get(requirementId);
    return [words.role(roleId), must ? requirementText(words, must) : '', why, signedBy];
  });
  const musts = [...requirements.values()].filter(({ strength }) => strength === 'must');
  const listed = new Set(screenedOut.map(({ candidateId }) => candidateId)).size;
  const compared = record.incumbentCounts === false ? record.incumbentId : null;
  const someLeftOut = (record.leftOut ?? []).length > 0;
  const ofCounted = someLeftOut ? ' of the ballots that count' : '';
  const left =
    screenedOutCount > 0
      ? `${countText(screenedOutCount, 'candidate')} of ${record.candidateCount} did not meet every must${ofCounted}.`
      : musts.length === 0
        ? someLeftOut
          ? 'No ballot that counts insists on anything.'
          : 'No role insisted on anything.'
        : undecided.length > 0
          ? 'No candidate was shown to break a must.'
          : `Every ${compared === null ? '' : 'other '}candidate met every must${ofCounted}.`;
  const unclear = new Set(undecided.map(({ candidateId }) => candidateId)).size;
  // One candidate has a reason for each must that it breaks, and the last one listed may have more of them.
  const more =
    listed < screenedOutCount || screenedOut.length >= MOST_REASONS
      ? `The first ${screenedOut.length} reasons are listed.`
      : '';
  return {
    letter: 'D',
    title: 'Screened out, and on hold',
    sentences: [
      compared === null ? '' : `${words.candidate(compared)} ${REFERENCE_REASON}.`,
      left,
      more,
      unclear === 0
        ? ''
        : `Of ${countText(unclear, 'candidate')} it could not be told whether a must is met: the interval of the value holds the bound. ${unclear === 1 ? 'It was' : 'They were'} not screened out for it.`,
      holdsStanding.length === 0 ? 'No hold stood that day.' : '',
    ].filter((text) => text !== ''),
    tables: [
      {
        columns: [
          { header: 'Screened out' },
          { header: 'Role' },
          { header: 'Must' },
          { header: 'Measured', number: true },
        ],
        rows: reasons,
      },
      {
        columns: [
          { header: 'Cannot be told' },
          { header: 'Role' },
          { header: 'Must' },
          { header: 'Measured', number: true },
        ],
        rows: open,
      },
      { columns: [{ header: 'Hold of' }, { header: 'On' }, { header: 'Until' }], rows: standing },
      {
        columns: [{ header: 'Released by' }, { header: 'Must' }, { header: 'Why' }, { header: 'Signed' }],
        rows: released,
      },
    ].filter(({ rows }) => rows.length > 0),
  };
}

/** Sentences of one kind of place on the screen, as they were shown. */
function shown({ sentences }: DecisionRecord, ...places: string[]): string[] {
  return sentences.filter(({ place }) => places.includes(place)).map(({ text }) => text);
}

/** What was noted about gaps between weights: the objective, the words, who and when. An entry that was tampered with is left out. */
function notesOf(trail: readonly TrailEntry[], words: RecordWords): string[][] {
  return trail
    .filter(({ what }) => what === 'gap.noted')
    .flatMap(({ at, who, body }) => {
      const { success, data } = gapNote.safeParse(parsed(body));
      return success ? [[data.objective, data.words, `${who}, ${words.shortDay(at)} ${at.slice(11, 16)}`]] : [];
    });
}

const outcomes: Readonly<Record<RecordedProposal['state'], string>> = {
  accepted: 'Accepted',
  countered: 'Countered',
  declined: 'Declined',
  withdrawn: 'Taken back',
  lapsed: 'Lapsed',
};

/** Every proposal with its answer, in the order in which they were made. Numbers are theirs, so that a counter-proposal can name one. */
function proposalTable(proposals: readonly RecordedProposal[], words: RecordWords): TableOf {
  const side = (name: string) => (name === '' ? 'the table' : name);
  const when = (at: string) => `${words.shortDay(at)} ${at.slice(11, 16)}`;
  const rows = proposals.map((each) => {
    const counters = each.counters === null ? '' : ` Answers proposal ${each.counters}.`;
    const who = each.answeredBy === '' ? '' : ` by ${each.answeredBy}`;
    const at = each.answeredAt === null ? '' : `, ${when(each.answeredAt)}`;
    const said = each.answer === '' ? '.' : `: ${each.answer}`;
    return [
      String(each.id),
      `${side(each.from)} to ${side(each.to)}: ${each.said} “${each.reason}”${counters}`,
      `${each.madeBy}, ${when(each.madeAt)}`,
      `${outcomes[each.state]}${who}${at}${said}`,
    ];
  });
  return {
    columns: [{ header: 'No.', number: true }, { header: 'Proposal' }, { header: 'Made by' }, { header: 'Answer' }],
    rows,
  };
}

/** "2 proposals were made, 1 of them accepted." */
function proposalSentence(proposals: readonly RecordedProposal[]): string {
  const accepted = proposals.filter(({ state }) => state === 'accepted').length;
  const weights = proposals.some(({ kind }) => kind === 'askWeight')
    ? ' A question about weights changed no weight.'
    : '';
  return `${countText(proposals.length, 'proposal was', 'proposals were')} made, ${accepted === 0 ? 'none' : accepted} of them accepted.${weights}`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** What an entry of the trail is about, for people; the file's own word where there is none. */
const happenings: Readonly<Record<string, string>> = {
  'gap.noted': 'Noted what was said about a gap',
  'evidence.arrivedLate': 'A file arrived during a round',
  'evidence.lateTaken': 'Brought in a late file',
  'evidence.lateDropped': 'Let a late file be',
  'proposal.made': 'Made a proposal',
  'proposal.answered': 'Answered a proposal',
  'stance.signed': 'Signed a stance',
  'must.released': 'Released a must',
  'must.withdrawn': 'Took a release back',
  'must.lapsed': 'A release fell away',
  'decision.recorded': 'Recorded the decision',
  'decision.reopened': 'Reopened the decision',
  'condition.closed': 'Closed a condition',
  'replay.run': 'Checked whether it holds',
};

/** A to H, each with what the record has; a part with nothing says so. */
export function appendixOf(record: DecisionRecord, trail: readonly TrailEntry[], words: RecordWords): Section[] {
  const evidence = shown(record, 'evidence');
  const gaps = shown(record, 'gap', 'disagreement');
  const notes = notesOf(trail, words);
  const proposals = record.proposals ?? [];
  return [
    objectivesSection(record, words),
    ballotsSection(record, words),
    finalistsSection(record, words),
    screenedSection(record, words),
    {
      letter: 'E',
      title: 'Fairness and interpretability',
      sentences: evidence.length === 0 ? ['Nothing of it was cited.'] : evidence,
      tables: [],
    },
    {
      letter: 'F',
      title: proposals.length === 0 ? 'Gaps that were discussed' : 'Gaps that were discussed, and proposals',
      sentences:
        gaps.length + notes.length + proposals.length === 0
          ? ['Not recorded.']
          : [...gaps, ...(proposals.length === 0 ? [] : [proposalSentence(proposals)])],
      tables: [
        { columns: [{ header: 'About' }, { header: 'What was said' }, { header: 'Noted by' }], rows: notes },
        proposalTable(proposals, words),
      ].filter(({ rows }) => rows.length > 0),
    },
    {
      letter: 'G',
      title: 'The trail',
      sentences: [trail.length === 0 ? 'Nothing yet.' : 'Each entry carries the digest of the one before.'],
      tables:
        trail.length === 0
          ? []
          : [
              {
                columns: [
                  { header: 'No.', number: true },
                  { header: 'When' },
                  { header: 'Who' },
                  { header: 'What' },
                  { header: 'Digest' },
                ],
                rows: trail.map(({ n, at, who, what, hash }) => [
                  String(n),
                  words.moment(at),
                  who,
                  happenings[what] ?? what,
                  `${hash.slice(0, 16)}…`,
                ]),
              },
            ],
    },
    regulationSection(record, words),
  ];
}
