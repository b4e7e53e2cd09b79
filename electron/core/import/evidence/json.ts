// JSON as Python and JavaScript tools write it: bare NaN and Infinity, integers longer than a number can hold. Objects become
// Maps, so that no key can reach a prototype; a duplicate key is refused, never silently dropped.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = Map<string, Json>;

export const isObject = (value: Json | undefined): value is JsonObject => value instanceof Map;
export const isList = (value: Json | undefined): value is Json[] => Array.isArray(value);

const deepest = 100;
const numberAt = /-?(?:\d{1,400}(?:\.\d{1,400})?(?:[eE][-+]?\d{1,9})?|Infinity|inf)/y;
const wordAt = /NaN|nan|null|true|false|Infinity|inf|None|True|False/y;
const escapes: Record<string, string> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const words: Record<string, Json> = {
  NaN: NaN,
  nan: NaN,
  null: null,
  true: true,
  false: false,
  Infinity: Infinity,
  inf: Infinity,
  None: null,
  True: true,
  False: false,
};

/** Where reading stopped, in words for a person. */
class JsonFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Reads one value from `start`.
 *
 * @returns the value, and where the text after it begins.
 * @throws JsonFault with the place of what is not JSON, or deeper than 100.
 * O(length), whatever the text.
 */
function readValue(text: string, start: number): { value: Json; end: number } {
  let at = start;
  const fail = (message: string): never => {
    throw new JsonFault(message, at);
  };
  const skip = () => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff) at += 1;
      else return;
    }
  };
  const string = (): string => {
    at += 1;
    let from = at;
    let result = '';
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        result += text.slice(from, at);
        at += 1;
        return result;
      }
      if (code !== 92) continue;
      result += text.slice(from, at);
      at += 1;
      const mark = text[at] ?? '';
      if (mark === 'u') {
        const digits = text.slice(at + 1, at + 5);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail('An escape sequence is not complete.');
        result += String.fromCharCode(Number.parseInt(digits, 16));
        at += 4;
      } else if (Object.hasOwn(escapes, mark)) result += escapes[mark];
      else fail('A backslash stands before a character that needs none.');
      from = at + 1;
    }
    return fail('A text opens and never closes.');
  };
  const value = (depth: number): Json => {
    if (depth > deepest) fail(`Values are nested more than ${deepest} deep.`);
    skip();
    const mark = text[at];
    if (mark === '"') return string();
    if (mark === '[') {
      const list: Json[] = [];
      at += 1;
      skip();
      if (text[at] === ']') {
        at += 1;
        return list;
      }
      for (;;) {
        list.push(value(depth + 1));
        skip();
        const next = text[at];
        if (next !== ',' && next !== ']') fail('A comma or the end of a list is missing.');
        at += 1;
        if (next === ']') return list;
      }
    }
    if (mark === '{') {
      const object: JsonObject = new Map();
      at += 1;
      skip();
      if (text[at] === '}') {
        at += 1;
        return object;
      }
      for (;;) {
        skip();
        if (text[at] !== '"') fail('A name in double quotes is missing.');
        const place = at;
        const key = string();
        if (object.has(key)) {
          at = place;
          fail(`The name "${excerpt(key)}" stands twice in one object. Take one out.`);
        }
        skip();
        if (text[at] !== ':') fail('A colon after a name is missing.');
        at += 1;
        object.set(key, value(depth + 1));
        skip();
        const next = text[at];
        if (next !== ',' && next !== '}') fail('A comma or the end of an object is missing.');
        at += 1;
        if (next === '}') return object;
      }
    }
    numberAt.lastIndex = at;
    const digits = mark === undefined ? null : numberAt.exec(text);
    if (digits && /[-\d]/.test(mark ?? '')) {
      at += digits[0].length;
      const number = Number(digits[0].replace(/inf$/, 'Infinity'));
      return /^-?\d+$/.test(digits[0]) && !Number.isSafeInteger(number) ? digits[0] : number;
    }
    wordAt.lastIndex = at;
    const word = wordAt.exec(text);
    if (!word) return fail(at >= text.length ? 'It ends too early.' : 'This is not a value.');
    at += word[0].length;
    return words[word[0]] ?? null;
  };
  const result = value(0);
  skip();
  return { value: result, end: at };
}

/** A small JSON text that stands inside something else (an attribute of a database); null where it is none. */
export function readJsonCell(text: string): Json | undefined {
  try {
    const { value, end } = readValue(text, 0);
    return end === text.length ? value : undefined;
  } catch (error) {
    if (error instanceof JsonFault) return undefined;
    throw error;
  }
}

/**
 * A JSON text, or several one after another (NDJSON, JSON Lines).
 *
 * @returns the values in order.
 * @throws ParleyError `badInput` with the line.
 */
export function readJson(text: string, fileName: string): Json[] {
  const values: Json[] = [];
  try {
    for (let at = 0; at < text.length || values.length === 0;) {
      const { value, end } = readValue(text, at);
      values.push(value);
      at = end;
    }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    let line = 1;
    for (let at = text.indexOf('\n'); at >= 0 && at < error.at; at = text.indexOf('\n', at + 1)) line += 1;
    const found = excerpt(text.slice(error.at, error.at + 40));
    const where = found === '' ? 'at its end' : `at "${found}"`;
    throw new ParleyError(
      'badInput',
      `${fileName} is not readable JSON: line ${formatCount(line)}, ${where}. ${error.message} Correct the file and import it again.`,
    );
  }
  return values;
}
