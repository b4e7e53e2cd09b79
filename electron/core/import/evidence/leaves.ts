// The scalars inside nested JSON and YAML values.
import type { SourceCell } from '../planning/source.ts';
import { isList, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** A scalar as a cell; null for what no cell can hold. */
export const scalar = (value: Json): SourceCell =>
  typeof value === 'boolean' ? String(value) : value === null || isList(value) || isObject(value) ? null : value;

/** Calls `each` with every scalar inside an object, its path joined by dots. Answers how many lists were passed over. */
export function forEachLeaf(object: JsonObject, each: (path: string, value: Json) => void, before = ''): number {
  let lists = 0;
  for (const [key, value] of object) {
    const path = before === '' ? key : `${before}.${key}`;
    if (isObject(value)) lists += forEachLeaf(value, each, path);
    else if (isList(value)) lists += 1;
    else each(path, value);
  }
  return lists;
}
