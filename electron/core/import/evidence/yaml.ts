// YAML → the same values as JSON, every scalar as it is written, so that neither versions (0.70) nor long ids lose a digit.
// The library refuses alias bombs; a duplicate key is refused.
import { formatCount } from '../../../../shared/domain/format.ts';
import { LineCounter, parseAllDocuments } from 'yaml';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';
import type { Json } from './json.ts';

const deepest = 100;

/** What YAML spells in its own way. */
const spelled: Record<string, string | null> = {
  '~': null,
  '': null,
  '.nan': 'NaN',
  '.inf': 'Infinity',
  '-.inf': '-Infinity',
};

function toJson(value: unknown, depth = 0): Json {
  if (depth > deepest) throw new RangeError('too deep');
  if (Array.isArray(value)) return value.map((one) => toJson(one, depth + 1));
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [String(key), toJson(one, depth + 1)]));
  }
  const text = typeof value === 'string' ? value : '';
  const key = text.toLowerCase();
  return Object.hasOwn(spelled, key) ? (spelled[key] ?? null) : text;
}

/**
 * The documents of a YAML text, in order.
 *
 * @throws ParleyError `badInput` with the line.
 */
export function readYaml(text: string, fileName: string): Json[] {
  const refuse = (message: string): never => {
    throw new ParleyError(
      'badInput',
      `${fileName} is not readable YAML: ${message} Correct the file and import it again.`,
    );
  };
  const lines = new LineCounter();
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: true,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'silent',
      schema: 'failsafe',
    });
    return [...documents].map((document) => {
      const [error] = document.errors;
      if (error) refuse(`line ${formatCount(lines.linePos(error.pos[0]).line)}: ${excerpt(error.message)}.`);
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
