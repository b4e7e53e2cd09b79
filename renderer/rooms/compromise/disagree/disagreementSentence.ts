// Where the roles disagree, in the sentence that opens the section.
import { verbAfter } from '../../../../shared/domain/format.ts';
import { listText } from '../../../parts/wording/wording.ts';
import { concordanceWords } from '../../../charts/agreementMatrix/layout.ts';

interface Pair {
  /** Places of the two roles. */
  a: number;
  b: number;
  tau: number;
}

/** The pairs of roles furthest apart and closest together; null where no pair has a τ. `taus` is k × k, row-major. O(k²). */
export function extremePairs(taus: ArrayLike<number>, k: number): { apart: Pair; alike: Pair } | null {
  let apart: Pair | null = null;
  let alike: Pair | null = null;
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      const tau = taus[a * k + b]!;
      if (Number.isNaN(tau)) continue;
      if (apart === null || tau < apart.tau) apart = { a, b, tau };
      if (alike === null || tau > alike.tau) alike = { a, b, tau };
    }
  }
  return apart && alike ? { apart, alike } : null;
}

/**
 * Agreement over the front: "Over the front the roles agree on little: Sales and Product pull furthest apart".
 *
 * @param unweighed names of roles that have not weighed: they were not asked, so they do not agree either.
 */
export function disagreementSentence(
  names: readonly string[],
  taus: ArrayLike<number>,
  w: number,
  unweighed: readonly string[] = [],
): string {
  if (names.length === 0) return 'There is no role yet, so nobody disagrees';
  if (names.length === 1) return `${names[0]} is the only role, so nobody disagrees`;
  if (unweighed.length === names.length) return 'No role has weighed yet, so nobody disagrees';
  if (unweighed.length > 0) {
    const [has, counts] =
      unweighed.length > 1
        ? ['have', 'count']
        : [verbAfter(unweighed[0]!, 'has', 'have'), verbAfter(unweighed[0]!, 'counts', 'count')];
    return `${disagreementSentence(names, taus, w)}; ${listText(unweighed)} ${has} not weighed yet and ${counts} every objective alike`;
  }
  const pairs = extremePairs(taus, names.length);
  if (pairs === null || Number.isNaN(w)) return 'There is too little to choose between to disagree about';
  const { apart, alike } = pairs;
  const words = concordanceWords(w);
  const overall = `Over the front ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
  if (apart.tau >= 0.995) return overall;
  const [a, b] = [names[apart.a]!, names[apart.b]!];
  if (names.length === 2) return overall;
  if (apart.tau >= 0.6) return `${overall}; even ${a} and ${b}, who are furthest apart, order most candidates alike`;
  const others = alike.tau >= 0.6 ? `, while ${names[alike.a]} and ${names[alike.b]} want nearly the same` : '';
  return `${overall}: ${a} and ${b} pull furthest apart${others}`;
}
