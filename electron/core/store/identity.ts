// Which file stands at a path, without opening it: opening and closing a file that this process has open as a database
// would drop the database's locks (POSIX).
import fs from 'node:fs';
import { z } from 'zod';

export const fileIdentity = z.strictObject({
  dev: z.number(),
  ino: z.number(),
  size: z.number(),
  mtimeMs: z.number(),
  /** When its content or its entry was last changed; unlike the date, programs cannot set it. */
  ctimeMs: z.number(),
});
export type FileIdentity = z.infer<typeof fileIdentity>;

/** The file at a path, or null when there is none. Links are not followed. */
export function identify(path: string): FileIdentity | null {
  const stat = fs.lstatSync(path, { throwIfNoEntry: false });
  return stat ? identityOf(stat) : null;
}

export const identityOf = ({ dev, ino, size, mtimeMs, ctimeMs }: fs.Stats): FileIdentity => ({
  dev,
  ino,
  size,
  mtimeMs,
  ctimeMs,
});

export const sameFile = (a: FileIdentity, b: FileIdentity) => a.dev === b.dev && a.ino === b.ino;

export const sameContent = (a: FileIdentity, b: FileIdentity) =>
  sameFile(a, b) && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;

const key = ({ dev, ino }: FileIdentity) => `${dev}:${ino}`;

/** The review files that all apps in this process have open. */
const open = new Set<string>();

export const isOpenHere = (file: FileIdentity) => open.has(key(file));
export const noteOpen = (file: FileIdentity) => void open.add(key(file));
export const noteClosed = (file: FileIdentity) => void open.delete(key(file));
