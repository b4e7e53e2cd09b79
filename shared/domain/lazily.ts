/**
 * Makes a value when it is asked for first, and keeps it. For what is slow to make and not always needed: a formatter of the platform
 * takes the page several milliseconds, which the first screen would wait for.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
