// The model index in the front matter of Hugging Face model cards, or in a file of its own.
import { ParleyError } from '../../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { SourceTable } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import type { Format } from '../format.ts';
import { aboutScale, at, MetricNames, textOf } from './results.ts';

interface ModelCard {
  /** The front matter. */
  value: JsonObject;
  /** The model's name where the card gives none. */
  name: string;
  /** The card in words. */
  text: string;
}

const hasModelIndex = (value: Json | undefined): value is JsonObject =>
  isObject(value) && isList(value.get('model-index'));

/**
 * The models of cards, one candidate each.
 *
 * @throws ParleyError `badInput` when no card states a result.
 */
function modelIndexSource(cards: readonly ModelCard[], fileName: string): SourceTable {
  const table = new CellTable();
  const problems: Problem[] = [];
  const names = new MetricNames();
  const places: number[] = [];
  let results = 0;
  cards.forEach(({ value: card, name: fallback, text }, place) => {
    const models = card.get('model-index');
    for (const model of isList(models) ? models : []) {
      const name = textOf(at(model, 'name')) || fallback;
      table.next();
      places.push(place + 1);
      table.set('Model', name, { use: 'name', because: 'Names the candidate: the model of the card.' });
      const list = at(model, 'results');
      for (const [i, result] of (isList(list) ? list : []).entries()) {
        const where = `Result ${i + 1} of "${excerpt(name)}"`;
        const dataset = at(result, 'dataset');
        const metrics = at(result, 'metrics');
        if (textOf(at(dataset, 'type')) === '' && textOf(at(dataset, 'name')) === '') {
          problems.push(
            remark(
              `${where} names no dataset, so it is left out. Add dataset.type and dataset.name to the card.`,
              '',
              place + 1,
            ),
          );
          continue;
        }
        for (const metric of isList(metrics) ? metrics : []) {
          const value = at(metric, 'value');
          if (value === undefined || isList(value) || isObject(value)) {
            problems.push(remark(`${where} has a metric without one value, so that is left out.`, '', place + 1));
            continue;
          }
          table.set(headerOf(names, result, dataset, metric), scalar(value), {
            use: 'metric',
            because: 'A result of the model card.',
          });
          results += 1;
        }
      }
      setAbout(table, card);
      if (text !== '')
        table.set('model card', text, { use: 'attribute', because: 'The card itself, as its author wrote it.' });
    }
  });
  if (results === 0) {
    const why = problems[0]?.message ?? 'Its model-index is empty.';
    throw new ParleyError('badInput', `${fileName} states no result that can be imported. ${why}`);
  }
  problems.push(remark(aboutScale));
  return sourceTable({ columns: table.finish(), places, problems });
}

function headerOf(names: MetricNames, result: Json, dataset: Json | undefined, metric: Json): string {
  const of = textOf(at(dataset, 'name')) || textOf(at(dataset, 'type'));
  const what = textOf(at(metric, 'type')) || textOf(at(metric, 'name'));
  const args = JSON.stringify(at(metric, 'args') ?? null, (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  return names.name(`${of} ${what}`, [
    of,
    what,
    textOf(at(at(result, 'task'), 'type')),
    textOf(at(metric, 'name')),
    textOf(at(metric, 'config')),
    textOf(at(dataset, 'type')),
    textOf(at(dataset, 'config')),
    textOf(at(dataset, 'split')),
    textOf(at(dataset, 'revision')),
    args === 'null' ? '' : args,
  ]);
}

const about = ['license', 'library_name', 'pipeline_tag', 'base_model'];

function setAbout(table: CellTable, card: JsonObject): void {
  for (const key of about) {
    const text = textOf(card.get(key));
    if (text !== '') table.set(key, text, { use: 'attribute', because: 'From the model card.' });
  }
  const emitted = card.get('co2_eq_emissions');
  const grams = scalar((isObject(emitted) ? emitted.get('emissions') : emitted) ?? null);
  if (grams !== null) {
    table.set('co2_eq_emissions', grams, {
      use: 'metric',
      because: 'From the model card, in grams.',
      direction: 'min',
      unit: 'g',
    });
  }
}

function cardsIn({ documents, folder, stem }: Evidence): ModelCard[] {
  return documents().flatMap(({ path, value, text }) =>
    hasModelIndex(value) ? [{ value, name: (folder ? baseOf(parentOf(path)) : '') || stem, text }] : [],
  );
}

export const modelCard: Format = {
  name: 'Hugging Face model card',
  looksLike: (evidence) => evidence.markup() === 'front matter' || cardsIn(evidence).length > 0,
  read: (evidence) => {
    const { fileName } = evidence;
    const cards = cardsIn(evidence);
    if (cards.length > 0) {
      const source = modelIndexSource(cards, fileName);
      return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
    }
    const cardWithout = `${fileName} begins like a model card and has no model-index, which holds the results.`;
    throw new ParleyError('badInput', `${cardWithout} Add one, or import the results from a table.`);
  },
};
