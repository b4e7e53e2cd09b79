// A set of small whole numbers that knows its neighbours: what a staircase needs to grow and shrink in order.

/**
 * A hierarchy of bit words, 32 to one: every operation looks at a word per level, O(log n / 5).
 * After van Emde Boas (1975), FOCS, 75–84, with words in the place of recursion.
 */
export class OrderedSlots {
  private words!: StaticArray<u32>;
  /** Where each level begins, the members' own first. */
  private starts: StaticArray<i32> = new StaticArray<i32>(9);
  private depth: i32 = 0;

  /** @param size  members lie in [0, size). */
  constructor(size: i32) {
    let total = 0;
    for (let words = size; words > 1 || this.depth == 0;) {
      words = max(1, (words + 31) / 32);
      this.starts[this.depth++] = total;
      total += words;
    }
    this.starts[this.depth] = total;
    this.words = new StaticArray<u32>(total);
  }

  insert(slot: i32): void {
    for (let level = 0; level < this.depth; level++, slot >>= 5) {
      this.words[this.starts[level] + (slot >> 5)] |= 1 << (slot & 31);
    }
  }

  remove(slot: i32): void {
    for (let level = 0; level < this.depth; level++, slot >>= 5) {
      const at = this.starts[level] + (slot >> 5);
      this.words[at] &= ~(1 << (slot & 31));
      if (this.words[at] != 0) return;
    }
  }

  /** The smallest member from `slot` on, or −1. */
  next(slot: i32): i32 {
    for (let level = 0; level < this.depth; level++, slot = (slot >> 5) + 1) {
      const at = this.starts[level] + (slot >> 5);
      if (at >= this.starts[level + 1]) return -1;
      const word = this.words[at] & ((<u32>-1) << (slot & 31));
      if (word == 0) continue;
      slot = (slot & ~31) + <i32>ctz(word);
      while (level-- > 0) slot = (slot << 5) + <i32>ctz(this.words[this.starts[level] + slot]);
      return slot;
    }
    return -1;
  }

  /** The largest member up to `slot`, or −1; −1 for a negative slot. */
  previous(slot: i32): i32 {
    for (let level = 0; level < this.depth && slot >= 0; level++, slot = (slot >> 5) - 1) {
      const word = this.words[this.starts[level] + (slot >> 5)] & ((<u32>-1) >> (31 - (slot & 31)));
      if (word == 0) continue;
      slot = (slot & ~31) + 31 - <i32>clz(word);
      while (level-- > 0) slot = (slot << 5) + 31 - <i32>clz(this.words[this.starts[level] + slot]);
      return slot;
    }
    return -1;
  }
}
