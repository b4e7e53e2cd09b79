// YAML → the same values as JSON. The library refuses alias bombs; a key that stands twice is refused, dates stay text.
import { LineCounter, parseAllDocuments } from 'yaml';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { countText, excerpt } from '../problems.ts';
import type { Json } from './json.ts';

const deepest = 100;

function toJson(value: unknown, depth = 0): Json {
  if (depth > deepest) throw new RangeError('too deep');
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((one) => toJson(one, depth + 1));
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [String(key), toJson(one, depth + 1)]));
  }
  return String(value);
}

/**
 * The documents of a YAML text, in order.
 *
 * @param asText keeps every scalar as it is written, so that long numbers lose no digit.
 * @throws ParleyError `badInput` with the line.
 */
export function readYaml(text: string, fileName: string, asText = false): Json[] {
  const refuse = (message: string): never => {
    throw new ParleyError(
      'badInput',
      `${fileName} is not readable YAML: ${message} Correct the file and import it again.`,
    );
  };
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      ...{ uniqueKeys: true, intAsBigInt: true, prettyErrors: false, lineCounter: lines, logLevel: 'silent' },
      schema: asText ? 'failsafe' : 'core',
    });
    return [...documents].map((document) => {
      const [error] = document.errors;
      if (error) refuse(`line ${countText(lines.linePos(error.pos[0]).line)}: ${excerpt(error.message)}.`);
      return toJson(document.toJS({ mapAsMap: true, maxAliasCount: 100 }));
    });
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    // What the library says of alias bombs, and what the engine says of nesting without end.
    if (error instanceof RangeError || error instanceof ReferenceError)
      return refuse('it is nested or repeated too deeply.');
    throw error;
  }
}
