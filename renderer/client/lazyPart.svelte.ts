// Parts of the page that are fetched when they are needed first: a room, a large dialog. Which host serves them does not matter here.
import { ParleyError } from '../../shared/contract/errors.ts';

/** Whether the host still answers with a page. */
async function hostAnswers(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** One part, fetched once. Where that failed, it is fetched again when somebody asks again. */
export class LazyPart<T> {
  /** As the screen names it, at the beginning of a sentence: "The Ballots room". */
  readonly #name: string;
  readonly #load: () => Promise<T>;
  #asked: Promise<T> | null = null;
  /** The part, once it is there. */
  value = $state.raw<T | null>(null);
  /** A sentence after a failure, until it is asked for again. */
  trouble = $state.raw<string | null>(null);

  /** @param load  imports the part; called again after a failure. */
  constructor(name: string, load: () => Promise<T>) {
    this.#name = name;
    this.#load = load;
  }

  /** Fetches the part, unless it is there or on its way. @throws ParleyError `unreachable` where the host does not send it. */
  need(): Promise<T> {
    this.#asked ??= this.#fetch();
    return this.#asked;
  }

  /**
   * Asks again. A browser may remember that a script did not arrive, and a host that was replaced has other files: where the host
   * answers and the part still does not come, the page is loaded again, which loses nothing but what is half typed.
   */
  async again(): Promise<void> {
    try {
      await this.need();
    } catch {
      if (await hostAnswers()) location.reload();
    }
  }

  async #fetch(): Promise<T> {
    this.trouble = null;
    try {
      this.value = await this.#load();
      return this.value;
    } catch (error) {
      console.error(error);
      this.#asked = null;
      this.trouble = `${this.#name} could not be loaded. Parley may have been stopped; what it acknowledged is saved. Start it again if need be, then try again.`;
      throw new ParleyError('unreachable', this.trouble);
    }
  }
}

/** A component that is fetched when it is shown first. @param load  imports its file. */
export const lazyComponent = <C>(name: string, load: () => Promise<{ default: C }>): LazyPart<C> =>
  new LazyPart(name, async () => (await load()).default);
