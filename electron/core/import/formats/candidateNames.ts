// What candidates are called that are told apart only by where their files stand.

/**
 * Short names for paths: without the folders and endings that all have in common, as in "logs/a/run" and "logs/b/run" → "a", "b".
 *
 * @param paths folders or files without their endings.
 * @param whole the name of the chosen file or folder, used for the top path.
 */
export function namesOf(paths: readonly string[], whole: string): string[] {
  const parts = paths.map((path) => path.split('/').filter((part) => part !== ''));
  const [first = []] = parts;
  if (parts.length < 2) return [first.at(-1) ?? whole];
  const shared = (at: (names: readonly string[]) => string | undefined) =>
    at(first) !== undefined && parts.every((names) => at(names) === at(first));
  let before = 0;
  while (shared((names) => names[before])) before += 1;
  let behind = 0;
  while (shared((names) => names[names.length - 1 - behind])) behind += 1;
  const named = parts.map((names) => names.slice(before, names.length - behind).join('/'));
  const telling = named.every((name) => name !== '') && new Set(named).size === named.length;
  return telling ? named : parts.map((names) => names.join('/') || whole);
}
