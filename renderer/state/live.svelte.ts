// The meeting of this review on the network, as whoever leads it sees it.
import { call } from '../client/client.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { In, OpName, Out } from '../../shared/contract/contract.ts';
import type { LiveMeeting, NetworkAddress, SeatedAs } from '../../shared/domain/live.ts';
import type { Notices } from './notices.svelte.ts';

/** How often it is asked who waits and who is there, in milliseconds, while people can join. */
const EVERY = 1_500;

type LiveOp = Extract<OpName, 'live.start' | 'live.changeCode' | 'live.admit' | 'live.refuse' | 'live.dismiss'>;

export class LiveState {
  meeting = $state.raw<LiveMeeting | null>(null);
  addresses = $state.raw<readonly NetworkAddress[] | null>(null);
  readonly #review: string;
  readonly #notices: Notices;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #left = false;

  constructor(review: string, notices: Notices) {
    this.#review = review;
    this.#notices = notices;
  }

  /** Looks whether a meeting is under way, and follows it as long as it is. */
  async look(): Promise<void> {
    clearTimeout(this.#clock);
    const was = this.meeting;
    const got = await call('live.get', { review: this.#review }).catch(() => null);
    if (this.#left || got === null) return;
    this.meeting = got.meeting;
    if (was !== null && got.meeting === null && got.ended !== null)
      this.#notices.failure(new ParleyError('moved', got.ended));
    if (got.meeting !== null) this.#clock = setTimeout(() => void this.look(), EVERY);
  }

  leave(): void {
    this.#left = true;
    clearTimeout(this.#clock);
  }

  async findAddresses(): Promise<void> {
    this.addresses = null;
    this.addresses = await call('live.addresses', { review: this.#review }).catch((error: unknown) => {
      this.#notices.failure(error);
      return [];
    });
  }

  start = (address: string) => this.#change('live.start', { address });
  changeCode = () => this.#change('live.changeCode', {});
  admit = (person: number, as: SeatedAs) => this.#change('live.admit', { person, as });
  refuse = (person: number) => this.#change('live.refuse', { person });
  dismiss = (person: number) => this.#change('live.dismiss', { person });

  async stop(): Promise<void> {
    try {
      await call('live.stop', { review: this.#review });
      this.meeting = null;
      clearTimeout(this.#clock);
    } catch (error) {
      this.#notices.failure(error);
    }
  }

  async #change<N extends LiveOp>(name: N, input: Omit<In<N>, 'review'>): Promise<void> {
    try {
      const meeting: Out<LiveOp> = await call(name, { review: this.#review, ...input } as unknown as In<N>);
      this.meeting = meeting;
    } catch (error) {
      this.#notices.failure(error);
    }
    await this.look();
  }
}
