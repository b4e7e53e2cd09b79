// What was opened while a round is being revealed: in this process's memory alone, until all of it is revealed together. A host that
// ends loses it, and asks for the keys again; nothing of it reaches the disk.
import type { PlainBallot } from '../../../shared/sealing/ballot.ts';

export class Unsealed {
  #round: number | null = null;
  readonly #ballots = new Map<number, PlainBallot>();
  readonly #wrongKeys = new Map<number, number>();

  /** The opened ballot of a role, or null. @param round by its id. */
  ballotOf(round: number, roleId: number): PlainBallot | null {
    return this.#round === round ? (this.#ballots.get(roleId) ?? null) : null;
  }

  wrongKeysOf(round: number, roleId: number): number {
    return this.#round === round ? (this.#wrongKeys.get(roleId) ?? 0) : 0;
  }

  keep(round: number, roleId: number, ballot: PlainBallot): void {
    this.#turnTo(round);
    this.#ballots.set(roleId, ballot);
  }

  countWrongKey(round: number, roleId: number): number {
    this.#turnTo(round);
    const count = this.wrongKeysOf(round, roleId) + 1;
    this.#wrongKeys.set(roleId, count);
    return count;
  }

  get any(): boolean {
    return this.#round !== null;
  }

  forget(): void {
    this.#round = null;
    this.#ballots.clear();
    this.#wrongKeys.clear();
  }

  #turnTo(round: number): void {
    if (this.#round === round) return;
    this.forget();
    this.#round = round;
  }
}
