// The published JSON Schemas (draft 2020-12) of all that is saved or printed as JSON.
import { z } from 'zod';
import { ParleyError } from '../../shared/contract/errors.ts';
import { recordJsonSchema } from '../../shared/record/json.ts';
import { explanation } from './explanation.ts';
import { ranking } from './rankingJson.ts';

const schemas: Readonly<Record<string, () => unknown>> = {
  record: recordJsonSchema,
  ranking: () => z.toJSONSchema(ranking, { io: 'output' }),
  explanation: () => z.toJSONSchema(explanation, { io: 'output' }),
};

/**
 * One of them, or all by their names.
 *
 * @throws ParleyError `badInput` for a name that there is none of.
 */
export function schemaText(name: string | undefined): string {
  const names = Object.keys(schemas);
  if (name !== undefined && !Object.hasOwn(schemas, name)) {
    throw new ParleyError(
      'badInput',
      `There is no schema “${name}”. Ask for ${names.join(', ')}, or name none for all.`,
    );
  }
  const all = () => Object.fromEntries(names.map((each) => [each, schemas[each]!()]));
  return `${JSON.stringify(name === undefined ? all() : schemas[name]!(), null, 2)}\n`;
}
