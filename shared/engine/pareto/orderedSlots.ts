// A set of small whole numbers that knows its neighbours: what a staircase needs to grow and shrink in order.

interface OrderedSlots {
  insert(slot: number): void;
  remove(slot: number): void;
  /** The smallest member from `slot` on, or −1. */
  next(slot: number): number;
  /** The largest member up to `slot`, or −1; −1 for a negative slot. */
  previous(slot: number): number;
}

/**
 * A hierarchy of bit words, 32 to one: every operation looks at a word per level, O(log n / 5).
 * After van Emde Boas (1975), FOCS, 75–84, with words in the place of recursion.
 * @param size  members lie in [0, size).
 */
export function orderedSlots(size: number): OrderedSlots {
  const levels: Int32Array[] = [];
  for (let words = size; words > 1 || levels.length === 0;) {
    words = Math.max(1, Math.ceil(words / 32));
    levels.push(new Int32Array(words));
  }
  const depth = levels.length;

  return {
    insert(slot) {
      for (let level = 0, k = slot; level < depth; level++, k >>>= 5) levels[level]![k >>> 5]! |= 1 << (k & 31);
    },
    remove(slot) {
      for (let level = 0, k = slot; level < depth; level++, k >>>= 5) {
        if ((levels[level]![k >>> 5]! &= ~(1 << (k & 31))) !== 0) return;
      }
    },
    next(slot) {
      for (let level = 0, k = slot; level < depth; level++, k = (k >>> 5) + 1) {
        const words = levels[level]!;
        if (k >>> 5 >= words.length) return -1;
        const word = words[k >>> 5]! & (-1 << (k & 31));
        if (word === 0) continue;
        k = (k & ~31) + lowestBit(word);
        while (level-- > 0) k = (k << 5) + lowestBit(levels[level]![k]!);
        return k;
      }
      return -1;
    },
    previous(slot) {
      for (let level = 0, k = slot; level < depth && k >= 0; level++, k = (k >>> 5) - 1) {
        const word = levels[level]![k >>> 5]! & ((2 << (k & 31)) - 1);
        if (word === 0) continue;
        k = (k & ~31) + highestBit(word);
        while (level-- > 0) k = (k << 5) + highestBit(levels[level]![k]!);
        return k;
      }
      return -1;
    },
  };
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

function highestBit(word: number): number {
  return 31 - Math.clz32(word);
}
