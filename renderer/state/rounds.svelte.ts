// The rounds of the open review as the host last said: what a round needs, who has sealed, what was revealed. Fetched again after
// every change, here or elsewhere.
import { call } from '../client/client.ts';
import type { In, OpOf, Out } from '../../shared/contract/contract.ts';
import type { Round } from '../../shared/contract/rounds.ts';
import type { Meeting, Seat } from '../../shared/domain/decision.ts';
import type { Notices } from './notices.svelte.ts';
import type { ReviewState } from './review.svelte.ts';
import { goingRound, justRevealed, lastRevealed } from './roundViews.ts';

export class RoundsState {
  readonly #review: ReviewState;
  readonly #notices: Notices;
  /** Lists of seats on their way: until they are there, the host's answer is of before. */
  #savingSeats = 0;
  /** null until it was fetched. */
  got = $state.raw<Out<'round.get'> | null>(null);
  /** What the meeting is about; null: nobody has said, or not fetched yet. */
  meeting = $state.raw<Meeting | null>(null);
  /** The round whose reveal is being shown; null: none. */
  showing = $state.raw<Round | null>(null);
  /** Who speaks for which role. */
  seats = $state.raw<readonly Seat[]>([]);

  constructor(review: ReviewState, notices: Notices) {
    this.#review = review;
    this.#notices = notices;
  }

  /** The round that is being voted on or opened, or null. */
  readonly current: Round | null = $derived.by(() => goingRound(this.got));
  /** The last round that was revealed, or null. */
  readonly revealed: Round | null = $derived.by(() => lastRevealed(this.got));
  /** The number of the round that would be opened next. */
  readonly next: number = $derived.by(() => (this.got?.rounds.at(-1)?.number ?? 0) + 1);

  async load(): Promise<void> {
    try {
      const { handle } = this.#review;
      const [got, decision] = await Promise.all([
        call('round.get', { review: handle }),
        call('decision.get', { review: handle }),
      ]);
      const shown = justRevealed(this.got, got);
      this.got = got;
      // Everybody who looks on sees the reveal the moment it happens; afterwards it can be called up.
      if (shown !== null) {
        // The ballots that were revealed may still be on their way to this window.
        await this.#review.arrived();
        this.showing = shown;
      }
      this.meeting = decision.meeting;
      if (this.#savingSeats === 0) this.seats = decision.seats;
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  /** Who speaks for a role, as they are named: "Ana", "Ana and Ben"; '' where nobody is. */
  speakers(roleId: number): string {
    return this.seats
      .filter((seat) => seat.roleId === roleId)
      .map(({ person }) => person)
      .join(' and ');
  }

  /** Who speaks for a role is said role by role and stored as one list: what was said meanwhile is in it. */
  async setSeats(roleId: number, seats: readonly Seat[]): Promise<void> {
    this.seats = [...this.seats.filter((seat) => seat.roleId !== roleId), ...seats];
    this.#savingSeats += 1;
    await this.#review.change('meeting.setSeats', { seats: [...this.seats] });
    this.#savingSeats -= 1;
    await this.load();
  }

  /** Runs a command of the meeting; undefined (and a notice) when it failed. */
  async change<N extends OpOf<'command'>>(name: N, input: Omit<In<N>, 'review'>): Promise<Out<N> | undefined> {
    const result = await this.#review.change(name, input);
    await this.load();
    return result;
  }
}
