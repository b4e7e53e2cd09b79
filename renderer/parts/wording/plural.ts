// Counts in words.

/** "1 candidate", "12 candidates", "no candidates". */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
