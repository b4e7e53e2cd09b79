// Files on their way in: written down as they come, each under a name that only its page knows, until they are taken or let go.
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { open } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ClientId, Incoming } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { mostUploaded, tooLargeToUpload, type UploadPurpose } from '../../../shared/contract/uploads.ts';

interface Upload {
  file: string;
  client: ClientId;
  purpose: UploadPurpose;
  /** It lies where the person has it, and stays there. */
  lent: boolean;
}

/** A window has one dialog at a time that takes a file, or a file and the one beside it. */
const mostOfOneWindow = 4;
/** Of all windows together, waiting and coming. */
const mostOfAll = 16;

export class Uploads {
  readonly #newPart: () => string;
  /** Those that wait, the oldest first. */
  readonly #waiting = new Map<string, Upload>();
  #coming = 0;
  /** Where evidence waits; made when there is some. */
  #scratch: string | null = null;

  /** @param newPart a path for a review in the making, on the disk of the library. */
  constructor(newPart: () => string) {
    this.#newPart = newPart;
  }

  /**
   * Writes a file down as it comes, and answers with its name. Holds one piece of it at a time. Nothing of it stays where it breaks
   * off, or has more bytes than it may. The oldest files of a window, and of all, make room.
   *
   * @throws ParleyError `tooLarge` before the first piece where its size was announced; `refused` where too many come at once.
   *         What `pieces` and the disk throw.
   */
  async receive({ purpose, size, pieces }: Incoming, client: ClientId): Promise<string> {
    const most = mostUploaded[purpose];
    if (size !== null && size > most) throw new ParleyError('tooLarge', tooLargeToUpload(purpose));
    if (purpose === 'log' && size !== null) checkRoom(this.#folder(), size);
    if (this.#coming >= mostOfAll) {
      throw new ParleyError('refused', 'Too many files are being handed over at once. Try again in a moment.');
    }
    const file = purpose === 'review' ? this.#newPart() : path.join(this.#folder(), `${randomUUID()}.part`);
    this.#coming += 1;
    try {
      const handle = await open(file, 'wx', 0o600);
      try {
        let written = 0;
        for await (const piece of pieces) {
          written += piece.byteLength;
          if (written > most) throw new ParleyError('tooLarge', tooLargeToUpload(purpose));
          await handle.writeFile(piece);
        }
      } finally {
        await handle.close();
      }
    } catch (error) {
      fs.rmSync(file, { force: true });
      throw error;
    } finally {
      this.#coming -= 1;
    }
    return this.#keep({ file, client, purpose, lent: false });
  }

  /**
   * Takes note of a file on this computer that a page was given by the person, and answers with its name. Nothing is copied, and letting
   * go of it leaves it where it is.
   * @throws ParleyError `notFound` where there is no such file.
   */
  lend(file: string, client: ClientId): string {
    if (!path.isAbsolute(file) || fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
      throw new ParleyError(
        'notFound',
        `${path.basename(file) || 'The file'} is no longer where it was. Choose it again.`,
      );
    return this.#keep({ file, client, purpose: 'log', lent: true });
  }

  #keep(upload: Upload): string {
    const name = randomBytes(24).toString('base64url');
    this.#waiting.set(name, upload);
    this.#makeRoom(upload.client);
    return name;
  }

  /** The path of a file that waits, as `fileOf`, once it is called there what the person calls it: engines tell its kind by that. */
  named(name: string, purpose: UploadPurpose, fileName: string): string {
    const file = this.fileOf(name, purpose);
    const upload = this.#waiting.get(name)!;
    if (upload.lent || path.dirname(file) !== this.#scratch) return file;
    const folder = fs.mkdtempSync(path.join(this.#folder(), 'log-'));
    const own = path.join(folder, fileName.replace(/[^\p{L}\p{N} ._-]/gu, '_').slice(-200));
    fs.renameSync(file, own);
    this.#waiting.set(name, { ...upload, file: own });
    return own;
  }

  /** The path of a file that waits. @throws ParleyError `notFound` where it has gone, or was handed over for something else. */
  fileOf(name: string, purpose: UploadPurpose): string {
    const upload = this.#waiting.get(name);
    if (upload?.purpose !== purpose) {
      throw new ParleyError('notFound', 'The file that was handed over is no longer kept here. Choose it again.');
    }
    return upload.file;
  }

  /** Removes a file that waits; one that was moved elsewhere is only forgotten. */
  drop(name: string): void {
    const upload = this.#waiting.get(name);
    this.#waiting.delete(name);
    if (upload && !upload.lent) fs.rmSync(upload.file, { force: true });
  }

  /** Removes everything. What a host leaves that is killed, the next one sweeps away. */
  close(): void {
    for (const name of [...this.#waiting.keys()]) this.drop(name);
    if (this.#scratch !== null) fs.rmSync(this.#scratch, { recursive: true, force: true });
    this.#scratch = null;
  }

  #folder(): string {
    if (this.#scratch === null || !fs.existsSync(this.#scratch)) {
      this.#scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-upload-'));
    }
    return this.#scratch;
  }

  #makeRoom(client: ClientId): void {
    const own = [...this.#waiting].filter(([, upload]) => upload.client === client);
    for (const [name] of own.slice(0, Math.max(0, own.length - mostOfOneWindow))) this.drop(name);
    const all = [...this.#waiting.keys()];
    for (const name of all.slice(0, Math.max(0, all.length - mostOfAll))) this.drop(name);
  }
}

/** Some room has to be left for whatever else there is. */
const ROOM_LEFT = 2 ** 30;

/** @throws ParleyError `tooLarge` where a disk has no room for a file of so many bytes. */
function checkRoom(folder: string, size: number): void {
  const { bavail, bsize } = fs.statfsSync(folder);
  if (bavail * bsize - size >= ROOM_LEFT) return;
  const gigabytes = Math.ceil(size / 2 ** 30);
  throw new ParleyError(
    'tooLarge',
    `The disk of this computer has no room for ${gigabytes} GB while the log is counted. Make room, or count it where it lies with parley cube.`,
  );
}
