// Somebody who joins a meeting over the network: at the door, waiting, in, or out again.
import { follow, type MeetingDoor } from '../client/client.ts';
import type { DoorStanding, Invitation } from '../../shared/domain/live.ts';

/** How often the page says that it is there, in milliseconds: while it waits to be let in, and afterwards. */
const every = { waiting: 1_500, admitted: 10_000 };

type Stage =
  /** Nothing was said yet. `again`: this page was in a meeting here, or asked to be, and one was started since. */
  | { at: 'code'; again: boolean }
  /** The code was right: who are you? */
  | { at: 'name'; code: string; invitation: Invitation }
  | { at: 'waiting' }
  /** `role`: as what they asked to come in; null: to look on. */
  | { at: 'refused'; role: string | null }
  | { at: 'in'; standing: DoorStanding & { state: 'admitted' } }
  /** The facilitator sent this page away. */
  | { at: 'dismissed' }
  /** The meeting on the network was ended. Until there is another at this address, the page looks for one. */
  | { at: 'ended' };
/** Not in a meeting. */
export type Outside = Exclude<Stage, { at: 'in' }>;

export interface KeptReceipt {
  /** "Round 1", "Decision 1" */
  of: string;
  text: string;
}
/** What a page has been given for good: it shows that also when the meeting has ended. In memory only. */
interface Kept {
  /** Who it was here as: "Sam, Sales". */
  whose: string;
  receipts: readonly KeptReceipt[];
  /** The record of the decision that counts, as its HTML file; null: none was seen. */
  record: { number: number; sentence: string; html: string } | null;
}

export class Participant {
  stage = $state.raw<Stage>({ at: 'code', again: false });
  /** As whom it was asked to join last, and for which role; null: for none. */
  asked: Readonly<{ name: string; role: number | null }> = { name: '', role: null };
  kept = $state.raw<Kept>({ whose: '', receipts: [], record: null });
  /** As what this page was last in the meeting; null: it never was. */
  seated = $state.raw<(DoorStanding & { state: 'admitted' }) | null>(null);
  /** Why the last thing that was tried did not work. */
  problem = $state('');
  /** Since when the meeting does not answer; null while it does. */
  lostSince = $state.raw<Date | null>(null);
  /** Grows each time something in the meeting may have changed. */
  heard = $state.raw(0);
  /** Before the first answer nothing is shown: a reload would flash the form of somebody who is in. */
  settled = $state(false);
  readonly #door: MeetingDoor;
  #clock: ReturnType<typeof setTimeout> | undefined;
  #follows = false;
  #left = false;

  constructor(door: MeetingDoor) {
    this.#door = door;
  }

  /** Goes on where this tab was before it was loaded. */
  async start(): Promise<void> {
    if (this.#door.hasAsked()) await this.#look();
    this.settled = true;
  }

  /** Stops asking. */
  leave(): void {
    this.#left = true;
    clearTimeout(this.#clock);
  }

  async sayCode(code: string): Promise<void> {
    const answer = await this.#door.look(code);
    this.problem = answer.ok ? '' : answer.error.message;
    if (answer.ok) this.stage = { at: 'name', code, invitation: answer.value };
  }

  async sayName({ name, role }: Participant['asked']): Promise<void> {
    if (this.stage.at !== 'name') return;
    this.asked = { name, role };
    const answer = await this.#door.ask(this.stage.code, name, role);
    this.problem = answer.ok ? '' : answer.error.message;
    if (!answer.ok) return;
    this.stage = { at: 'waiting' };
    await this.#look();
  }

  /** Back to the code, as if nothing had been said. */
  again(): void {
    clearTimeout(this.#clock);
    this.#door.forget();
    this.problem = '';
    this.stage = { at: 'code', again: false };
  }

  async #look(): Promise<void> {
    clearTimeout(this.#clock);
    const answer = await this.#door.standing();
    if (this.#left) return;
    if (answer.ok) this.#enter(answer.value);
    else if (this.stage.at !== 'ended') this.lostSince ??= new Date();
    const { at } = this.stage;
    if (answer.ok && (at === 'refused' || at === 'dismissed' || at === 'code')) return;
    clearTimeout(this.#clock);
    const pause = this.stage.at === 'in' && this.lostSince === null ? every.admitted : every.waiting;
    this.#clock = setTimeout(() => void this.#look(), pause);
  }

  #enter(standing: DoorStanding | null): void {
    this.lostSince = null;
    if (standing === null) {
      // The secret is of a meeting that is over.
      this.#door.forget();
      this.stage = { at: 'code', again: true };
    } else if (standing.state === 'waiting') this.stage = { at: 'waiting' };
    else if (standing.state === 'refused') this.stage = { at: 'refused', role: standing.role };
    else if (standing.state === 'dismissed') {
      this.#door.forget();
      this.stage = { at: 'dismissed' };
    } else {
      this.seated = standing;
      this.stage = { at: 'in', standing };
      this.#follow();
    }
  }

  #follow(): void {
    if (this.#follows) return;
    this.#follows = true;
    follow(
      (change) => {
        this.heard += 1;
        if (change === null && this.stage.at === 'in') void this.#look();
      },
      () => {
        if (this.stage.at !== 'in') return;
        this.stage = { at: 'ended' };
        this.lostSince = null;
        void this.#look();
      },
    );
  }
}
