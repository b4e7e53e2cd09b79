// Whether a newer Parley fixes a security fault, said once in this window. The host asks at most once a day, and only where that was chosen.
import { call } from '../client/client.ts';
import type { Notices } from './notices.svelte.ts';

export class Updates {
  readonly #notices: Notices;
  /** The version that was spoken of in this window. */
  #said: string | null = null;
  /** Somebody has asked, and waits. */
  asking = $state(false);

  constructor(notices: Notices) {
    this.#notices = notices;
  }

  /** Says what is known. What goes wrong on the way is of no interest here. */
  async look(): Promise<void> {
    const fix = await call('updates.look', {}).catch(() => null);
    if (fix === null || fix === this.#said) return;
    this.#said = fix;
    this.#notices.stay(`Parley ${fix} fixes a security fault.`, this.#reading(fix));
  }

  /** Asks now, and says what was found in any case. */
  async check(): Promise<void> {
    this.asking = true;
    try {
      const { newer } = await call('updates.check', {});
      if (newer === null) this.#notices.info('This is the newest Parley.');
      else {
        const what = newer.fixesSecurity ? 'fixes a security fault' : 'is out. Its notes name no security fault';
        this.#notices.stay(`Parley ${newer.version} ${what}.`, this.#reading(newer.version));
        this.#said = newer.version;
      }
    } catch (error) {
      this.#notices.failure(error);
    } finally {
      this.asking = false;
    }
  }

  #reading(version: string): { label: string; run: () => void } {
    const read = () => call('updates.read', { version });
    return {
      label: 'Read about it',
      run: () => void read().catch((error: unknown) => this.#notices.failure(error)),
    };
  }
}
