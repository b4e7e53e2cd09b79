// What was seen of each review file when it was last looked into, so that the list shows at once. Kept in glimpses.json; what is
// remembered of a file counts as long as the file was not touched, or
// holds the same content to the byte.
import { z } from 'zod';
import { glimpse, type Glimpse } from '../../../shared/domain/glimpse.ts';
import { ENGINE_VERSION } from '../../../shared/engine/version.ts';
import { fileIdentity, sameContent, type FileIdentity } from '../store/identity.ts';
import { exclusively } from './exclusive.ts';
import { readList, writeWhole } from './files.ts';

const seen = z.strictObject({
  path: z.string(),
  identity: fileIdentity,
  /** Of the content; '' where it could not be read. */
  digest: z.string(),
  /** Another engine may come to another outcome. */
  engine: z.string(),
  glimpse: glimpse.nullable(),
  /** Why it could not be read; null when it could. */
  problem: z.string().nullable(),
});
type Seen = z.infer<typeof seen>;
export type Look = Pick<Seen, 'digest' | 'glimpse' | 'problem'>;

/** The oldest of more are let go. */
const mostFiles = 500;

export class Glimpses {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** A function that says what is remembered of a file as it stands there now, or null. Reads the records once. */
  recall(): (path: string, identity: FileIdentity) => { glimpse: Glimpse | null; problem: string | null } | null {
    const byPath = new Map(read(this.#file).map((each) => [each.path, each]));
    return (path, identity) => {
      const found = byPath.get(path);
      return found && found.engine === ENGINE_VERSION && sameContent(found.identity, identity) ? found : null;
    };
  }

  /** What was found in the content that a path had, whatever stands there now; null where nothing was. */
  contentAt(path: string): { digest: string; glimpse: Glimpse } | null {
    const found = read(this.#file).find((each) => each.path === path && each.engine === ENGINE_VERSION);
    return found && found.glimpse !== null ? { digest: found.digest, glimpse: found.glimpse } : null;
  }

  note(path: string, identity: FileIdentity, look: Look): void {
    exclusively(this.#file, () => {
      const others = read(this.#file).filter((each) => each.path !== path);
      const all = [{ path, identity, engine: ENGINE_VERSION, ...look }, ...others].slice(0, mostFiles);
      writeWhole(this.#file, JSON.stringify(all));
    });
  }
}

/** What cannot be read is not remembered, and looked at again. */
function read(file: string): Seen[] {
  return readList(file, seen);
}
