// Reviews that were deleted: a copy of each is kept for 30 days, so that it can be put back. The list is kept in deleted.json
// beside the copies; every host of this installation reads and writes the same.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { DeletedReview } from '../../../shared/contract/library.ts';
import { toFailure } from '../store/failures.ts';
import { exclusively } from './exclusive.ts';
import { companions, extension, moveToFreeName, writeWhole } from './files.ts';

const record = z.strictObject({
  deleted: z.uuid(),
  path: z.string().min(1),
  title: z.string(),
  deletedAt: z.string(),
  inTrash: z.boolean(),
  /** Whether it was the copy of the sample. */
  sample: z.boolean(),
});
type DeletedRecord = z.infer<typeof record>;

const keptDays = 30;

const expiry = (deletedAt: string) => new Date(Date.parse(deletedAt) + keptDays * 86_400_000);

export class DeletedReviews {
  readonly #folder: string;
  readonly #list: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#list = path.join(folder, 'deleted.json');
  }

  /** Latest first; those whose time is over are not among them. */
  list(now: Date): DeletedReview[] {
    return read(this.#list)
      .filter((each) => expiry(each.deletedAt) > now && fs.existsSync(this.#copyOf(each.deleted)))
      .map((each) => ({
        deleted: each.deleted,
        title: each.title,
        fileName: path.basename(each.path),
        folder: path.dirname(each.path),
        deletedAt: each.deletedAt,
        keptUntil: expiry(each.deletedAt).toISOString(),
        inTrash: each.inTrash,
      }));
  }

  /**
   * Deletes a file that nobody has open, and keeps a copy.
   *
   * @param trash puts the file into the system's trash; where it fails, or is not given, the file goes and the copy alone is left.
   * @throws ParleyError where the copy cannot be made or the file cannot be taken away; then everything is as it was.
   */
  async take(
    { file, title, sample, now }: { file: string; title: string; sample: boolean; now: Date },
    trash: ((file: string) => Promise<void>) | undefined,
  ): Promise<DeletedReview> {
    const deleted = randomUUID();
    const copy = this.#copyOf(deleted);
    fs.mkdirSync(this.#folder, { recursive: true });
    try {
      copyAll(file, copy);
      this.#change((list) => [
        { deleted, path: file, title, deletedAt: now.toISOString(), inTrash: trash !== undefined, sample },
        ...list,
      ]);
      const inTrash = await moveAway(file, trash);
      if (!inTrash)
        this.#change((list) => list.map((each) => (each.deleted === deleted ? { ...each, inTrash } : each)));
    } catch (error) {
      if (fs.existsSync(file)) {
        removeAll(copy);
        this.#change((list) => list.filter((each) => each.deleted !== deleted));
      }
      const failure = toFailure(error);
      if (failure?.code !== 'readOnly' || error instanceof ParleyError) throw error;
      const where = path.dirname(file);
      throw new ParleyError('readOnly', `“${title}” was not deleted: the folder ${where} cannot be written.`);
    }
    this.#letExpire(now);
    return this.list(now).find((each) => each.deleted === deleted)!;
  }

  /**
   * Puts a review back where it lay, under the next free name; into `library` where that folder is gone or cannot be written.
   *
   * @throws ParleyError `notFound` where its copy is no longer kept.
   */
  restore(deleted: string, library: string): { file: string; title: string; sample: boolean } {
    const found = read(this.#list).find((each) => each.deleted === deleted);
    const copy = this.#copyOf(deleted);
    if (!found || !fs.existsSync(copy)) throw gone();
    const file = this.#putBack(copy, found.path, library);
    this.#drop(deleted);
    return { file, title: found.title, sample: found.sample };
  }

  /** Takes the copy away for good. @throws ParleyError `notFound` where it is gone already. */
  erase(deleted: string): void {
    if (!read(this.#list).some((each) => each.deleted === deleted)) throw gone();
    this.#drop(deleted);
  }

  #putBack(copy: string, before: string, library: string): string {
    const name = path.basename(before, extension);
    const into = (folder: string) => {
      const part = path.join(folder, `.${randomUUID()}.part`);
      try {
        fs.copyFileSync(copy, part, fs.constants.COPYFILE_EXCL);
        const file = moveToFreeName(part, folder, name);
        for (const end of companions) if (fs.existsSync(copy + end)) fs.copyFileSync(copy + end, file + end);
        return file;
      } finally {
        fs.rmSync(part, { force: true });
      }
    };
    try {
      return into(path.dirname(before));
    } catch (error) {
      if (!toFailure(error) || path.dirname(before) === library) throw error;
      return into(library);
    }
  }

  #letExpire(now: Date): void {
    for (const each of read(this.#list)) if (expiry(each.deletedAt) <= now) this.#drop(each.deleted);
  }

  #drop(deleted: string): void {
    removeAll(this.#copyOf(deleted));
    this.#change((list) => list.filter((each) => each.deleted !== deleted));
  }

  #change(change: (list: DeletedRecord[]) => DeletedRecord[]): void {
    exclusively(this.#list, () => writeWhole(this.#list, JSON.stringify(change(read(this.#list)), null, 1)));
  }

  #copyOf(deleted: string): string {
    return path.join(this.#folder, `${deleted}${extension}`);
  }
}

const gone = () => new ParleyError('notFound', 'This review is no longer among the deleted ones.');

/** Copies a file with what belongs to it, to the disk. */
function copyAll(file: string, target: string): void {
  for (const end of ['', ...companions]) {
    if (end !== '' && !fs.existsSync(file + end)) continue;
    fs.copyFileSync(file + end, target + end, fs.constants.COPYFILE_EXCL);
    const descriptor = fs.openSync(target + end, 'r+');
    try {
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
  }
}

/** Whether it went into the system's trash. */
async function moveAway(file: string, trash: ((file: string) => Promise<void>) | undefined): Promise<boolean> {
  let inTrash = false;
  try {
    await trash?.(file);
    inTrash = trash !== undefined;
  } catch {
    // A network drive or a stick may have no trash; the copy is kept all the same.
  }
  if (!inTrash) fs.rmSync(file);
  for (const end of companions) fs.rmSync(file + end, { force: true });
  return inTrash;
}

function removeAll(file: string): void {
  for (const end of ['', ...companions]) fs.rmSync(file + end, { force: true });
}

/** A list that cannot be read is an empty one; the copies stay in their folder. */
function read(file: string): DeletedRecord[] {
  try {
    return z.array(record).parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
