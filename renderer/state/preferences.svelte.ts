// How Parley looks and reads on this installation. The page keeps a copy, so that it starts as it is to look and its other windows
// follow at once; the host keeps them for the installation.
import { call } from '../client/client.ts';
import { dateStyle } from '../../shared/domain/day.ts';
import { numberStyle } from '../../shared/domain/format.ts';
import { readPreferences, smallestGroup, type Preferences } from '../../shared/domain/preferences.ts';

const KEY = 'parley.preferences';

function keptHere(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

export class PreferenceState {
  #chosen = $state.raw<Preferences>(readPreferences(keptHere()));

  constructor() {
    this.#apply();
    numberStyle.follow(() => this.#chosen.numbers);
    dateStyle.follow(() => this.#chosen.dates);
    smallestGroup.follow(() => this.#chosen.smallestGroup);
  }

  get now(): Preferences {
    return this.#chosen;
  }

  /** Takes over what is kept for the installation. A window that joined a meeting has no installation and does not ask. */
  async start(): Promise<void> {
    const kept = await call('preferences.get', {});
    if (kept !== null) this.#take(kept);
  }

  /** Shown at once, in every window of this page. @throws ParleyError where the host cannot keep it; it holds until Parley ends. */
  async set(change: Partial<Preferences>): Promise<void> {
    this.#take({ ...this.#chosen, ...change });
    await call('preferences.set', { preferences: this.#chosen });
  }

  /** Follows a choice made in another window. Answers with how to stop. */
  listen(): () => void {
    const follow = (event: StorageEvent) => {
      if (event.key !== KEY) return;
      this.#chosen = readPreferences(keptHere());
      this.#apply();
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }

  #take(chosen: Preferences): void {
    this.#chosen = chosen;
    localStorage.setItem(KEY, JSON.stringify(chosen));
    this.#apply();
  }

  #apply(): void {
    const { theme, textSize, motion } = this.#chosen;
    const marks = document.documentElement.dataset;
    marks['theme'] = theme;
    marks['text'] = textSize;
    marks['motion'] = motion;
  }
}
