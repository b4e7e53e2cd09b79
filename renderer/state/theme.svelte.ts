// Light, dark, or as the system says; remembered on this machine.
type ThemeChoice = 'system' | 'light' | 'dark';
const KEY = 'parley.theme';

export class Theme {
  choice = $state<ThemeChoice>('system');

  constructor() {
    const stored = localStorage.getItem(KEY);
    if (stored === 'light' || stored === 'dark') this.#apply(stored);
  }

  set(choice: ThemeChoice): void {
    localStorage.setItem(KEY, choice);
    this.#apply(choice);
  }

  /** Follows a choice made in another window. */
  listen(): () => void {
    const follow = (event: StorageEvent) => {
      if (event.key === KEY) this.#apply((event.newValue ?? 'system') as ThemeChoice);
    };
    addEventListener('storage', follow);
    return () => removeEventListener('storage', follow);
  }

  #apply(choice: ThemeChoice): void {
    this.choice = choice;
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
  }
}
