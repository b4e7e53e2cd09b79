// The files of a dropped folder, by path, decoded where they are text. Readers can reach no other file.
import type { FolderFile } from '../../../../shared/contract/imports.ts';

export interface Folder {
  /** Paths with forward slashes, in order. */
  paths: readonly string[];
  /** The content as UTF-8; null when it is absent or not text. */
  text: (path: string) => string | null;
  /** The content; null when it is absent. */
  bytes: (path: string) => Uint8Array | null;
}

export function folderOf(files: readonly FolderFile[]): Folder {
  const byPath = new Map(files.map(({ path, bytes }) => [path, bytes]));
  return {
    paths: [...byPath.keys()].sort(),
    text: (path) => {
      const bytes = byPath.get(path);
      if (!bytes) return null;
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      } catch {
        return null;
      }
    },
    bytes: (path) => byPath.get(path) ?? null,
  };
}

/** "a/b/c.json" → "a/b", and "" at the top. */
export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** "results.json" → "results". */
export const stemOf = (fileName: string): string => fileName.replace(/\.[a-z]{1,8}$/i, '');
