// What is said of a round while its ballots are opened, as far as there is anything to open.
import type { Round } from '../../../../shared/contract/rounds.ts';

/** What the roles have to do now, as one sentence. */
export function openingText({ ballots, ready }: Pick<Round, 'ballots' | 'ready'>): string {
  const sealed = ballots.filter(({ state }) => state === 'sealed');
  if (sealed.some(({ unsealed }) => !unsealed)) {
    return 'Each role opens its own ballot with its six words. All are shown at the same moment.';
  }
  if (sealed.length === 0) return 'No ballot was sealed in this round, so there is none to open.';
  return ready
    ? 'Every sealed ballot has been opened. All are shown at the same moment.'
    : 'Every sealed ballot has been opened. What has to be settled before the reveal stands below.';
}
