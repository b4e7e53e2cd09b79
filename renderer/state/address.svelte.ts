// What the address says: the room and its tab or the candidate's page, the role seen as, the selected candidates. A reload, or the
// back button, comes back to it.
export const rooms = ['evidence', 'objectives', 'ballots', 'trade-offs', 'compromise', 'decision'] as const;
export type Room = (typeof rooms)[number];
export const roomNames: Readonly<Record<Room, string>> = {
  evidence: 'Evidence',
  objectives: 'Objectives',
  ballots: 'Ballots',
  'trade-offs': 'Trade-offs',
  compromise: 'Compromise',
  decision: 'Decision',
};
/** What of the Evidence room is shown; all but the table are about one prediction log. */
export const evidenceTabs = ['table', 'measures', 'fairness', 'interpretability', 'new-candidates'] as const;
export type EvidenceTab = (typeof evidenceTabs)[number];

interface Place {
  /** The room one is in, or to which the candidate's page leads back. */
  room: Room;
  /** Of the Evidence room; kept while one is elsewhere. */
  tab: EvidenceTab;
  /** The prediction log that is looked at; null: the latest. */
  log: number | null;
  /** The candidate whose page is open; null: one is in the room. */
  candidate: number | null;
  /** null is everyone. */
  role: number | null;
  selected: readonly number[];
  /** Sections of the Compromise room that are open, by name. */
  sections: readonly string[];
}

const tabNamed = (name: string | null | undefined): EvidenceTab => evidenceTabs.find((tab) => tab === name) ?? 'table';
const roomNamed = (name: string | null): Room => rooms.find((room) => room === name) ?? 'evidence';
const idIn = (text: string | null | undefined): number | null => {
  const id = Number(text);
  return Number.isInteger(id) && id > 0 ? id : null;
};

function parse(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?');
  const [head = '', id] = path.split('/');
  const params = new URLSearchParams(search);
  const selected = (params.get('select') ?? '')
    .split(',')
    .flatMap((part) => idIn(part) ?? [])
    .slice(0, 100);
  const onPage = head === 'candidate';
  return {
    room: roomNamed(onPage ? params.get('from') : head),
    tab: tabNamed(head === 'evidence' ? id : params.get('tab')),
    log: idIn(params.get('log')),
    candidate: onPage ? (idIn(id) ?? selected.at(-1) ?? null) : null,
    role: idIn(params.get('as')),
    selected,
    sections: (params.get('open') ?? '').split(',').filter((name) => /^[a-z-]+$/.test(name)),
  };
}

function write({ room, tab, log, candidate, role, selected, sections }: Place): string {
  const params = new URLSearchParams();
  if (candidate !== null) params.set('from', room);
  const inTab = candidate === null && room === 'evidence' && tab !== 'table';
  if (tab !== 'table' && !inTab) params.set('tab', tab);
  if (log !== null) params.set('log', String(log));
  if (role !== null) params.set('as', String(role));
  if (selected.length > 0) params.set('select', selected.join(','));
  if (sections.length > 0 && room === 'compromise' && candidate === null) params.set('open', sections.join(','));
  const search = params.toString();
  const path = candidate !== null ? `candidate/${candidate}` : inTab ? `${room}/${tab}` : room;
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** Marks the steps of the browser's history that were made by opening a candidate's page, so that leaving it can go back one. */
const opened = 'candidate';

/** The place in the app, kept in step with the page's address. Call `listen` once; it returns how to stop. */
export class Address {
  /** False on a page that has no rooms to go to: of somebody who joined a meeting. */
  readonly hasRooms: boolean;
  #place = $state.raw(parse(location.hash));
  /** Whether the browser has been asked to go back a step and has not done so yet: it takes a moment. */
  #goingBack = false;
  /** The candidate whose page was left last, so that the room can put the keyboard back where it was; null after another step. */
  left: number | null = null;

  constructor(hasRooms = true) {
    this.hasRooms = hasRooms;
  }

  get room(): Room {
    return this.#place.room;
  }
  get tab(): EvidenceTab {
    return this.#place.tab;
  }
  get log(): number | null {
    return this.#place.log;
  }
  get candidate(): number | null {
    return this.#place.candidate;
  }
  get role(): number | null {
    return this.#place.role;
  }
  get sections(): readonly string[] {
    return this.#place.sections;
  }
  get selected(): readonly number[] {
    return this.#place.selected;
  }

  /** Changing rooms or tabs is a step the back button undoes, and so is opening a candidate's page; all else replaces the current step. */
  go(change: Partial<Place>): void {
    const before = this.#place;
    this.#show({ ...before, ...(change.room === undefined ? {} : { candidate: null }), ...change });
    // A step made now would be the one that the browser goes back.
    if (!this.#goingBack) this.#record(before);
  }

  /** Opens the page of a candidate, or turns to it from that of another one. It is selected too. */
  open(candidate: number): void {
    const { selected } = this.#place;
    this.go({ candidate, selected: selected.includes(candidate) ? selected : [candidate] });
  }

  /** From a candidate's page back to the room it was opened in, with the role and the selection as they are now. */
  leave(): void {
    if (this.#place.candidate === null) return;
    if (history.state !== opened) return this.go({ candidate: null });
    this.#goingBack = true;
    this.#show({ ...this.#place, candidate: null });
    history.back();
  }

  /** What a link to a candidate's page says. */
  hrefOf(candidate: number): string {
    return write({ ...this.#place, candidate, selected: [candidate] });
  }

  listen(): () => void {
    const follow = () => {
      const place = parse(location.hash);
      if (!this.#goingBack) return this.#show(place);
      this.#goingBack = false;
      this.#record(place);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }

  /** Writes the place into the browser's history: as a step of its own, or in place of the current one, which led to `before`. */
  #record(before: Place): void {
    const place = this.#place;
    const moved =
      place.room !== before.room ||
      place.tab !== before.tab ||
      (place.candidate === null) !== (before.candidate === null);
    if (moved) history.pushState(place.candidate === null ? null : opened, '', write(place));
    else history.replaceState(history.state, '', write(place));
  }

  #show(place: Place): void {
    this.left = place.candidate === null ? this.#place.candidate : null;
    this.#place = place;
  }
}
