// The meeting on the network: one at a time, about one open review. The listener is the host's; who may come in is decided here.
import type { Caller, ClientId, Principal } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { DoorStanding, Invitation, LiveMeeting, SeatedAs } from '../../../shared/domain/live.ts';
import { Admission, type Asking, type Standing } from './admission.ts';

/** The door of a meeting, as a listener uses it. Every refusal is a ParleyError with the sentence to show. */
export interface Door {
  /** What the meeting is about, for somebody who has the code. A wrong one counts. */
  look(address: string, code: string): Invitation;
  /** Knocks; answers the secret to ask again with. */
  ask(address: string, asking: Asking): string;
  /** Where the holder of a secret stands; null for anybody else. */
  standing(secret: string): DoorStanding | null;
  /** The caller behind a secret, or null. @param client the name that the page gives itself. */
  caller(secret: string, client: ClientId): Caller | null;
}

/** Where the host listens for a meeting. */
export interface Listener {
  /** What people open: http://192.168.1.23:49152/#join */
  link: string;
  port: number;
  /** Ends the streams of everybody whose secret no longer lets them in. */
  recheck: () => void;
  close: () => Promise<void>;
}

/**
 * Listens at one address of this computer. Rejects with a ParleyError where that address cannot be had.
 *
 * @param port  the one to listen at, if it is free; otherwise, and where it is null, the system chooses one.
 * @param ended called with a sentence when the address goes away.
 */
export type Listen = (
  address: string,
  port: number | null,
  door: Door,
  ended: (why: string) => void,
) => Promise<Listener>;

/** Where the last meeting of this installation was. */
export interface MeetingPlace {
  link: string;
  port: number;
}

/** Keeps where the last meeting was: browsers keep drafts and keys by address, so that the next one is better at the same. */
export interface PlaceMemory {
  recall: () => MeetingPlace | null;
  note: (place: MeetingPlace) => void;
}

interface Running {
  review: string;
  admission: Admission;
  listener: Listener;
  /** The address that the last meeting had, where it is another one. */
  movedFrom: string | null;
}

export class LiveMeetings {
  readonly #now: () => Date;
  readonly #listen: Listen | undefined;
  readonly #invitation: (review: string) => Invitation;
  readonly #places: PlaceMemory;
  #running: Running | null = null;
  #starting = false;
  /** Reviews whose meeting ended by itself, with the sentence why. */
  readonly #ended = new Map<string, string>();

  /** @param invitation what is said of an open review at the door. */
  constructor(
    now: () => Date,
    listen: Listen | undefined,
    invitation: (review: string) => Invitation,
    places: PlaceMemory,
  ) {
    this.#now = now;
    this.#places = places;
    this.#listen = listen;
    this.#invitation = invitation;
  }

  /** The meeting of a review, or null. */
  get(review: string): LiveMeeting | null {
    const running = this.#running;
    return running?.review === review ? describe(running) : null;
  }

  /** Why the last meeting of a review ended by itself; null where it did not. */
  ended(review: string): string | null {
    return this.#ended.get(review) ?? null;
  }

  /** Opens the door. @throws ParleyError `refused`, with the sentence to show. */
  async start(review: string, address: string): Promise<LiveMeeting> {
    if (!this.#listen) throw new ParleyError('refused', 'This Parley lets nobody in over the network.');
    if (this.#running || this.#starting) {
      throw new ParleyError('refused', 'There is a meeting on the network already. End that one first.');
    }
    this.#starting = true;
    try {
      const admission = new Admission(this.#now);
      const last = this.#places.recall();
      const door = this.#door(review, admission);
      const listener = await this.#listen(address, last?.port ?? null, door, (why) => void this.#end(review, why));
      const { link, port } = listener;
      this.#places.note({ link, port });
      this.#ended.delete(review);
      this.#running = {
        review,
        admission,
        listener,
        movedFrom: last === null || last.link === link ? null : last.link,
      };
      return describe(this.#running);
    } finally {
      this.#starting = false;
    }
  }

  /** Ends the meeting of a review, and every session with it. */
  async stop(review: string): Promise<void> {
    await this.#end(review, null);
  }

  /** Ends the meeting there is. */
  async close(): Promise<void> {
    if (this.#running) await this.stop(this.#running.review);
  }

  async #end(review: string, why: string | null): Promise<void> {
    const running = this.#running;
    if (running?.review !== review) return;
    this.#running = null;
    if (why === null) this.#ended.delete(review);
    else this.#ended.set(review, why);
    await running.listener.close();
  }

  changeCode(review: string): LiveMeeting {
    return this.#with(review, ({ admission }) => admission.changeCode());
  }

  admit(review: string, person: number, as: SeatedAs): LiveMeeting {
    if (as.kind === 'seat' && !this.#invitation(review).roles.some(({ id }) => id === as.roleId)) {
      throw new ParleyError('notFound', 'This role is no longer in the review.');
    }
    return this.#with(review, ({ admission }) => admission.admit(person, as));
  }

  refuse(review: string, person: number): LiveMeeting {
    return this.#with(review, ({ admission }) => admission.refuse(person));
  }

  dismiss(review: string, person: number): LiveMeeting {
    return this.#with(review, ({ admission, listener }) => {
      admission.dismiss(person);
      listener.recheck();
    });
  }

  #with(review: string, change: (running: Running) => void): LiveMeeting {
    const running = this.#running;
    if (running?.review !== review) throw new ParleyError('notFound', 'This review is not on the network.');
    change(running);
    return describe(running);
  }

  #door(review: string, admission: Admission): Door {
    return {
      look: (address, code) => {
        admission.checkCode(address, code);
        return this.#invitation(review);
      },
      ask: (address, asking) => admission.ask(address, asking),
      standing: (secret) => {
        const standing = admission.standing(secret);
        return standing && this.#answer(review, standing);
      },
      caller: (secret, client) => {
        const person = admission.admitted(secret);
        // Two people's pages are never taken for one, whatever they call themselves.
        return person
          ? { principal: principalOf(review, person), client: `${person.id}-${client}`.slice(0, 64) }
          : null;
      },
    };
  }

  #answer(review: string, standing: Standing): DoorStanding {
    if (standing.state === 'refused') {
      return {
        state: 'refused',
        role: this.#invitation(review).roles.find(({ id }) => id === standing.wish)?.name ?? null,
      };
    }
    if (standing.state !== 'admitted') return standing;
    const { name, as } = standing;
    return { state: 'admitted', review, title: this.#invitation(review).title, name, as };
  }
}

const principalOf = (review: string, { name, as }: { name: string; as: SeatedAs }): Principal =>
  as.kind === 'seat' ? { kind: 'seat', review, name, roleId: as.roleId } : { kind: as.kind, review, name };

function describe({ admission, listener, movedFrom }: Running): LiveMeeting {
  const waiting = admission.waiting();
  return { link: listener.link, movedFrom, code: admission.code, waiting, people: admission.people() };
}
