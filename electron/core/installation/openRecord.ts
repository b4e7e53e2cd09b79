// Which files this installation has open for writing, on disk, so that after a crash an unfinished change beside a file is
// known to be our own.
import fs from 'node:fs';
import path from 'node:path';
import { writeWhole } from './files.ts';
import { entryOf } from './recents.ts';
import { fileIdentity, sameFile, type FileIdentity } from '../store/identity.ts';

export class OpenRecord {
  readonly #folder: string;
  /** What this run has put there; another run of this installation may have its own files open. */
  readonly #mine = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  opened(file: string, identity: FileIdentity): void {
    fs.mkdirSync(this.#folder, { recursive: true });
    writeWhole(this.#at(file), JSON.stringify(identity));
    this.#mine.add(file);
  }

  closed(file: string): void {
    if (this.#mine.delete(file)) fs.rmSync(this.#at(file), { force: true });
  }

  /** Whether the file at the path is the one this installation had open and did not close. */
  isOwn(file: string, identity: FileIdentity): boolean {
    try {
      return sameFile(fileIdentity.parse(JSON.parse(fs.readFileSync(this.#at(file), 'utf8'))), identity);
    } catch {
      return false;
    }
  }

  #at(file: string): string {
    return path.join(this.#folder, `${entryOf(file)}.json`);
  }
}
