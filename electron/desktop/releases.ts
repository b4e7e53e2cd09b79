// Where Parley's releases are listed, and how they are asked for: one fixed address of the project's repository, with nothing of the
// person, the computer or a review in the question.
import type { Session } from 'electron';
import type { Releases } from '../core/installation/options.ts';

const SECONDS = 10;
const MOST_BYTES = 1024 * 1024;
/** GitHub answers pages of so many; what is missing on the first was released long ago. */
const LISTED = 30;

/** "owner/name" of a repository on GitHub, as package.json has it: "github:owner/name", or an address; null: it is not said, or elsewhere. */
export function repositoryName(repository: unknown): string | null {
  const text =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository;
  if (typeof text !== 'string') return null;
  const name = /^(?:github:|(?:git\+)?https:\/\/github\.com\/)([\w-]+\/[\w.-]+?)(?:\.git)?$/.exec(text);
  return name?.[1] ?? null;
}

async function readBounded(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    bytes += piece.value.byteLength;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      throw new Error('The list of releases is too long.');
    }
  }
  return Buffer.concat(pieces).toString('utf8');
}

/**
 * The list of releases of a repository on GitHub.
 *
 * @param session asks by itself: no cookie, no memory, none of the rules for pages.
 * @param open    opens an address in the browser.
 * @param seconds after which a silent answer is given up.
 */
export function releasesOf(
  name: string,
  session: Pick<Session, 'fetch'>,
  open: (address: string) => Promise<void>,
  seconds = SECONDS,
): Releases {
  return {
    list: async () => {
      const response = await session.fetch(`https://api.github.com/repos/${name}/releases?per_page=${LISTED}`, {
        // GitHub refuses who gives no name; this one says nothing of the computer or its language.
        headers: { Accept: 'application/vnd.github+json', 'Accept-Language': 'en', 'User-Agent': 'Parley' },
        credentials: 'omit',
        redirect: 'error',
        cache: 'no-store',
        signal: AbortSignal.timeout(seconds * 1000),
      });
      if (!response.ok) throw new Error(`GitHub answered with ${response.status}.`);
      return JSON.parse(await readBounded(response)) as unknown;
    },
    open: (version) => open(`https://github.com/${name}/releases/tag/v${version}`),
  };
}
