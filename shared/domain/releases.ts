// Releases of Parley: which is newer, and whether one between two versions fixes a security fault. A release says so in its notes, in a
// line that begins with “Security”.
import { z } from 'zod';

const number = /^v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})$/;
/** "1.2.3". */
export const releaseVersion = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/);

/** As GitHub lists them; what else it says is not looked at. */
const listedRelease = z.object({
  tag_name: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  body: z.string().nullish(),
});
export const listedReleases = z.array(listedRelease).max(100);
export type ListedRelease = z.infer<typeof listedRelease>;

/** The three numbers of "v1.2.3" or "1.2.3"; null for anything else, such as a release candidate. */
function numbersIn(version: string): number[] | null {
  const found = number.exec(version);
  return found ? found.slice(1).map(Number) : null;
}

/** Whether `a` is newer than `b`; false where either is no plain version. */
export function isNewer(a: string, b: string): boolean {
  const [one, other] = [numbersIn(a), numbersIn(b)];
  if (!one || !other) return false;
  const differs = one.findIndex((part, i) => part !== other[i]);
  return differs !== -1 && one[differs]! > other[differs]!;
}

/**
 * The newest release, and whether any that is newer than `own` fixes a security fault.
 *
 * @returns null where there is nothing newer.
 */
export function newerRelease(
  listed: readonly ListedRelease[],
  own: string,
): { version: string; fixesSecurity: boolean } | null {
  const newer = listed.filter(({ tag_name: tag, draft, prerelease }) => !draft && !prerelease && isNewer(tag, own));
  if (newer.length === 0) return null;
  const newest = newer.reduce((best, each) => (isNewer(each.tag_name, best.tag_name) ? each : best));
  return {
    version: newest.tag_name.replace(/^v/, ''),
    fixesSecurity: newer.some(({ body }) => /^[\s#*-]*security\b/im.test(body ?? '')),
  };
}
