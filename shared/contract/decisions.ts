// Operations of the Decision room: the draft, recording it, what was recorded, its trail, and whether it still holds.
// None of them is undone: a draft is a form whose every field can be seen and typed again, and stances are signed by people. Undo,
// which walks weights and evidence, must not take away a paragraph or a signature. What is recorded is never changed at all.
import { z } from 'zod';
import { metricColumn } from '../domain/catalog.ts';
import {
  conditionDefinition,
  conditionId,
  conditionState,
  decision,
  decisionFields,
  decisionId,
  digest,
  meeting,
  release,
  seat,
  stance,
} from '../domain/decision.ts';
import { label, objectiveId, plainText, requirementId, reviewHandle, roleId } from '../domain/ids.ts';
import { chance, decisionRecord, shownSentence } from '../domain/record.ts';
import { replay } from '../domain/replay.ts';
import { lapsedRelease, receipt, trailEntry, trailHead, verification } from '../domain/trail.ts';
import { command, query, task } from './define.ts';

/** What the page showed when Record was pressed. The core computes the same itself, and refuses where it differs. */
const shownAnswer = z.strictObject({
  /** `settings.revision`, and `version` of `decision.get`, as the page had them. Others: `conflict`, nothing is recorded. */
  revision: z.int().min(0),
  version: z.int().min(0),
  engineVersion: z.string().max(40),
  /** Candidate ids of all that the review's rule puts first. */
  answer: z.array(z.int().min(1)).max(1000),
  /** How the chance on the page was drawn, null where none was shown; `first` is what it said of the answer's first by name. */
  chance: chance.extend({ first: z.number().min(0).max(1).nullable() }).nullable(),
  /** Every sentence of the record as it stood on the screen: headline, price, firmness, reasons … */
  sentences: z.array(shownSentence).min(1).max(500),
});
export type ShownAnswer = z.infer<typeof shownAnswer>;

/** A change of what is about the decision. */
const meetingCommand = <S extends z.core.$ZodLooseShape, O extends z.ZodType>(input: S, output: O) =>
  command('', input, output, 'meeting');

export const decisions = {
  /**
   * Everything of the Decision room but the frozen records. Whoever does not lead sees the stances that are signed and the own one;
   * while a round is going on, no draft. Fetch again after every command of this list: they leave
   * `settings.revision` as it is, because nothing that the engine reads has changed.
   */
  'decision.get': query(
    {},
    z.strictObject({
      /** Grows with every change of what is in here, as long as the review is open. */
      version: z.int().min(0),
      /** null: nobody has said yet what the meeting is about. */
      meeting: meeting.nullable(),
      seats: z.array(seat),
      /** The decision being written, or null. */
      draft: decision.nullable(),
      /** What a stance on the draft is signed on: another one, once something else is decided than was read. null without a draft. */
      signing: digest.nullable(),
      /** Releases of the draft that fell away because bound or value are no longer what was signed. */
      lapsed: z.array(lapsedRelease),
      /** All that were recorded, oldest first; the last one counts unless it is superseded. */
      recorded: z.array(decision),
      /** How many rounds were revealed; 0: the ballots were typed in without rounds. */
      rounds: z.int(),
      /** Whether the weights that count were given without seeing each other's, and are still those. */
      blind: z.boolean(),
      /** Whether the rule is the one that was locked before those ballots were given. */
      ruleLocked: z.boolean(),
      /** Why no decision can be recorded: too few ballots were opened. '' otherwise, and without rounds. */
      quorum: z.string(),
      /** The last entry of the trail, or null. */
      head: trailHead.nullable(),
    }),
  ),
  /** The question, who answers for it, who leads the meeting. */
  'meeting.describe': meetingCommand({ meeting }, z.null()),
  /** Who speaks for which role; all of them at once. */
  'meeting.setSeats': meetingCommand({ seats: z.array(seat).max(200) }, z.null()),
  /** What the table said about a gap between the roles' weights. An entry of the trail, printed in the record. */
  'meeting.noteGap': meetingCommand(
    { objectiveId, words: plainText(400).min(1, 'Write what was said.'), by: label },
    z.null(),
  ),
  /** Begins a draft: deploy `now`, a look in 90 days, every stance open. Refused while there is a draft, or a decision that counts. */
  'decision.start': meetingCommand(
    { kind: decisionFields.shape.kind, candidateId: decisionFields.shape.candidateId },
    z.strictObject({ id: decisionId }),
  ),
  /**
   * Changes fields of the draft; those not named stay. `kind` goes with a fitting `candidateId`. Another choice opens the stances
   * again (their words stay, their signatures go) and takes the releases away; so does, of the stances alone, another deployment,
   * another day to put it off to, and a condition of deployment that is changed or taken away. Fields that do not go with the choice
   * are changed with it: nobody chosen is never deployed and has no fallback.
   */
  'decision.update': meetingCommand({ changes: decisionFields.partial() }, z.null()),
  /** Throws the draft away. What was recorded stays, and counts again. */
  'decision.discard': meetingCommand({}, z.null()),
  /** A role's stance on the draft. With a name in `signedBy` it is signed, which is an entry of the trail; '' leaves it unsigned. */
  'decision.setStance': meetingCommand(
    {
      stance: stance.pick({ roleId: true, stance: true, words: true, signedBy: true }),
    },
    z.null(),
  ),
  /**
   * A role signs where it stands, from its own device. `signing` as in `decision.get`: `conflict` where something else is decided by
   * now than the page showed. Signing again takes the place of what was signed.
   */
  'decision.sign': meetingCommand(
    {
      roleId,
      signing: digest,
      stance: stance.shape.stance.exclude(['open', 'absent']),
      words: stance.shape.words,
      by: label,
    },
    z.null(),
  ),
  /** A condition of the draft; `id` null makes one. */
  'decision.setCondition': meetingCommand(
    { id: conditionId.nullable(), definition: conditionDefinition },
    z.strictObject({ id: conditionId }),
  ),
  'decision.removeCondition': meetingCommand({ id: conditionId }, z.null()),
  /** Says what became of a condition of a recorded decision. An entry of the trail; said once. */
  'decision.closeCondition': meetingCommand(
    { id: conditionId, state: conditionState.exclude(['open']), by: label, why: plainText(2000) },
    z.null(),
  ),
  /**
   * The role of a `must` that the chosen candidate breaks lets it pass, in writing. An entry of the trail, which holds bound and value
   * of that moment: when either changes, the release falls away, in the same transaction and with an entry of its own.
   */
  'decision.release': meetingCommand({ requirementId, words: release.shape.words, signedBy: label }, z.null()),
  /** Takes a release of the draft back. An entry of the trail. */
  'decision.withdrawRelease': meetingCommand({ requirementId, by: label, why: plainText(2000) }, z.null()),
  /**
   * Freezes the draft with all that it stands on, in one transaction, and adds one entry to the trail. The results are computed
   * beside the host before; what is changed meanwhile is a `conflict`. Refused with a sentence
   * where something is missing: question and owner, the reason for an override, a release, words of an objection.
   */
  'decision.record': task(
    { review: reviewHandle, by: label, shown: shownAnswer },
    z.strictObject({ id: decisionId, number: z.int(), frozen: digest, head: trailHead }),
    '',
    'meeting',
  ),
  /** Begins a draft that will supersede the decision that counts; its fields and conditions are copied, its stances are not. */
  'decision.reopen': meetingCommand({ by: label, why: plainText(2000) }, z.strictObject({ id: decisionId })),
  /** The record as recording the draft now would freeze it, without digests of columns; nothing is written. */
  'decision.preview': task({ review: reviewHandle, shown: shownAnswer }, z.strictObject({ record: decisionRecord })),
  /**
   * The frozen record, whole: all that files of it need. `damaged` where it is not what was recorded. While a round is going on it is
   * for whoever leads.
   */
  'decision.record.get': query(
    { id: decisionId },
    z.strictObject({
      record: decisionRecord,
      digest,
      /** Up to the entry that records it, which is the head that its receipts name. */
      trail: z.array(trailEntry),
      head: trailHead,
      /** The one whose code stands at the foot: of the first role. null where no role has a ballot. */
      receipt: z.string().nullable(),
    }),
  ),
  /**
   * The record and the values it stood on, for replaying it in the page. Columns that were not kept are not among them. `damaged`
   * where any of it is not what was recorded.
   */
  'decision.frozen': query(
    { id: decisionId },
    z.strictObject({ record: decisionRecord, columns: z.array(metricColumn) }),
  ),
  /** Whether a recorded decision still holds today. Changes nothing. */
  'decision.replay': query({ id: decisionId }, replay),
  /** The same, and an entry of the trail that says what came of it. */
  'decision.noteReplay': task({ review: reviewHandle, id: decisionId, by: label }, replay, '', 'meeting'),
  /** A receipt for each role of a recorded decision; for a seat that of its own role. */
  'decision.receipts': query({ id: decisionId }, z.array(receipt)),
  /** Whether trail and records are what was written. `receipt` is the text of one, or null. */
  'meeting.verify': query({ receipt: z.string().max(1000).nullable() }, verification),
  /** The whole trail, first entry first. */
  'trail.list': query({}, z.array(trailEntry)),
};
