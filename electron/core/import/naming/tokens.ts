// A column's name in pieces: "GPU Latency_p95 (ms)" → gpu, latency, p95 and, apart, what stands in brackets.

export interface NameParts {
  /** Lower case words of the name without the bracket. */
  tokens: string[];
  /** What stands in brackets at the end, or ''. */
  bracket: string;
  /** The name without the bracket. */
  plain: string;
}

const trailingBracket = /^([^([]{1,180}?)\s{0,4}[([]([^()[\]]{1,40})[)\]]$/;

/** Cuts at everything that is no letter or digit, and between "aB". O(length). */
export function nameParts(header: string): NameParts {
  const match = trailingBracket.exec(header);
  const plain = match?.[1]?.trim() || header;
  const spaced = plain.replace(/%/g, ' percent ').replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2');
  const tokens = spaced.toLowerCase().match(/[\p{L}\p{N}µ]+/gu) ?? [];
  return { tokens, bracket: match?.[2]?.trim() ?? '', plain };
}
