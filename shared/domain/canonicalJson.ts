// One text for one value, so that equal content has equal digests on every machine: RFC 8785 (JSON Canonicalization Scheme) on plain
// data, after Unicode normalisation (NFC) of every string and key. Written here because libraries differ on what is no plain JSON.

const MOST_LEVELS = 64;

/**
 * Canonical JSON of a plain value: keys sorted by UTF-16 code units, no blanks, numbers as ECMAScript writes them.
 *
 * @throws TypeError for what JSON does not carry (undefined, holes, NaN, Dates, Maps, bigints …), for lone surrogates, for two keys
 *         that are the same after normalisation, and beyond 64 levels.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, level: number): string {
  if (level > MOST_LEVELS) throw new TypeError(`More than ${MOST_LEVELS} levels.`);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(normal(value));
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`Not finite: ${value}.`);
    // JSON.stringify writes −0 as 0, and any other number in the shortest form that reads back as the same.
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`Not JSON: ${typeof value}.`);
  if (Array.isArray(value)) {
    // A plain loop sees holes, which map() would jump over.
    const parts: string[] = [];
    for (let i = 0; i < value.length; i++) {
      if (!Object.hasOwn(value, i)) throw new TypeError('A hole in an array.');
      parts.push(write(value[i], level + 1));
    }
    return `[${parts.join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('Not a plain object.');
  const entries = Object.entries(value).map(([key, part]) => [normal(key), part] as const);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const twice = entries.find(([key], i) => i > 0 && key === entries[i - 1]![0]);
  if (twice) throw new TypeError(`The key ${JSON.stringify(twice[0])} stands twice.`);
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${write(part, level + 1)}`).join(',')}}`;
}

function normal(text: string): string {
  if (!text.isWellFormed()) throw new TypeError('A lone surrogate.');
  return text.normalize('NFC');
}
