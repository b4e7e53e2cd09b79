// Long names made short where they do not differ, so that a table of "vit_large_patch14_…" can be read.

interface ShortNames {
  /** What all names begin and end with; '' where that is not left out. */
  begin: string;
  end: string;
  /** One per name: the name itself, or its telling parts with "…" for what was left out. Different names stay different. */
  short: string[];
}

/** Shared beginnings and ends shorter than this are not worth a sentence. */
const WORTH_SAYING = 8;
/** A part without separators is cut into pieces of this length. */
const PIECE = 6;

/**
 * The names in at most `limit` letters each, and more only where fewer would not tell them apart.
 *
 * What all names begin and end with is left out and has to be said once, by whoever shows them, unless `sharedOut` is false. Of a name that is still too long
 * the first piece stays and then those that fewest other names have; a run of the others becomes one "…".
 * O(letters + names² × pieces) of a few hundred names, O(letters) of more.
 */
export function shortNames(names: readonly string[], limit: number, { sharedOut = true } = {}): ShortNames {
  if (names.every((name) => name.length <= limit)) return { begin: '', end: '', short: [...names] };
  const { begin, end } = sharedOut ? sharedEnds(names) : { begin: '', end: '' };
  const cores = names.map((name) => name.slice(begin.length, name.length - end.length));
  const pieces = cores.map((core) => (core.length <= limit ? null : piecesOf(core)));
  const having = new Map<string, number>();
  for (const core of cores)
    for (const piece of new Set(piecesOf(core))) having.set(piece, (having.get(piece) ?? 0) + 1);

  const needed = tellingPieces(pieces, cores, having, limit);
  let short: string[] = [];
  // Of names that look alike each gets the piece that fewest of them have. That may make it like others, so a few times.
  for (let round = 0; round < 8; round += 1) {
    short = cores.map((core, n) => (pieces[n] ? abbreviated(pieces[n], having, needed[n]!, limit) : core));
    const alike = [...placesBy(short, cores).values()].filter((places) => places.length > 1);
    if (alike.length === 0) break;
    for (const places of alike) {
      const among = new Map<string, number>();
      for (const n of places)
        for (const piece of new Set(pieces[n] ?? piecesOf(cores[n]!))) among.set(piece, (among.get(piece) ?? 0) + 1);
      for (const n of places) {
        const telling = (pieces[n] ?? [])
          .filter((piece) => among.get(piece)! < places.length && !needed[n]!.has(piece))
          .sort((a, b) => among.get(a)! - among.get(b)!);
        if (telling[0] !== undefined) needed[n]!.add(telling[0]);
      }
    }
  }
  // Where pieces do not tell them apart, as "a_b_a" and "a_a_b", names are written out.
  for (;;) {
    const alike = [...placesBy(short, cores).values()].filter((places) => places.length > 1);
    if (alike.length === 0) return { begin, end, short };
    for (const n of alike.flat()) short[n] = cores[n]!;
  }
}

/** Of more names than this nobody compares neighbours by eye. */
const MOST_COMPARED = 400;

/** Of each long name the pieces that tell it from the name it is most alike: "_320" beside "_384". O(names² × pieces). */
function tellingPieces(
  pieces: readonly (readonly string[] | null)[],
  cores: readonly string[],
  having: ReadonlyMap<string, number>,
  limit: number,
): Set<string>[] {
  const nothing = pieces.map(() => new Set<string>());
  if (pieces.length > MOST_COMPARED) return nothing;
  const sets = cores.map((core, n) => new Set(pieces[n] ?? piecesOf(core)));
  return pieces.map((own, n) => {
    if (own === null) return nothing[n]!;
    let fewest = Infinity;
    let nearest: string[][] = [];
    sets.forEach((other, m) => {
      if (m === n) return;
      const missing = own.filter((piece) => !other.has(piece));
      const differing = missing.length + [...other].filter((piece) => !sets[n]!.has(piece)).length;
      if (differing > fewest || differing === 0) return;
      if (differing < fewest) nearest = [];
      fewest = differing;
      nearest.push(missing);
    });
    // All of those it is equally alike to, where there is room for that.
    const all = new Set(nearest.flat());
    return abbreviated(own, having, all, limit).length <= limit ? all : new Set(nearest[0]);
  });
}

/** Places by what stands there; names that are the same anyway count once. */
function placesBy(short: readonly string[], cores: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  short.forEach((text, n) => {
    const there = places.get(text);
    if (!there) places.set(text, [n]);
    else if (there.every((other) => cores[other] !== cores[n])) there.push(n);
  });
  return places;
}

/** What all names begin and end with, up to a separator, where it is worth saying; something of every name is left. */
function sharedEnds(names: readonly string[]): { begin: string; end: string } {
  const nothing = { begin: '', end: '' };
  const [first] = names;
  if (first === undefined || names.length < 3) return nothing;
  const shortest = Math.min(...names.map(({ length }) => length));
  let from = 0;
  while (from < shortest && names.every((name) => name[from] === first[from])) from += 1;
  let to = 0;
  while (to < shortest - from && names.every((name) => name.at(-1 - to) === first.at(-1 - to))) to += 1;
  const begin = /^.*[\s_\-./:@]/u.exec(first.slice(0, from))?.[0] ?? '';
  const end = /[\s_\-./:@].*$/u.exec(first.slice(first.length - to))?.[0] ?? '';
  const kept = {
    begin: begin.length >= WORTH_SAYING ? begin : '',
    end: end.length >= WORTH_SAYING ? end : '',
  };
  return shortest > kept.begin.length + kept.end.length ? kept : nothing;
}

/**
 * Words with the separators before them; what has no separators for long is cut. A piece that comes again is another one, told by a
 * NUL and its number: "in22k_ft_in22k" has something that "in22k_ft" has not.
 */
function piecesOf(name: string): string[] {
  const seen = new Map<string, number>();
  return wordsOf(name).map((piece) => {
    const times = seen.get(piece) ?? 0;
    seen.set(piece, times + 1);
    return times === 0 ? piece : `${piece}\0${times}`;
  });
}
const textOf = (piece: string): string => piece.split('\0', 1)[0]!;

function wordsOf(name: string): string[] {
  const words = name.match(/[\s_\-./:@]*[^\s_\-./:@]+|[\s_\-./:@]+$/gu) ?? [name];
  return words.flatMap((word) => {
    if (word.length <= 2 * PIECE) return [word];
    const letters = Array.from(word);
    return Array.from({ length: Math.ceil(letters.length / PIECE) }, (_, k) =>
      letters.slice(k * PIECE, (k + 1) * PIECE).join(''),
    );
  });
}

/** The first piece, those that are needed, then the rarest, as many as fit. */
function abbreviated(
  pieces: readonly string[],
  having: ReadonlyMap<string, number>,
  needed: ReadonlySet<string>,
  limit: number,
): string {
  const chosen = new Set([0]);
  const written = (of: ReadonlySet<number>) => {
    let text = '';
    let gap = false;
    pieces.forEach((piece, p) => {
      if (of.has(p)) text += textOf(piece);
      else if (!gap) text += '…';
      gap = !of.has(p);
    });
    return text;
  };
  pieces.forEach((piece, p) => {
    if (needed.has(piece)) chosen.add(p);
  });
  const rarest = pieces.map((_, p) => p).sort((a, b) => having.get(pieces[a]!)! - having.get(pieces[b]!)! || a - b);
  for (const p of rarest) {
    if (chosen.has(p)) continue;
    chosen.add(p);
    if (written(chosen).length > limit) chosen.delete(p);
  }
  return written(chosen);
}

/** "Every name begins vit_large_ and ends _fp16; shown is what differs."; '' where nothing is left out of all names. */
export function leftOutSentence({ begin, end }: Pick<ShortNames, 'begin' | 'end'>): string {
  const parts = [begin === '' ? '' : `begins “${begin}”`, end === '' ? '' : `ends “${end}”`].filter(
    (part) => part !== '',
  );
  return parts.length === 0 ? '' : `Every name ${parts.join(' and ')}; shown is what differs.`;
}
