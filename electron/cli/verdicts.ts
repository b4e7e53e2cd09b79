// parley check: does the decision of a review still hold? parley verify: is a record, or a review, what was written?
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import type { Call } from '../../shared/contract/contract.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import { canonicalJson } from '../../shared/domain/canonicalJson.ts';
import { countText } from '../../shared/domain/format.ts';
import type { Replay, ReplayOutcome } from '../../shared/domain/replay.ts';
import type { Verification } from '../../shared/domain/trail.ts';
import { documentOf } from '../../shared/record/document.ts';
import { toHtml } from '../../shared/record/html.ts';
import { recordExport, type RecordExport } from '../../shared/record/json.ts';
import { createApp } from '../core/host/app.ts';
import { readReceipt, receiptText } from '../core/store/receipts.ts';
import { against, firstFault } from '../core/store/trail.ts';
import { commandOptions } from './options.ts';
import { readInto, sourceName } from './readTable.ts';
import { typedCalls } from './calls.ts';
import type { TableAnswers } from './answers.ts';
import { readBytes } from './readBytes.ts';

/** What to print, and the exit code. */
export interface CommandResult {
  text: string;
  code: number;
}

const exitCodes: Readonly<Record<ReplayOutcome, number>> = {
  holds: 0,
  narrower: 3,
  brokenMust: 4,
  overtaken: 4,
  watchCrossed: 4,
  cannotTell: 5,
};

/**
 * Replays the decision that counts, on what the review says today, with the values of a table in the place of its own where one
 * is given. Works on a copy in a folder of its own: the review is not written, nor locked.
 *
 * @returns exit code 0 holds, 3 narrower, 4 broken, overtaken or a watched number crossed, 5 cannot tell, nothing decided, or a table
 *   that has none of the review's candidates or none of its metrics and changes nothing.
 * @throws ParleyError when a file cannot be read.
 */
export async function checkReview(
  file: string,
  { evidence, said, json }: { evidence: string | null; said: TableAnswers; json: boolean },
): Promise<CommandResult> {
  return onCopy(file, async (call, review) => {
    const read = evidence === null ? null : await readEvidence(call, review, evidence, said);
    const { recorded } = await call('decision.get', { review });
    const counting = recorded.findLast(({ state }) => state === 'recorded');
    if (!counting) {
      const sentence = 'No decision is recorded in this review.';
      return {
        text: json ? `${JSON.stringify({ outcome: 'cannotTell', sentence }, null, 2)}\n` : `${sentence}\n`,
        code: 5,
      };
    }
    const found = await call('decision.replay', { review, id: counting.id });
    const replay = read === null ? found : withEvidence(found, read);
    return {
      text: json ? `${JSON.stringify({ ...replay, evidence: read }, null, 2)}\n` : toText(replay, read),
      code: exitCodes[replay.outcome],
    };
  });
}

/** How a table of new evidence met the review. */
interface EvidenceRead {
  file: string;
  candidates: number;
  /** Names that the review did not know. */
  newCandidates: string[];
  metrics: number;
  newMetrics: string[];
}

async function readEvidence(call: Call, review: string, file: string, said: TableAnswers): Promise<EvidenceRead> {
  const namesNow = async () => ({
    candidates: (await call('review.catalog', { review })).names,
    metrics: (await call('review.get', { review })).settings.metrics.map(({ name }) => name),
  });
  const before = await namesNow();
  const { written } = await readInto(call, review, file, said, []);
  const after = await namesNow();
  const added = (now: readonly string[], known: readonly string[]) => {
    const names = new Set(known);
    return now.filter((name) => !names.has(name));
  };
  return {
    file: sourceName(file),
    candidates: written.candidates,
    newCandidates: added(after.candidates, before.candidates),
    metrics: written.metrics,
    newMetrics: added(after.metrics, before.metrics),
  };
}

/** A table that says nothing of what was decided on is no reason to say that the decision holds. */
function withEvidence(found: Replay, read: EvidenceRead): Replay {
  if (found.outcome !== 'holds' && found.outcome !== 'narrower') return found;
  const strangers = read.newCandidates.length >= read.candidates ? 'candidates' : null;
  const strange = strangers ?? (read.newMetrics.length >= read.metrics ? 'metrics' : null);
  if (strange === null) return found;
  const sentence = `Cannot tell whether decision ${found.number} holds: this review knows none of the ${strange} in ${read.file}.`;
  return { ...found, outcome: 'cannotTell', sentence };
}

/** "new.csv: values of 3 candidates, 1 of them new to this review (Beta-2)." */
function evidenceLine({ file, candidates, newCandidates, newMetrics }: EvidenceRead): string {
  const some = (names: readonly string[]) =>
    `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
  const strangers =
    newCandidates.length === 0 ? '' : `, ${newCandidates.length} new to this review (${some(newCandidates)})`;
  const columns =
    newMetrics.length === 0 ? '' : ` New metrics, of which the decision knows nothing: ${some(newMetrics)}.`;
  return `${file}: values of ${countText(candidates, 'candidate')}${strangers}.${columns}`;
}

function toText({ sentence, causes, working, engine, on }: Replay, read: EvidenceRead | null): string {
  const more = causes.filter((cause) => !sentence.includes(cause.sentence)).map((cause) => `  ${cause.sentence}`);
  const ballots = working.changed ? [`  ${working.sentence}`] : [];
  const evidence = read === null ? [] : [`  ${evidenceLine(read)}`];
  return `${[`${sentence} Checked as of ${on}.`, ...evidence, ...more, ...ballots, `  ${engine.sentence}`].join('\n')}\n`;
}

/**
 * Checks an exported record (JSON or HTML, told by content) or a review (.parley) against itself, and against a receipt where one is
 * given. Of an HTML record also the page that people read is checked: it has to say what its data say.
 *
 * @returns exit code 0 as recorded, 1 changed, 2 cannot tell (nothing outside vouches for it).
 * @throws ParleyError when the file or the receipt cannot be read.
 */
export async function verifyFile(file: string, receipt: string | null): Promise<CommandResult> {
  const found =
    extname(file).toLowerCase() === '.parley' ? await verifyReview(file, receipt) : await verifyExport(file, receipt);
  return { text: `${found.sentences.join('\n')}\n`, code: !found.ok ? 1 : found.vouched ? 0 : 2 };
}

interface Found {
  ok: boolean;
  /** Whether anything from outside vouches for it. */
  vouched: boolean;
  sentences: readonly string[];
}

const verifyReview = (file: string, receipt: string | null): Promise<Found> =>
  onCopy(file, async (call, review) => {
    const found: Verification = await call('meeting.verify', { review, receipt });
    const vouched = found.head === 'matchesReceipt' || found.head === 'matchesRemembered';
    return { ok: found.ok, vouched, sentences: found.sentences };
  });

async function verifyExport(file: string, given: string | null): Promise<Found> {
  const content = (await readBytes(file)).toString('utf8').replace(/^\uFEFF/, '');
  const embedded = embeddedRecord(content);
  const raw = parsedExport(embedded ?? content);
  const read = recordExport.safeParse(raw);
  if (!read.success)
    throw new ParleyError(
      'badInput',
      `${basename(file)} is not the record of a decision. Give the JSON or HTML file of a record, or the review.`,
    );
  const { digest, head, trail, record } = read.data;
  const bad: string[] = [];
  // As it stands in the file, whatever a later Parley has added to it.
  const recorded = canonicalJson((raw as { record: unknown }).record);
  if (createHash('sha256').update(recorded).digest('hex') !== digest) {
    bad.push('The record was changed after it was written: its digest is another.');
  }
  const fault = firstFault(record.review, trail);
  if (fault)
    bad.push(
      `Entry ${fault.n} of the trail ${fault.why === 'gap' ? 'is missing' : 'was changed, or the one before it'}.`,
    );
  const entry = trail.find(({ what, body }) => what === 'decision.recorded' && body.includes(`"frozen":"${digest}"`));
  if (!entry) bad.push('The trail does not know this record.');
  if (against(trail, head) !== 'matches') bad.push('The head that the file names is not that of its trail.');
  if (embedded !== null && bad.length === 0 && !isPageOf(content, raw as RecordExport, read.data)) {
    bad.push(
      `The page does not say what the data in it say: it was changed after it was written, or another version of Parley than ${ownVersion()} wrote it.`,
    );
  }
  const receipt = given === null ? null : readReceipt(given);
  if (receipt && receipt.review !== record.review) {
    throw new ParleyError('badInput', 'This receipt is of another review.');
  }
  const stands = receipt && !fault ? against(trail, receipt) : null;
  if (stands === 'shorter')
    bad.push('The trail ends earlier than the receipt says: somebody shortened it, or this is an older copy.');
  if (stands === 'rewritten')
    bad.push(`Entry ${receipt!.n} is not the one that the receipt says: the trail was rewritten.`);
  if (bad.length > 0) return { ok: false, vouched: false, sentences: bad };
  const whole = `Decision ${record.number} of “${record.title}” is as it was recorded; its ${trail.length === 1 ? 'one entry is' : `${trail.length} entries follow from one another`}.`;
  return stands === 'matches'
    ? {
        ok: true,
        vouched: true,
        sentences: [whole, `Up to entry ${receipt!.n} it is the trail that the receipt was given for.`],
      }
    : {
        ok: true,
        vouched: false,
        sentences: [
          whole,
          'Nothing outside this file vouches for it: a receipt would. Cannot tell whether it was rewritten as a whole.',
        ],
      };
}

const opening = '<script type="application/json" id="parley-record">';

/** The data in an HTML record, as text; null where the file is none. */
function embeddedRecord(content: string): string | null {
  const start = content.indexOf(opening);
  if (start < 0) return null;
  const end = content.indexOf('</script>', start);
  return end < 0 ? null : content.slice(start + opening.length, end);
}

/** Whether the whole file, but the letters of its font, is what these data give. `raw` are the data as they stand in the file. */
function isPageOf(content: string, raw: RecordExport, { record, digest, head, trail }: RecordExport): boolean {
  const [role] = record.roles;
  const entry = trail[head.n - 1];
  const receipt =
    role && entry
      ? receiptText({
          review: record.review,
          n: head.n,
          hash: head.hash,
          roleId: role.id,
          commitment: role.ballot,
          at: entry.at,
        })
      : null;
  const page = toHtml(documentOf({ record, digest, head, trail, receipt }), raw, null);
  const font =
    /@font-face\{font-family:"Inter Variable";font-weight:100 900;src:url\(data:font\/woff2;base64,[\w+/=]*\) format\("woff2"\)\}/;
  return content.replaceAll('\r\n', '\n').replace(font, '') === page;
}

const ownVersion = () => commandOptions().version;

/** The JSON of a record; null where it is none. */
function parsedExport(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Opens a copy of a review in a folder that is thrown away; what this computer remembers of trails is at hand all the same. */
async function onCopy<T>(
  file: string,
  work: (call: ReturnType<typeof typedCalls>, review: string) => Promise<T>,
): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'parley-check-'));
  const options = commandOptions();
  try {
    const copy = join(scratch, basename(file));
    await writeFile(copy, await readBytes(file), { flag: 'wx' });
    const memory = await readFile(join(options.userData, 'trails.json')).catch(() => null);
    if (memory) await writeFile(join(scratch, 'trails.json'), memory);
    const core = createApp({ ...options, libraryFolder: scratch, userData: scratch, host: 'command line' });
    try {
      return await work(typedCalls(core.dispatch), (await core.openPath(copy)).review);
    } finally {
      await core.close();
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
