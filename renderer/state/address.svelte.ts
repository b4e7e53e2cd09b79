// What the address says: the room, the role seen as, the selected candidates. A reload, or the back button, comes back to it.
export const rooms = ['evidence', 'objectives', 'ballots', 'trade-offs', 'compromise'] as const;
export type Room = (typeof rooms)[number];

interface Place {
  room: Room;
  /** null is everyone. */
  role: number | null;
  selected: readonly number[];
}

function parse(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = new URLSearchParams(search);
  const role = Number(params.get('as'));
  return {
    room: rooms.find((room) => room === path) ?? 'evidence',
    role: Number.isInteger(role) && role > 0 ? role : null,
    selected: (params.get('select') ?? '')
      .split(',')
      .map(Number)
      .filter((id) => Number.isInteger(id) && id > 0)
      .slice(0, 100),
  };
}

function write(place: Place): string {
  const params = new URLSearchParams();
  if (place.role !== null) params.set('as', String(place.role));
  if (place.selected.length > 0) params.set('select', place.selected.join(','));
  const search = params.toString();
  return `#/${place.room}${search === '' ? '' : `?${search}`}`;
}

/** The place in the app, kept in step with the page's address. Call `listen` once; it returns how to stop. */
export class Address {
  #place = $state.raw(parse(location.hash));

  get room(): Room {
    return this.#place.room;
  }
  get role(): number | null {
    return this.#place.role;
  }
  get selected(): readonly number[] {
    return this.#place.selected;
  }

  /** Changing rooms is a step the back button undoes; everything else replaces the current step. */
  go(change: Partial<Place>): void {
    const moved = change.room !== undefined && change.room !== this.#place.room;
    this.#place = { ...this.#place, ...change };
    const hash = write(this.#place);
    if (moved) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  }

  listen(): () => void {
    const follow = () => (this.#place = parse(location.hash));
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }
}
