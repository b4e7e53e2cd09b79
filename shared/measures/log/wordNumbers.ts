// Numbers parsed from the words of a column that was kept as words only.

/** As the importer reads a cell that is plainly a number; anything else is none. */
const plain = /^[-+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?$/;

/** NaN where the word is no number, or missing. O(cases + words). */
export function wordNumbers({ codes, names }: { codes: Int32Array; names: readonly string[] }): Float64Array {
  const numbers = names.map((name) => (name.length <= 64 && plain.test(name) ? Number(name) : NaN));
  return Float64Array.from(codes, (code) => (code < 0 ? NaN : numbers[code]!));
}
