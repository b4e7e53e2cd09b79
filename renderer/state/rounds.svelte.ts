// The rounds of the open review as the host last said: what a round needs, who has sealed, what was revealed. Fetched again after
// every change, here or elsewhere.
import { call, screenAddress } from '../client/client.ts';
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
  #loading: Promise<void> = Promise.resolve();
  /** How often the review had been heard of when that was asked. */
  #loadedFor = -1;
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

  /** Asks the host. */
  load(): Promise<void> {
    this.#loadedFor = this.#review.heard;
    this.#loading = this.#load();
    return this.#loading;
  }

  async #load(): Promise<void> {
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

  /** Notes files that cannot be imported while a round is going on; they are offered when it is over. */
  async arriveLate(files: readonly { name: string; size: number }[]): Promise<void> {
    for (const { name, size } of files) {
      const noted = await this.change('evidence.arriveLate', { name: name.slice(-255), size, by: this.#lead });
      if (noted === undefined) return;
    }
  }

  /** A late file was brought in, or is let be. */
  async settleLate(id: number, taken: boolean): Promise<void> {
    await this.change('evidence.settleLate', { id, taken, by: this.#lead });
  }

  get #lead(): string {
    return this.meeting?.facilitator ?? 'The facilitator';
  }

  /** Opens a window for the room to look at: the host does, or this page with what the host gave it. */
  async present(): Promise<void> {
    try {
      const { handle } = this.#review;
      const { secret } = await call('live.present', { review: handle });
      if (secret === null) return;
      window.open(screenAddress({ review: handle, secret }), '_blank', 'noopener,width=1280,height=720');
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

  /** Who speaks for a role is said role by role and stored as one list: what was said meanwhile is in it. False (and a notice) when it failed. */
  async setSeats(roleId: number, seats: readonly Seat[]): Promise<boolean> {
    this.seats = [...this.seats.filter((seat) => seat.roleId !== roleId), ...seats];
    this.#savingSeats += 1;
    const saved = await this.#review.change('meeting.setSeats', { seats: [...this.seats] });
    this.#savingSeats -= 1;
    // What was read meanwhile left the seats out.
    await this.load();
    return saved !== undefined;
  }

  /** Runs a command of the meeting; undefined (and a notice) when it failed. */
  async change<N extends OpOf<'command'>>(name: N, input: Omit<In<N>, 'review'>): Promise<Out<N> | undefined> {
    const result = await this.#review.change(name, input);
    await this.#loaded();
    return result;
  }

  /** Settles when what is here is as the review was last heard of: the window that follows it may have asked already. */
  async #loaded(): Promise<void> {
    await (this.#loadedFor === this.#review.heard ? this.#loading : this.load());
  }
}
