// What model cards and evaluation files of Hugging Face have in common. Neither states a direction, a unit, or whether 0.9 and 90
// are the same value.
import { isList, isObject } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';

export const textOf = (value: Json | undefined): string => {
  const cell = isList(value) ? scalar(value[0] ?? null) : scalar(value ?? null);
  return cell === null ? '' : String(cell);
};
export const at = (value: Json | undefined, key: string): Json | undefined =>
  isObject(value) ? value.get(key) : undefined;

/** Names for the identities of metrics: short where that is enough, with all that sets them apart where not. */
export class MetricNames {
  readonly #byIdentity = new Map<string, string>();
  readonly #taken = new Set<string>();

  name(short: string, parts: readonly string[]): string {
    const identity = JSON.stringify(parts);
    const known = this.#byIdentity.get(identity);
    if (known !== undefined) return known;
    const differing = parts.filter((part) => part !== '' && !short.includes(part)).join(', ');
    let name = short;
    if (this.#taken.has(name)) name = `${short} (${differing || 'again'})`;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${short} (${differing || 'again'}, ${count})`;
    this.#taken.add(name);
    this.#byIdentity.set(identity, name);
    return name;
  }
}

export const aboutScale =
  'Model cards do not say whether a value is a percentage or a fraction. Check that each column is one or the other.';
