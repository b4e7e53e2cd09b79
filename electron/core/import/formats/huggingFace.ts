// Hugging Face: the model index in the front matter of a model card, and `.eval_results/*.yaml`. Neither states a direction, a
// unit, or whether 0.9 and 90 mean the same.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import { excerpt } from '../text/problems.ts';
import { isList, isObject } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import { CellTable, remark } from '../planning/source.ts';
import type { Source } from '../planning/source.ts';
import { scalar } from './values.ts';
import { readYaml } from './yaml.ts';

const opening = /^\ufeff?---[ \t]*\r?\n/;
const closing = /\r?\n---[ \t]*(?:\r?\n|$)/;

/** The front matter of a card: the YAML between the first two lines of three hyphens; null without. */
export function frontMatter(text: string): string | null {
  const open = opening.exec(text);
  if (!open) return null;
  const rest = text.slice(open[0].length);
  const close = closing.exec(rest);
  return close ? rest.slice(0, close.index) : null;
}

/** What the card says in words: everything behind the front matter. */
export function cardText(text: string): string {
  const open = opening.exec(text);
  const rest = open ? text.slice(open[0].length) : text;
  const close = open ? closing.exec(rest) : null;
  return close ? rest.slice(close.index + close[0].length).trim() : '';
}

export interface ModelCard {
  /** The front matter. */
  value: JsonObject;
  /** What stands for the model where the card names none. */
  name: string;
  /** The card in words. */
  text: string;
}

export const hasModelIndex = (value: Json | undefined): value is JsonObject =>
  isObject(value) && isList(value.get('model-index'));

const textOf = (value: Json | undefined): string => {
  const cell = isList(value) ? scalar(value[0] ?? null) : scalar(value ?? null);
  return cell === null ? '' : String(cell);
};
const at = (value: Json | undefined, key: string): Json | undefined => (isObject(value) ? value.get(key) : undefined);

/** Names for the identities of metrics: short where that is enough, with all that sets them apart where not. */
class MetricNames {
  readonly #byIdentity = new Map<string, string>();
  readonly #taken = new Set<string>();

  name(short: string, parts: readonly string[]): string {
    const identity = JSON.stringify(parts);
    const known = this.#byIdentity.get(identity);
    if (known !== undefined) return known;
    const apart = parts.filter((part) => part !== '' && !short.includes(part)).join(', ');
    let name = short;
    if (this.#taken.has(name)) name = `${short} (${apart || 'again'})`;
    for (let count = 2; this.#taken.has(name); count += 1) name = `${short} (${apart || 'again'}, ${count})`;
    this.#taken.add(name);
    this.#byIdentity.set(identity, name);
    return name;
  }
}

const aboutScale =
  'Model cards do not say whether a value is a percentage or a fraction. Check that each column is one or the other.';

/**
 * The models of cards, one candidate each.
 *
 * @throws ParleyError `badInput` when no card states a result.
 */
export function modelIndexSource(cards: readonly ModelCard[], fileName: string): Source {
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
  return {
    ...{ format: 'Hugging Face model card', part: '', choices: [], problems, incumbent: null },
    ...{ columns: table.finish(), places },
  };
}

function headerOf(names: MetricNames, result: Json, dataset: Json | undefined, metric: Json): string {
  const of = textOf(at(dataset, 'name')) || textOf(at(dataset, 'type'));
  const what = textOf(at(metric, 'type')) || textOf(at(metric, 'name'));
  const args = JSON.stringify(at(metric, 'args') ?? null, (_, value: unknown) =>
    value instanceof Map ? [...value] : value,
  );
  return names.name(`${of} ${what}`, [
    ...[of, what, textOf(at(at(result, 'task'), 'type')), textOf(at(metric, 'name')), textOf(at(metric, 'config'))],
    ...['type', 'config', 'split', 'revision'].map((key) => textOf(at(dataset, key))),
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

export const isEvalResults = (value: Json | undefined): value is Json[] =>
  isList(value) &&
  value.length > 0 &&
  value.every((one) => textOf(at(at(one, 'dataset'), 'id')) !== '' && at(one, 'value') !== undefined);

/** The results of `.eval_results` files, one candidate per model they belong to. */
export function evalResultsSource(files: readonly { value: readonly Json[]; model: string }[]): Source {
  const table = new CellTable();
  const names = new MetricNames();
  const byModel = Map.groupBy(files, ({ model }) => model);
  for (const [model, mine] of byModel) {
    table.next();
    table.set('Model', model, {
      use: 'name',
      because: 'Names the candidate: the folder or file the results stand in.',
    });
    for (const result of mine.flatMap(({ value }) => value)) {
      const dataset = at(result, 'dataset');
      const [id, task] = [textOf(at(dataset, 'id')), textOf(at(dataset, 'task_id'))];
      const header = names.name([id, task].filter((part) => part !== '').join(' '), [
        id,
        task,
        textOf(at(dataset, 'revision')),
      ]);
      table.set(header, scalar(at(result, 'value') ?? null), {
        use: 'metric',
        because: 'A result of the evaluation file.',
      });
    }
  }
  return {
    ...{
      format: 'Hugging Face evaluation results',
      part: '',
      choices: [],
      problems: [remark(aboutScale)],
      incumbent: null,
    },
    ...{ columns: table.finish(), places: Array.from({ length: byModel.size }, (_, i) => i + 1) },
  };
}

/** The front matter of a card as a value. */
export const readCard = (text: string, fileName: string): Json | undefined => {
  const matter = frontMatter(text);
  return matter === null ? undefined : readYaml(matter, fileName)[0];
};
