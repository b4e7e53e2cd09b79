// The kept versions of a review: what differs between them, looking at one, going back to one; and what is left of a damaged file.
// While a round is going on a version tells no more than the review itself does, and none takes its place.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { ClientId } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { OpenedReview } from '../../../shared/contract/library.ts';
import type { KeptVersion } from '../../../shared/contract/versions.ts';
import { momentText } from '../../../shared/domain/day.ts';
import {
  changesBetween,
  contentText,
  reasonWords,
  roundGoing,
  type VersionSummary,
} from '../../../shared/domain/version.ts';
import { companions, extension, fileNameFrom, partOf, putInPlace } from '../installation/files.ts';
import { stamp, type VersionContent, type VersionFile } from '../installation/keptVersions.ts';
import type { Workspace } from '../installation/workspace.ts';
import { toFailure } from '../store/failures.ts';
import { identify } from '../store/identity.ts';
import { takeLock, type Lock } from '../store/lock.ts';
import { changeClosedFile } from '../store/closedFile.ts';
import { holderText } from '../store/open.ts';
import type { OpenReview } from '../store/openReview.ts';
import { readReview, setDescription, setIdentity } from '../store/review.ts';
import { goingRound } from '../store/rounds.ts';
import { summaryOf } from '../store/versionSummary.ts';
import { putIntoLibrary } from './libraryFiles.ts';
import { contentOf } from './listedReviews.ts';
import type { TaskHandlers } from './taskTypes.ts';

export const versionTasks = {
  'versions.list': async (workspace, { entry }) => {
    const file = requireFile(workspace, entry);
    const { now, kept, going } = await survey(workspace, file);
    const [latest] = kept;
    const ballots = going === null;
    return {
      title: now.summary?.title ?? latest?.content.summary?.title ?? path.basename(file, extension),
      fileName: path.basename(file),
      problem: now.problem,
      salvageable: now.state === 'damaged',
      since:
        now.summary && latest?.content.summary ? changesBetween(latest.content.summary, now.summary, ballots) : null,
      notices: ballots
        ? []
        : [
            `Round ${going} is going on: what the roles wanted before is told with its reveal, and no version is restored until then.`,
          ],
      versions: kept.map((version, i) => describe(version, kept[i + 1], ballots)),
    };
  },
  'versions.look': async (workspace, { entry, version }) => {
    const file = requireFile(workspace, entry);
    const { found, noLook } = requireVersion(await survey(workspace, file), version);
    if (noLook !== null) throw new ParleyError('refused', noLook);
    const why = `${named(found)} is only to be read. Restore it, or duplicate it, to go on from there.`;
    return workspace.look(file, version, found.path, why);
  },
  'versions.restore': (workspace, { entry, version }, { client }) =>
    workspace.alone(() => restore(workspace, requireFile(workspace, entry), version, client)),
  'versions.salvage': async (workspace, { entry }) => {
    const file = requireFile(workspace, entry);
    const { now, kept } = await survey(workspace, file);
    if (now.state !== 'damaged') {
      throw new ParleyError('refused', `“${path.basename(file)}” is not damaged, or not there. Open it instead.`);
    }
    const title = kept[0]?.content.summary?.title ?? path.basename(file, extension);
    let missing: string[] = [];
    const { file: made, verdict } = await putIntoLibrary(workspace, `${fileNameFrom(title)}-rescued`, async (part) => {
      const result = await workspace.options.vet({ path: file, ownJournal: false, salvageInto: { path: part, title } });
      if (!result.ok) throw new ParleyError(result.code, result.message);
      missing = result.missing ?? [];
      changeClosedFile(part, (db) => {
        const before = readReview(db);
        const rescued = `${before.title.slice(0, 180)}, rescued`;
        setIdentity(db, randomUUID(), rescued);
        // Where people see it for longer than a message stands there.
        const said = ['What could be read of a damaged file.', ...missing].join(' ');
        setDescription(db, rescued, [said, before.note].join('\n\n').trim().slice(0, 8000));
      });
    });
    return { opened: await workspace.openFile(made, verdict), missing };
  },
} satisfies Partial<TaskHandlers>;

/** "The version of 30 Nov 2026, 14:02, kept before …". */
const named = ({ at, why }: VersionFile) => `The version of ${momentText(new Date(at))}, ${reasonWords[why]},`;

function requireFile(workspace: Workspace, entry: string): string {
  const file = workspace.fileOf(entry);
  if (file === null) throw new ParleyError('notFound', 'This review is no longer on the list.');
  return file;
}

/** What stands at the path of a review now. `other`: a file that cannot be opened, and not because it is damaged. */
type Now = { summary: VersionSummary | null; problem: string | null } & (
  { state: 'open'; open: OpenReview } | { state: 'closed' | 'gone' | 'damaged' | 'other' }
);

async function present(workspace: Workspace, file: string): Promise<Now> {
  const open = workspace.openAt(file);
  if (open) return { state: 'open', open, summary: open.read(summaryOf), problem: null };
  if (!identify(file)) {
    return {
      state: 'gone',
      summary: null,
      problem: `“${path.basename(file)}” is no longer where it was. Restoring a version puts it back.`,
    };
  }
  const verdict = await workspace.options.vet({ path: file, ownJournal: workspace.isOwn(file), summary: true });
  if (!verdict.ok) {
    return { state: verdict.code === 'damaged' ? 'damaged' : 'other', summary: null, problem: verdict.message };
  }
  return { state: 'closed', summary: verdict.summary, problem: null };
}

interface Kept {
  found: VersionFile;
  content: VersionContent;
  noLook: string | null;
  noRestore: string | null;
}
interface Survey {
  now: Now;
  /** The latest first; those of another review that had the same file name are left out. */
  kept: Kept[];
  /** The number of the round that is going on. Where the review cannot be read, of its latest version. */
  going: number | null;
}

/** Reads the review and its versions; each version once, and again only when its file has changed. */
async function survey(workspace: Workspace, file: string): Promise<Survey> {
  await workspace.versions.settled();
  const now = await present(workspace, file);
  const recall = workspace.versions.recall(file);
  const all: { found: VersionFile; content: VersionContent }[] = [];
  for (const found of workspace.versions.list(file)) {
    const content = recall(found) ?? (await readVersion(workspace, file, found));
    all.push({ found, content });
  }
  const review = (now.summary ?? all.find(({ content }) => content.summary)?.content.summary)?.review;
  const same = all.filter(({ content }) => content.summary === null || content.summary.review === review);
  const last = now.summary ?? same.find(({ content }) => content.summary)?.content.summary ?? null;
  const going = last && roundGoing(last);
  return { now, going, kept: same.map((each) => ({ ...each, ...refusals(each.content, now, going) })) };
}

async function readVersion(workspace: Workspace, file: string, found: VersionFile): Promise<VersionContent> {
  const verdict = await workspace.options.vet({ path: found.path, ownJournal: false, summary: true });
  const content = verdict.ok
    ? { summary: verdict.summary, problem: null }
    : { summary: null, problem: verdict.message.replaceAll(path.basename(found.path), 'This version') };
  // Trouble that says nothing about the file itself: it is read again the next time.
  if (verdict.ok || verdict.code === 'damaged') workspace.versions.noteContent(file, found.version, content);
  return content;
}

/** Why a version cannot be looked at or restored, as sentences; null where it can. */
function refusals(
  { summary, problem }: VersionContent,
  now: Now,
  going: number | null,
): Pick<Kept, 'noLook' | 'noRestore'> {
  if (summary === null) {
    const why = problem ?? 'This version could not be read.';
    return { noLook: why, noRestore: why };
  }
  const own = roundGoing(summary);
  const before = `Round ${going} is going on, and this version would tell what was wanted before. It can be looked at after the reveal.`;
  const noLook = going !== null && own !== going ? before : null;
  // A damaged file may go back into the same round: the boxes in it are still sealed.
  if (now.summary === null) return { noLook, noRestore: now.state === 'other' ? now.problem : noLook };
  if (going !== null) {
    return {
      noLook,
      noRestore: `Round ${going} is going on, so no version is restored. Stop the round, or wait for the reveal.`,
    };
  }
  const over = `Round ${own} is going on in this version and is over by now: nobody may vote on it again. It can be looked at.`;
  return { noLook, noRestore: own === null ? null : over };
}

function describe(
  { found, content, noLook, noRestore }: Kept,
  before: Kept | undefined,
  ballots: boolean,
): KeptVersion {
  const { version, at, why, bytes } = found;
  const { summary } = content;
  const old = before?.content.summary ?? null;
  return {
    version,
    at,
    why,
    bytes,
    title: summary?.title ?? '',
    changes: summary && old ? changesBetween(old, summary, ballots) : null,
    content: summary ? contentText(summary, ballots) : '',
    noLook,
    noRestore,
  };
}

function requireVersion({ kept }: Survey, version: string): Kept {
  const found = kept.find((each) => each.found.version === version);
  if (!found) throw new ParleyError('notFound', 'This version is no longer kept.');
  return found;
}

interface Restored {
  opened: OpenedReview;
  before: string | null;
  movedTo: string | null;
}

/** Does everything that may fail before the file is touched. */
async function restore(workspace: Workspace, file: string, version: string, client: ClientId): Promise<Restored> {
  const { now, ...rest } = await survey(workspace, file);
  const { found, noRestore } = requireVersion({ now, ...rest }, version);
  if (noRestore !== null) throw new ParleyError('refused', noRestore);
  const handle = workspace.handleAt(file);
  if (handle !== null && workspace.isUsedElsewhere(handle, client)) {
    throw new ParleyError('refused', 'The review is open in another window. Close it there, then restore the version.');
  }
  const part = partOf(file);
  try {
    copyBeside(found, part, file);
    const verdict = await workspace.options.vet({ path: part, ownJournal: false });
    if (!verdict.ok)
      throw new ParleyError(verdict.code, verdict.message.replaceAll(path.basename(part), 'The version'));
    const before = await keepPresent(workspace, file, now);
    const movedTo = await replace(workspace, file, part, now, handle, client);
    const opened = await workspace.openFile(file, verdict);
    // What is the latest version now is what was there before.
    workspace.versions.note(workspace.review(opened.review));
    return { opened, before, movedTo };
  } finally {
    fs.rmSync(part, { force: true });
  }
}

function copyBeside(found: VersionFile, part: string, file: string): void {
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.copyFileSync(found.path, part, fs.constants.COPYFILE_EXCL);
  } catch (error) {
    if (toFailure(error)?.code !== 'readOnly') throw error;
    throw new ParleyError(
      'readOnly',
      `Nothing was restored: the folder ${path.dirname(file)} cannot be written. Look at the version instead, and duplicate it.`,
    );
  }
}

/** Keeps what is there as a version; null where nothing is, or nothing that can be opened. */
async function keepPresent(workspace: Workspace, file: string, now: Now): Promise<string | null> {
  if (now.state !== 'open' && now.state !== 'closed') return null;
  try {
    const content = now.state === 'open' ? now.open : await contentOf(workspace, file);
    return await workspace.versions.keep(file, content, 'beforeRestore');
  } catch (error) {
    const failure = toFailure(error);
    if (!failure) throw error;
    throw new ParleyError(
      failure.code,
      `Nothing was restored, because what is there now could not be kept: ${failure.message}`,
    );
  }
}

/** Puts `part` in the place of the file; returns the name that a damaged one was moved to. Synchronous from the last check on. */
async function replace(
  workspace: Workspace,
  file: string,
  part: string,
  now: Now,
  handle: string | null,
  client: ClientId,
): Promise<string | null> {
  if (now.state === 'open' && now.open.read(goingRound)) {
    throw new ParleyError('refused', 'A round was opened meanwhile, so no version is restored.');
  }
  if (handle !== null) workspace.closeReview(handle);
  try {
    const lock = lockOf(workspace, file);
    try {
      const movedTo = now.state === 'damaged' ? moveAside(file, workspace.options.now()) : null;
      // They belong to the content that goes.
      for (const end of companions) fs.rmSync(file + end, { force: true });
      putInPlace(part, file);
      return movedTo;
    } finally {
      lock.release();
    }
  } catch (error) {
    // Whoever has it open goes on with what is there.
    if (handle !== null) await workspace.reopen(handle, client, file);
    throw error;
  }
}

function lockOf(workspace: Workspace, file: string): Lock {
  const result = takeLock(file, holderText(workspace.options.host));
  if ('lock' in result) return result.lock;
  const name = path.basename(file);
  if ('impossible' in result) {
    const folder = path.dirname(file);
    throw new ParleyError('readOnly', `Nothing was restored: the folder ${folder} cannot be written.`);
  }
  const who = result.held === '' ? 'Another program' : result.held;
  throw new ParleyError('locked', `${who} has “${name}” open. Close it there, then restore the version.`);
}

/** Gives a damaged file, with what belongs to it, another name in its folder; never deletes it. */
function moveAside(file: string, now: Date): string {
  const aside = `${file}.damaged-${stamp(now)}`;
  for (const end of companions) if (fs.existsSync(file + end)) fs.renameSync(file + end, aside + end);
  fs.renameSync(file, aside);
  return path.basename(aside);
}
