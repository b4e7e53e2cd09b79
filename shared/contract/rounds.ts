// Operations of rounds and sealed ballots: agenda, opening a round, sealing, closing, opening the boxes, the reveal.
//
// none ─ round.open ─► OPEN ─ round.close ─► REVEALING ─ round.reveal ─► REVEALED ─► round.open | decision
//                       └── round.abandon ──────┘
//
// None of them is undone. `round.get` says all that the caller may see; fetch it again after every change (`version` has moved).
// While a round is open or revealing, commands that would change what is voted on are refused with a sentence, whoever asks.
// A stale page is told so: what names a `round` is refused where another is going on.
import { z } from 'zod';
import { digest } from '../domain/decision.ts';
import { label, objectiveId, plainText, reviewHandle, roleId } from '../domain/ids.ts';
import { roundResults } from '../domain/record.ts';
import { absentChoice, lateFile, roundBasis, roundState, sealState, sealWay } from '../domain/round.ts';
import { groupRule } from '../domain/review.ts';
import { receipt } from '../domain/trail.ts';
import { bytes } from '../domain/catalog.ts';
import { plainBallot } from '../sealing/ballot.ts';
import {
  BOX_LENGTH,
  COMMITMENT_LENGTH,
  FORM_ID_LENGTH,
  KEY_LENGTH,
  NONCE_LENGTH,
  SALT_LENGTH,
} from '../sealing/layout.ts';
import { MOST_PASTED } from '../sealing/ballotFile.ts';
import { command, query, task } from './define.ts';

const bytesOf = (length: number) => bytes.refine((value) => value.length === length, `Expected ${length} bytes.`);
/** 32 hexadecimal characters. */
const formId = z.string().regex(new RegExp(`^[0-9a-f]{${2 * FORM_ID_LENGTH}}$`));
const roundNumber = z.int().min(1).max(20);

const meetingCommand = <S extends z.core.$ZodLooseShape, O extends z.ZodType>(input: S, output: O) =>
  command('', input, output, 'meeting');

/** One thing that a round needs before it can be opened. */
const agendaLine = z.strictObject({
  key: z.enum(['question', 'candidates', 'objectives', 'ranges', 'roles', 'seats', 'rule', 'round', 'file']),
  done: z.boolean(),
  /** What is there, or what to do. */
  text: z.string(),
});
export type AgendaLine = z.infer<typeof agendaLine>;

/** Whether somebody stands behind the range of an objective. */
const rangeState = z.strictObject({
  objectiveId,
  name: z.string(),
  /** `changed`: it was confirmed, and is another one since. */
  state: z.enum(['confirmed', 'changed', 'proposed']),
  /** Who confirmed it last, and when; '' and null: nobody. */
  by: z.string(),
  at: z.string().nullable(),
  /** What moved since, "worst 80 → 60 ms"; '' where it was not confirmed, or its ends are the same. */
  change: z.string(),
});
export type RangeState = z.infer<typeof rangeState>;

/** Where the ballot of a role stands. */
const seatBallot = z.strictObject({
  roleId,
  /** As the basis has it. */
  name: z.string(),
  state: sealState,
  way: sealWay,
  /** Who brought it into this state, and when; '' and null where the round itself did. */
  by: z.string(),
  at: z.string().nullable(),
  /** What a ballot of this role is bound to, for sealing. */
  formId,
  /** For making the key from the words; of an empty ballot it is random. */
  salt: bytesOf(SALT_LENGTH),
  /** While revealing: its box was opened, and nobody has seen what is in it. */
  unsealed: z.boolean(),
  /** While revealing: how often a key did not open it. */
  wrongKeys: z.int().min(0),
  /** For a role without a ballot that counts: what was chosen, or null. */
  choice: absentChoice.nullable(),
  /** The round whose ballot counts in place of one of this round, or null. */
  carriedFrom: roundNumber.nullable(),
  /** Why it is void or was given up, as a sentence; '' otherwise. */
  why: z.string(),
  /** While a choice is asked for: why its last ballot cannot count, as a sentence; '' where it can, and at any other time. */
  notCarried: z.string(),
  /** Ballots that arrived too late and are kept, not counted. */
  late: z.int().min(0),
});
export type SeatBallot = z.infer<typeof seatBallot>;

const roundCounts = z.strictObject({
  roles: z.int(),
  /** Sealed now; while revealing those whose box is still closed. */
  sealed: z.int(),
  abstained: z.int(),
  /** Boxes that were opened, whether or not they are revealed yet. */
  opened: z.int(),
  /** Void or absent. */
  without: z.int(),
});
export type RoundCounts = z.infer<typeof roundCounts>;

const round = z.strictObject({
  number: roundNumber,
  state: roundState,
  /** Locked when it was opened. */
  rule: groupRule,
  basis: digest,
  openedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Why it was abandoned; '' otherwise. */
  why: z.string(),
  /** null for a guest before the reveal. */
  counts: roundCounts.nullable(),
  /** Before the reveal: all for whoever leads, the own one for a seat, none for a screen or a guest. Afterwards all for everybody. */
  ballots: z.array(seatBallot),
  /** While revealing: what still stands between here and the reveal, one sentence each. Empty for others than leaders. */
  waiting: z.array(z.string()),
  /** Whether `round.reveal` would go through. */
  ready: z.boolean(),
  /** Of a revealed round. */
  revealed: z
    .strictObject({
      results: digest,
      /** Candidate ids of all that the rule puts first. */
      answer: z.array(z.int()),
      /** Roles that did not count, each with the sentence for headline and record. */
      leftOut: z.array(z.strictObject({ roleId, text: z.string() })),
      carried: z.array(z.strictObject({ roleId, from: roundNumber, text: z.string() })),
      /** '' where enough ballots were opened for a decision; otherwise why none can be recorded. */
      quorum: z.string(),
      /** '' or why another round is unlikely to change the answer. */
      stop: z.string(),
    })
    .nullable(),
});
export type Round = z.infer<typeof round>;

const meetingPlan = z.strictObject({
  /** Opened ballots and abstentions that a decision needs. */
  quorum: z.int().min(1).max(12),
  minutes: z.int().min(5).max(480),
  /** Whether keeping the model that is in use is one of the answers. It stands in the tables either way. */
  incumbentCounts: z.boolean(),
});
export type MeetingPlan = z.infer<typeof meetingPlan>;

const roundsState = z.strictObject({
  /** Grows with every change of what is in here, as long as the review is open. As in `decision.get`. */
  version: z.int().min(0),
  /** What the meeting is about; '' while nobody has said. */
  question: z.string(),
  /** null while nobody has said what the meeting is about. */
  plan: meetingPlan.nullable(),
  /** What a round needs, in the order of the agenda. */
  agenda: z.array(agendaLine),
  ranges: z.array(rangeState),
  /** Oldest first; at most the last one is going on. */
  rounds: z.array(round),
  /** Files that wait for the reveal, or after it for somebody to bring them in. Empty for others than leaders. */
  lateFiles: z.array(lateFile),
});
export type RoundsState = z.infer<typeof roundsState>;

/** How a role's ballot moved between two revealed rounds. */
const roleMove = z.strictObject({
  roleId,
  name: z.string(),
  /** Weight that changed hands, 0 … 1: half the sum of the differences. */
  moved: z.number(),
  objectives: z.array(z.strictObject({ objectiveId, name: z.string(), from: z.number(), to: z.number() })),
  /** Whether its requirements or holds are others. */
  requirements: z.boolean(),
});
export type RoleMove = z.infer<typeof roleMove>;

/** What came of trying a key or words. */
const openingOutcome = z.strictObject({
  /** `refused`: the box stays sealed. `void`: it opened, and is no ballot of this round. */
  state: z.enum(['unsealed', 'refused', 'void']),
  /** For the person who typed the words; says nothing of the ballot. */
  sentence: z.string(),
});

/** A ballot file before anything is written. */
const arrival = z.strictObject({
  case: z.enum([
    'good',
    'otherReview',
    'earlierRound',
    'basisDiffers',
    'unknownForm',
    'second',
    'same',
    'notOpen',
    'roleGone',
    'damaged',
  ]),
  sentence: z.string(),
  /** Whether `ballot.bringIn` would keep it: as the ballot (`good`, `second`), or as late (`earlierRound`). */
  takes: z.enum(['ballot', 'late', 'nothing']),
  roleId: roleId.nullable(),
  round: roundNumber.nullable(),
  by: z.string(),
});
export type Arrival = z.infer<typeof arrival>;

export const rounds = {
  'round.get': query({}, roundsState),
  /** What a round was opened on. Facts: everybody may see it. */
  'round.basis': query(
    { round: roundNumber },
    z.strictObject({ review: z.uuid(), title: z.string(), basis: roundBasis, digest }),
  ),
  /**
   * The last opened ballot of a role, with what it agreed to since, to begin its next draft from; null: it has none. A seat may ask
   * for its own.
   */
  'round.draft': query(
    { roleId },
    z
      .strictObject({
        round: roundNumber,
        ballot: plainBallot,
        /** Objectives that came, went or have another range in the round that is going on: its weights were not given for those. */
        changedRanges: z.array(z.string()),
      })
      .nullable(),
  ),
  /** What the engine said of the opened ballots, and those ballots. Refused before the reveal. */
  'round.results': query(
    { round: roundNumber },
    z.strictObject({
      digest,
      results: roundResults,
      /** In the order of the basis; roles that were left out have none. `from`: the round it was given in. */
      ballots: z.array(z.strictObject({ roleId, from: roundNumber, ballot: plainBallot })),
    }),
  ),
  /** A receipt for each role of a revealed round; for a seat that of its own role. Refused before the reveal. */
  'round.receipts': query({ round: roundNumber }, z.array(receipt)),
  /** Who moved how far since the revealed round before; null where there is none. Roles in both alone. */
  'round.movement': query(
    { round: roundNumber },
    z
      .strictObject({
        from: roundNumber,
        roles: z.array(roleMove),
        /** Kendall's W of the roles' orders of the front then and now, over roles in both; null where it cannot be said. */
        agreement: z.strictObject({ before: z.number().nullable(), after: z.number().nullable() }),
        /** Objectives that came, went or have another range since: weights of before and after do not mean the same. */
        changedRanges: z.array(z.string()),
      })
      .nullable(),
  ),
  /** What a round needs besides the question, which comes first (`meeting.describe`). Frozen with every round. */
  'meeting.plan': meetingCommand(meetingPlan.shape, z.null()),
  /** Somebody stands behind the ranges of these objectives as they are. An entry of the trail for each; undo may go behind it. */
  'meeting.confirmRanges': meetingCommand({ objectiveIds: z.array(objectiveId).min(1).max(500), by: label }, z.null()),
  /** Notes a file that arrived while a round is going on: it is not read. An entry of the trail. Refused without a round. */
  'evidence.arriveLate': meetingCommand(
    { name: lateFile.shape.name, size: lateFile.shape.size, by: label },
    z.strictObject({ id: lateFile.shape.id }),
  ),
  /** A late file was brought in, or is let be. An entry of the trail. Refused while a round is going on. */
  'evidence.settleLate': meetingCommand({ id: lateFile.shape.id, taken: z.boolean(), by: label }, z.null()),
  /** Freezes the basis, locks the rule, makes a row for every role. Refused with the agenda's first line that is not done. */
  'round.open': meetingCommand({ by: label }, z.strictObject({ number: roundNumber, basis: digest })),
  /**
   * Keeps a sealed box; when this has answered, it is on the disk. The same box again is answered alike and changes nothing, so a
   * page may repeat what was not acknowledged. Another box takes the place of one that is sealed. `diskFull`: it was not sealed.
   */
  'ballot.seal': meetingCommand(
    {
      roleId,
      round: roundNumber,
      basis: digest,
      way: sealWay.exclude(['none', 'file']),
      by: label,
      salt: bytesOf(SALT_LENGTH),
      nonce: bytesOf(NONCE_LENGTH),
      commitment: bytesOf(COMMITMENT_LENGTH),
      box: bytesOf(BOX_LENGTH),
    },
    z.strictObject({ at: z.string() }),
  ),
  /** Takes back a sealed ballot or an abstention, while the round is open. */
  'ballot.withdraw': meetingCommand({ roleId, round: roundNumber, by: label }, z.null()),
  /** The role says that it gives no ballot. It counts for the quorum and not for the rule. A sealed ballot goes. */
  'ballot.abstain': meetingCommand({ roleId, round: roundNumber, by: label }, z.null()),
  /** Nothing more is sealed. Roles without anything are absent from now on. */
  'round.close': meetingCommand({ round: roundNumber, by: label }, z.strictObject({ missing: z.array(roleId) })),
  /** Tries a key on a sealed box, while revealing. Nothing of what is in it is told, kept on disk or logged. */
  'ballot.openWithKey': meetingCommand({ roleId, round: roundNumber, key: bytesOf(KEY_LENGTH) }, openingOutcome),
  /** The same with the six words; the host makes the key. `badInput` where they are not six words, with the sentence for it. */
  'ballot.openWithWords': task(
    { review: reviewHandle, roleId, round: roundNumber, words: z.string().max(400) },
    openingOutcome,
  ),
  /** The words are lost: the ballot is void, and says so. While revealing; not where the box was opened. */
  'ballot.giveUp': meetingCommand({ roleId, round: roundNumber, by: label }, z.null()),
  /** Gives up every box that is still sealed: the meeting goes on without them. */
  'round.endWait': meetingCommand({ round: roundNumber, by: label }, z.strictObject({ givenUp: z.array(roleId) })),
  /** What becomes of a role without a ballot. There is no default; `carry` needs a ballot of an earlier round. */
  'round.settle': meetingCommand({ roleId, round: roundNumber, choice: absentChoice, by: label }, z.null()),
  /**
   * One transaction: freezes the opened ballots, copies them into the roles, writes the results, and says so in the trail. What was
   * done before cannot be undone afterwards. Refused with the first of `waiting`.
   */
  'round.reveal': command('', { round: roundNumber, by: label }, z.strictObject({ results: digest }), 'agreement'),
  /** Stops a round for good: its sealed ballots are never opened. */
  'round.abandon': meetingCommand(
    { round: roundNumber, by: label, why: plainText(2000).min(1, 'Say why the round is stopped.') },
    z.null(),
  ),
  /** Notes that a form was made for a role, and answers what the form is bound to. Made twice, it is the same form. */
  'ballot.makeForm': meetingCommand(
    { roleId, round: roundNumber, by: label },
    z.strictObject({
      review: z.uuid(),
      title: z.string(),
      round: roundNumber,
      roundBasis: digest,
      role: z.strictObject({ id: roleId, name: z.string() }),
      formId,
    }),
  ),
  /** What a ballot file is, and what would become of it; nothing is written. `text`: of the file, or of a mail with it. */
  'ballot.readFile': query({ text: z.string().max(MOST_PASTED) }, arrival),
  /**
   * Takes a ballot file. For a second ballot of a role `second` says which of the two counts; `conflict` where nobody said. What
   * `readFile` would not take is refused with its sentence.
   */
  'ballot.bringIn': meetingCommand(
    { text: z.string().max(MOST_PASTED), second: z.enum(['keep', 'replace']).nullable(), by: label },
    arrival,
  ),
};
