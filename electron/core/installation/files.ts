// Files of this installation: safe names, free names, and writing that leaves the old or the new content, never half of it.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';

export const extension = '.parley';
/** What SQLite may have left beside a file: it belongs to it, and to nothing that takes its place. */
export const companions = ['-journal', '-wal', '-shm'];

/** A file name without extension from a title: letters, digits, dots, dashes and underscores of ASCII, words kept apart. */
export function fileNameFrom(title: string): string {
  const name = title
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 80);
  // Names that Windows keeps for devices, with or without an extension.
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? `Review-${name}`.replace(/-$/, '') : name;
}

/** Moves a finished file into a folder under the first free name: NAME.parley, NAME-2.parley … Returns its path. */
export function moveToFreeName(part: string, folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const target = path.join(folder, `${name}${number === 1 ? '' : `-${number}`}${extension}`);
    try {
      // Reserving the name first keeps two processes from taking the same one.
      fs.closeSync(fs.openSync(target, 'wx'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') continue;
      throw error;
    }
    putInPlace(part, target);
    return target;
  }
}

/** Gives a finished file its name, for good: what it holds and the name last through a power cut. */
export function putInPlace(part: string, target: string): void {
  onlyForMe(part);
  sync(part);
  fs.renameSync(part, target);
  sync(path.dirname(target));
}

/** Leaves a file to its owner alone, where the system and the drive know owners. */
export function onlyForMe(file: string): void {
  try {
    fs.chmodSync(file, 0o600);
  } catch {
    // A drive without owners: then the folder decides who may read.
  }
}

/** Whoever writes a file under such a name is done with it, one way or the other, in far less time. */
const longestWriting = 60 * 60 * 1000;
const partName = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.part(-journal)?$/;

/** Removes what a program that was killed left of files in the making, in a folder or also in those in it. Never throws. */
export function sweepParts(folder: string, now: Date, recursive = false): void {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true, recursive });
  } catch {
    return;
  }
  for (const entry of entries) {
    if (!entry.isFile() || !partName.test(entry.name)) continue;
    const file = path.join(entry.parentPath, entry.name);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (!stat || now.getTime() - stat.mtimeMs < longestWriting) continue;
    try {
      fs.rmSync(file, { force: true });
    } catch {
      // It stays where the folder cannot be written; it does no harm.
    }
  }
}

/** A name beside a file for what is to become it; nobody else uses it. */
export const partOf = (file: string) => `${file}.${randomUUID()}.part`;

const scratch = /^parley-(import|vet|wal|copy|upload)-\w{6}$/;
const oldScratch = 86_400_000;

/** Takes away the folders in which a host that was killed read files or made copies; those of the last day are left alone. Never throws. */
export function sweepScratch(folder: string, now: Date): void {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    if (!scratch.test(name)) continue;
    const found = path.join(folder, name);
    const stat = fs.lstatSync(found, { throwIfNoEntry: false });
    const mine = process.getuid === undefined || stat?.uid === process.getuid();
    if (!stat?.isDirectory() || !mine || now.getTime() - stat.mtimeMs < oldScratch) continue;
    try {
      fs.rmSync(found, { recursive: true, force: true });
    } catch {
      // It stays; it does no harm.
    }
  }
}

/** Replaces a file's content: a part file, fsync, rename, fsync of the folder. Of several at a time the last one stays, whole. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const part = partOf(file);
  try {
    const descriptor = fs.openSync(part, 'wx', 0o600);
    try {
      fs.writeFileSync(descriptor, content);
      fs.fsyncSync(descriptor);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(part, file);
  } catch (error) {
    fs.rmSync(part, { force: true });
    throw error;
  }
  sync(path.dirname(file));
}

/** Makes a file, or a rename in a folder, last through a power cut. Windows has no such call for folders and needs none. */
function sync(target: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(target, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The entries of a list in a JSON file that fit the schema; none where the file is missing or cannot be read. */
export function readList<S extends z.ZodType>(file: string, entry: S): z.infer<S>[] {
  let list: unknown;
  try {
    list = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((one) => {
    const { success, data } = entry.safeParse(one);
    return success ? [data] : [];
  });
}
