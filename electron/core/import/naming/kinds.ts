// Numbers that are no measures: what was chosen before the run, what counts cases, what is a fact about data or machine.
import type { NameVerdict } from './directions.ts';
import type { NameParts } from './tokens.ts';
import type { NameItem } from './phrases.ts';

/** As "A setting …": why a column of numbers is kept as a property of the candidate. */
export type Property = 'setting' | 'count' | 'attribute';

const settingsFirst = new Set([
  'param',
  'params',
  'hp',
  'hparam',
  'hparams',
  'hyperparameters',
  'config',
  'cfg',
  'args',
  'arg',
  'setting',
  'settings',
  'kwargs',
]);
/** "param count", "params_m", "params per layer": of the model's own parameters. */
const sizeOfParams = /^(?:counts?|cnt|m|b|k|millions?|billions?|total|size|number|num|per|trainable|active|\d.*)$/;
const chosenBounds =
  /^(?:target|targets|limit|limits|threshold|budget|cutoff|cap|quota|window|horizon|tolerance|schedule|scheduler|bin|bins|goal|config|mode|seed)$/;
const skipped = new Set(['statistic', 'split', 'figure', 'unit', 'unknown', 'end', 'time', 'storage']);

/** What a name says its numbers are, other than measures; null: nothing of the kind. */
export function propertyOf(
  { tokens }: NameParts,
  all: readonly NameItem[],
  verdict: NameVerdict | null,
): Property | null {
  const end = all.findIndex(({ sense: { as } }, i) => i > 0 && (as === 'per' || as === 'end' || as === 'break'));
  const items = end < 0 ? all : all.slice(0, end);
  if (tokens.length > 1 && settingsFirst.has(tokens[0] ?? '') && !sizeOfParams.test(tokens[1] ?? '')) return 'setting';
  if (tokens.length > 1 && /^(?:target|requested|configured)$/.test(tokens[0] ?? '')) return 'setting';
  const head = items.findLast(({ sense: { as } }) => !skipped.has(as));
  if (head?.sense.as === 'other' && chosenBounds.test(head.text)) return 'setting';
  const of = items.findIndex(({ sense }) => sense.as === 'of');
  const turned = of > 0 && items[of - 1]?.sense.as === 'number' ? items.slice(of + 1) : items;
  const last = turned.findLast(({ sense: { as } }) => !skipped.has(as));
  if (last?.sense.as === 'setting' && !turned.some(({ sense }) => sense.as === 'measure')) return 'setting';
  if (verdict !== null && verdict.wanted !== 'either') return null;
  if (
    head?.sense.as === 'attribute' ||
    (head?.sense.as === 'number' && items.some(({ sense }) => sense.as === 'attribute'))
  ) {
    return 'attribute';
  }
  const measures = items.some(({ sense: { as } }) => as === 'spread' || as === 'bound');
  const numbered = !measures && items.some(({ sense }) => sense.as === 'number');
  const totalled = tokens[0] === 'total' && head?.sense.as === 'thing';
  const known = items.some(
    ({ sense: { as } }) => as === 'thing' || as === 'unknown' || as === 'setting' || as === 'measure',
  );
  const alone = items.length === 1 && /^(?:n|count|counts)$/.test(items[0]?.text ?? '');
  return (numbered && known) || totalled || alone ? 'count' : null;
}

/** The same as sentences for the preview. */
export const propertyWords: Record<Property, string> = {
  setting: 'A setting of the run, not a measure.',
  count: 'Counts cases, steps or the like; no measure.',
  attribute: 'A fact about the data or the machine, not a measure.',
};
