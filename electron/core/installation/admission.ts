// Who is let into a meeting over the network: today's code, who waits at the door, and who was let in as what. Knows no sockets.
// - A person asks with the code and a name, and waits until the facilitator says who they are. The secret that they were given when
//   they asked is their session from then on: an answer that got lost on the way can be asked for again.
// - Secrets are kept as digests, in memory, and never outlive the meeting.
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { ParleyError } from '../../../shared/contract/errors.ts';
import type { LivePerson, LiveWaiting, SeatedAs } from '../../../shared/domain/live.ts';

/** Without letters and digits that look alike: 31 of them, so a code has 39.6 bits. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;
/** Wrong codes of one address in a row before it has to wait, and for how long, in milliseconds. */
const mostWrongOfAddress = 5;
const waitAfterWrong = 60_000;
/** Wrong codes of everybody together before the code changes. */
const mostWrongOfAll = 50;
/** People in the meeting, and people at its door. */
const mostPeople = 64;
const mostWaiting = 64;
/** Addresses whose wrong codes are counted. More at once would be an attack, which `mostWrongOfAll` ends. */
const mostAddresses = 10_000;
/** Somebody who has not been heard of for so long is not there, in milliseconds. */
const silence = 25_000;

/** As it is shown, in two halves: "K7Q2-M9TX". */
const newCode = (): string => {
  const letters = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
};

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const bare = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
/** In the same time for every wrong answer. */
const isSame = (typed: string, right: string) => timingSafeEqual(digestOf(bare(typed)), digestOf(bare(right)));

/** What a person says at the door. */
export interface Asking {
  code: string;
  name: string;
  /** The role that they say they speak for; null for somebody who looks on. */
  wish: number | null;
}

interface Person {
  id: number;
  name: string;
  wish: number | null;
  /** null as long as they wait; 'refused' and 'dismissed' once the facilitator has said so. */
  as: SeatedAs | 'refused' | 'dismissed' | null;
  since: Date;
  /** When anything was last heard of them. */
  heard: Date;
}

interface Wrong {
  times: number;
  until: number;
}

/** Where somebody stands who has asked. */
export type Standing =
  | { state: 'waiting' }
  | { state: 'refused'; wish: number | null }
  | { state: 'dismissed' }
  | { state: 'admitted'; name: string; as: SeatedAs };

/** Whether somebody was let in, and is still. */
const isIn = (as: Person['as']): as is SeatedAs => as !== null && as !== 'refused' && as !== 'dismissed';

export class Admission {
  #code = newCode();
  readonly #now: () => Date;
  readonly #people = new Map<string, Person>();
  readonly #wrong = new Map<string, Wrong>();
  #wrongOfAll = 0;
  #lastId = 0;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Today's code, for the facilitator's screen. */
  get code(): string {
    return this.#code;
  }

  /** Makes another code; whoever is in or waits stays. */
  changeCode(): void {
    this.#code = newCode();
    this.#wrongOfAll = 0;
    this.#wrong.clear();
  }

  /**
   * Somebody knocks. O(1).
   *
   * @param address of the computer that asks, by which wrong codes are counted.
   * @returns the secret to ask again with: 256 bits.
   * @throws ParleyError `refused`, with the sentence to show.
   */
  ask(address: string, { code, name, wish }: Asking): string {
    this.checkCode(address, code);
    const now = this.#now();
    const all = [...this.#people.values()];
    if (this.people().length >= mostPeople) throw this.#full();
    if (all.filter(({ as }) => as === null).length >= mostWaiting || all.length >= mostPeople + mostWaiting) {
      throw new ParleyError('refused', 'Too many people are waiting to be let in. Try again in a minute.');
    }
    const secret = randomBytes(32).toString('base64url');
    const person: Person = { id: ++this.#lastId, name, wish, as: null, since: now, heard: now };
    this.#people.set(digestOf(secret).toString('hex'), person);
    return secret;
  }

  /**
   * Checks today's code; a wrong one is counted. O(1).
   *
   * @param address of the computer that asks.
   * @throws ParleyError `refused`, with the sentence to show.
   */
  checkCode(address: string, code: string): void {
    const now = this.#now();
    const wrong = this.#wrong.get(address) ?? { times: 0, until: 0 };
    if (wrong.until > now.getTime()) {
      const seconds = Math.ceil((wrong.until - now.getTime()) / 1000);
      throw new ParleyError(
        'refused',
        `Too many wrong codes from this computer. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
      );
    }
    if (!isSame(code, this.#code)) {
      this.#countWrong(address, wrong);
      throw new ParleyError('refused', 'That is not today’s code. It is on the facilitator’s screen.');
    }
    this.#wrong.delete(address);
  }

  #countWrong(address: string, wrong: Wrong): void {
    wrong.times++;
    if (wrong.times >= mostWrongOfAddress) {
      wrong.times = 0;
      wrong.until = this.#now().getTime() + waitAfterWrong;
    }
    if (this.#wrong.size < mostAddresses) this.#wrong.set(address, wrong);
    this.#wrongOfAll++;
    if (this.#wrongOfAll < mostWrongOfAll) return;
    // Whoever guesses begins again from nothing, but those who have to wait go on waiting.
    this.#code = newCode();
    this.#wrongOfAll = 0;
  }

  #bySecret(secret: string): Person | undefined {
    return this.#people.get(digestOf(secret).toString('hex'));
  }

  /** Where the holder of a secret stands; null: nobody, or the meeting has ended for them. Counts as being heard of. */
  standing(secret: string): Standing | null {
    const person = this.#bySecret(secret);
    if (!person) return null;
    person.heard = this.#now();
    if (person.as === null) return { state: 'waiting' };
    if (person.as === 'refused') return { state: 'refused', wish: person.wish };
    if (person.as === 'dismissed') return { state: 'dismissed' };
    return { state: 'admitted', name: person.name, as: person.as };
  }

  /** Somebody who was let in, by their secret; undefined for everybody else. */
  admitted(secret: string): { id: number; name: string; as: SeatedAs } | undefined {
    const person = this.#bySecret(secret);
    if (!person || !isIn(person.as)) return undefined;
    person.heard = this.#now();
    return { id: person.id, name: person.name, as: person.as };
  }

  /**
   * Lets somebody in who waits.
   *
   * @throws ParleyError `notFound` when nobody of that id waits, `refused` when the meeting is full.
   */
  admit(id: number, as: SeatedAs): void {
    const person = this.#waiting(id);
    if (this.people().length >= mostPeople) throw this.#full();
    person.as = as;
  }

  #full(): ParleyError {
    return new ParleyError('refused', `${mostPeople} people are in this meeting, which is as many as it holds.`);
  }

  /** @throws ParleyError `notFound` when nobody of that id waits. */
  refuse(id: number): void {
    this.#waiting(id).as = 'refused';
  }

  #waiting(id: number): Person {
    const found = [...this.#people.values()].find((person) => person.id === id && person.as === null);
    if (!found) throw new ParleyError('notFound', 'Nobody of that name is waiting any more.');
    return found;
  }

  /** Ends somebody's session at once. @throws ParleyError `notFound`. */
  dismiss(id: number): void {
    const person = [...this.#people.values()].find((each) => each.id === id && isIn(each.as));
    if (!person) throw new ParleyError('notFound', 'This person is no longer in the meeting.');
    person.as = 'dismissed';
  }

  /** Who waits at the door, first come first. Those who went away are not among them, and are forgotten. */
  waiting(): LiveWaiting[] {
    for (const [key, person] of this.#people) {
      if (!this.#isHere(person) && !isIn(person.as)) this.#people.delete(key);
    }
    return [...this.#people.values()]
      .filter(({ as }) => as === null)
      .map(({ id, name, wish, since }) => ({ id, name, wish, since: since.toISOString() }));
  }

  /** Who was let in, first come first. */
  people(): LivePerson[] {
    return [...this.#people.values()].flatMap((person) => {
      const { id, name, as, heard } = person;
      if (!isIn(as)) return [];
      return [{ id, name, as, here: this.#isHere(person), heard: heard.toISOString() }];
    });
  }

  #isHere({ heard }: Person): boolean {
    return this.#now().getTime() - heard.getTime() < silence;
  }
}
