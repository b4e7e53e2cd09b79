// The meeting as a participant's page knows it: the round that is going on, this seat's ballot in it, and the key that stays here.
import { call } from '../client/client.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { Out } from '../../shared/contract/contract.ts';
import type { Round, SeatBallot } from '../../shared/contract/rounds.ts';
import type { SeatedAs } from '../../shared/domain/live.ts';
import { nobleKeyOf } from '../../shared/sealing/noble.ts';
import { goingRound, justRevealed, lastRevealed } from './roundViews.ts';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** What of a ballot stays on this device: the key of its box, so that it opens by itself at the reveal. */
const keyName = (round: Round, { formId }: SeatBallot) => `parley.key.${round.basis}.${formId}`;

/** After a failure it is tried again in so many milliseconds. */
const RETRY = 3_000;

export class ParticipantMeeting {
  readonly #review: string;
  readonly #as: SeatedAs;
  /** Reads the review again, so that what a reveal shows is what was revealed. */
  readonly #refresh: () => Promise<void>;
  got = $state.raw<Out<'round.get'> | null>(null);
  /** Why the last thing did not work; '' otherwise. */
  problem = $state('');
  /** The round whose reveal is being shown; null: none. */
  showing = $state.raw<Round | null>(null);
  #sending = false;
  /** The round into which this page has sent a ballot, whatever came of it. */
  #sentInto = $state<number | null>(null);
  #again: ReturnType<typeof setTimeout> | undefined;
  #left = false;

  constructor(review: string, as: SeatedAs, refresh: () => Promise<void>) {
    this.#review = review;
    this.#as = as;
    this.#refresh = refresh;
  }

  readonly last: Round | null = $derived.by(() => this.got?.rounds.at(-1) ?? null);
  /** The round that is being voted on or opened, or null. */
  readonly current: Round | null = $derived.by(() => goingRound(this.got));
  readonly revealed: Round | null = $derived.by(() => lastRevealed(this.got));
  /** The ballot of this seat in the round that is going on; null for somebody who has none. */
  readonly own: SeatBallot | null = $derived.by(() => {
    const as = this.#as;
    if (as.kind !== 'seat') return null;
    return this.current?.ballots.find(({ roleId }) => roleId === as.roleId) ?? null;
  });
  /** Whether this device can open its ballot by itself. */
  readonly hasKey: boolean = $derived.by(
    () => this.current !== null && this.own !== null && this.#keyOf(this.current, this.own) !== null,
  );

  /** The round that was closed before the ballot arrived that this page had sent, until another is open; null: there is none. */
  readonly notTaken: number | null = $derived.by(() => {
    const { last } = this;
    const as = this.#as;
    if (as.kind !== 'seat' || last === null || last.number !== this.#sentInto || last.state === 'open') return null;
    return last.ballots.find(({ roleId }) => roleId === as.roleId)?.state === 'absent' ? last.number : null;
  });

  /** Reads the meeting again, and does what it waits for: sends the key once the round is closed. Tries again where it failed. */
  async look(): Promise<void> {
    clearTimeout(this.#again);
    try {
      await this.#read();
      this.#forgetOldKeys();
      await this.#sendKey();
    } catch (error) {
      this.#say(error);
      if (!this.#left) this.#again = setTimeout(() => void this.look(), RETRY);
    }
  }

  /** Reads the meeting, and shows a reveal the moment it is seen for the first time. */
  async #read(): Promise<void> {
    const got = await call('round.get', { review: this.#review });
    const before = this.got;
    // Two answers on their way may overtake each other.
    if (before !== null && got.version < before.version) return;
    this.got = got;
    this.problem = '';
    const shown = justRevealed(before, got);
    if (shown === null) return;
    await this.#refresh();
    this.showing = shown;
  }

  /** Asks no more. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#again);
  }

  #say(error: unknown): void {
    this.problem = error instanceof ParleyError ? error.message : 'Something went wrong on this page. Load it again.';
    if (!(error instanceof ParleyError)) console.error(error);
  }

  #keyOf(round: Round, ballot: SeatBallot): Uint8Array | null {
    const kept = localStorage.getItem(keyName(round, ballot));
    return kept !== null && /^[0-9a-f]{64}$/.test(kept) ? hexToBytes(kept) : null;
  }

  /**
   * Keeps the key of a box, until the ballots are revealed or the round is stopped. Before the box is handed over: where the answer
   * is lost on the way, the host has it.
   */
  keepKey(key: Uint8Array): void {
    this.#sentInto = this.current?.number ?? null;
    if (this.current && this.own) localStorage.setItem(keyName(this.current, this.own), bytesToHex(key));
  }

  #forgetOldKeys(): void {
    // Who has no ballot has no keys; those of another page of this device are not its to forget.
    if (this.#as.kind !== 'seat') return;
    const kept = this.current && this.own ? keyName(this.current, this.own) : null;
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith('parley.key.') && name !== kept) localStorage.removeItem(name);
    }
  }

  async #sendKey(): Promise<void> {
    const { current, own } = this;
    if (!current || own?.state !== 'sealed' || current.state !== 'revealing' || own.unsealed || this.#sending) return;
    const key = this.#keyOf(current, own);
    if (key === null) return;
    this.#sending = true;
    try {
      const { state } = await this.#open(current, own, key);
      // A key that does not fit is worth nothing: the words are asked for instead.
      if (state !== 'unsealed') localStorage.removeItem(keyName(current, own));
      await this.#read();
    } finally {
      key.fill(0);
      this.#sending = false;
    }
  }

  #open(round: Round, { roleId }: SeatBallot, key: Uint8Array): Promise<Out<'ballot.openWithKey'>> {
    return call('ballot.openWithKey', { review: this.#review, roleId, round: round.number, key });
  }

  /** Opens this seat's box with its words; the key is made here. @returns '' or the sentence why not. */
  async openWithWords(words: string): Promise<string> {
    const { current, own } = this;
    if (!current || !own) return 'There is nothing to open any more.';
    try {
      const key = await nobleKeyOf(words, own.salt);
      const { state, sentence } = await this.#open(current, own, key).finally(() => key.fill(0));
      await this.look();
      return state === 'unsealed' ? '' : sentence;
    } catch (error) {
      this.#say(error);
      return this.problem;
    }
  }

  async withdraw(by: string): Promise<void> {
    await this.#act('ballot.withdraw', by);
  }
  async abstain(by: string): Promise<void> {
    await this.#act('ballot.abstain', by);
  }
  async #act(name: 'ballot.withdraw' | 'ballot.abstain', by: string): Promise<void> {
    const { current, own } = this;
    if (!current || !own) return;
    try {
      await call(name, { review: this.#review, roleId: own.roleId, round: current.number, by });
    } catch (error) {
      this.#say(error);
      return;
    }
    await this.look();
  }
}
