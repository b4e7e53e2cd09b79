// Results of the harnesses for generated programs: BigCode's `evaluation_results.json`, and EvalPlus' `eval_results.json`. A file is
// a candidate; pass@k is a fraction, larger is better.
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, stemOf } from '../../evidence/folder.ts';
import { isList, isObject } from '../../evidence/json.ts';
import type { Json, JsonObject } from '../../evidence/json.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { SourceCell, ColumnHint } from '../../planning/source.ts';
import { excerpt } from '../../text/problems.ts';
import { namesOf } from '../candidateNames.ts';
import type { Format } from '../format.ts';
import { settingsIn } from '../settings.ts';

const passAtK = /^pass@\d+$/;
const passes: ColumnHint = { use: 'metric', because: 'The share of tasks solved.', direction: 'max', unit: '' };

const ratesIn = (value: Json | undefined): [string, number][] =>
  isObject(value)
    ? [...value].filter((entry): entry is [string, number] => passAtK.test(entry[0]) && typeof entry[1] === 'number')
    : [];

const isBigCode = (value: Json): value is JsonObject =>
  isObject(value) &&
  isObject(value.get('config')) &&
  [...value].some(([key, one]) => key !== 'config' && ratesIn(one).length > 0);

const bigCodeIn = ({ documents }: Evidence) =>
  documents().flatMap(({ path, value }) => (isBigCode(value) ? [{ path, value }] : []));

export const bigCode: Format = {
  name: 'BigCode evaluation results',
  looksLike: (evidence) => bigCodeIn(evidence).length > 0,
  read: (evidence) => {
    const files = bigCodeIn(evidence);
    const table = new CellTable();
    const fallback = namesOf(
      files.map(({ path }) => stemOf(path)),
      evidence.stem,
    );
    const limits = new Set<string>();
    files.forEach(({ path, value }, i) => {
      const config = value.get('config');
      const settings = settingsIn({ path, value: config ?? null, text: '' });
      const model = settings.find(([name]) => name === 'model')?.[1];
      table.next();
      const because = 'Names the candidate: the model that was evaluated.';
      table.set('Model', model ?? fallback[i]!, { use: 'name', because });
      for (const [task, result] of value) {
        for (const [metric, rate] of task === 'config' ? [] : ratesIn(result))
          table.set(`${task} ${metric}`, rate, passes);
      }
      const limit = isObject(config) ? (config.get('limit') ?? null) : null;
      limits.add(String(limit));
      for (const [name, cell] of settings) {
        if (name === 'model') continue;
        table.set(name, cell, { use: 'attribute', because: 'How the model was run.' });
      }
    });
    const problems: Problem[] = [];
    if (limits.size > 1) {
      problems.push(
        remark(
          'The models were not run on the same tasks: their limits differ, so their values are not comparable. Run them with one limit.',
          'limit',
        ),
      );
    }
    return sourceTable({
      columns: table.finish(),
      places: files.map((_, i) => i + 1),
      problems: [...evidence.documentProblems(), ...problems],
    });
  },
};

const isEvalPlus = (value: Json): value is JsonObject =>
  isObject(value) && isObject(value.get('eval')) && (isObject(value.get('pass_at_k')) || value.has('hash'));

const evalPlusIn = ({ documents }: Evidence) =>
  documents().flatMap(({ path, value }) => (isEvalPlus(value) ? [{ path, value }] : []));

/** The pass rates by set of tests, and of one sample per task how sure they are. */
function evalPlusRates(file: JsonObject): { header: string; rate: number; error: number | null }[] {
  const tasks = file.get('eval');
  const samples = (isObject(tasks) ? [...tasks.values()] : []).map((one) => (isList(one) ? one.filter(isObject) : []));
  const single = samples.length > 0 && samples.every((one) => one.length === 1);
  const stated = file.get('pass_at_k');
  const passed = (key: string) => (sample: JsonObject) => sample.get(key) === 'pass';
  const base = passed('base_status');
  const plus = (sample: JsonObject) => base(sample) && passed('plus_status')(sample);
  return (['base', 'plus'] as const).flatMap((tests) => {
    const rates = ratesIn(isObject(stated) ? stated.get(tests) : undefined);
    const hasTests = samples.some((one) => one.some((sample) => sample.has(`${tests}_status`)));
    if (rates.length === 0 && single && hasTests) {
      const count = samples.filter(([sample]) => (tests === 'base' ? base : plus)(sample!)).length;
      rates.push(['pass@1', count / samples.length]);
    }
    return rates.map(([metric, rate]) => ({
      header: `${metric} (${tests})`,
      rate,
      error: single && metric === 'pass@1' ? Math.sqrt((rate * (1 - rate)) / samples.length) : null,
    }));
  });
}

export const evalPlus: Format = {
  name: 'EvalPlus results',
  looksLike: (evidence) => evalPlusIn(evidence).length > 0,
  read: (evidence) => {
    const files = evalPlusIn(evidence);
    const table = new CellTable();
    const names = namesOf(
      files.map(({ path }) => path.replace(/[._]?eval_results\.json$/, '') || path),
      evidence.stem,
    );
    files.forEach(({ value }, i) => {
      table.next();
      const model: SourceCell = baseOf(names[i]!).replace('--', '/');
      table.set('Model', excerpt(model), { use: 'name', because: 'Names the candidate: its file.' });
      for (const { header, rate, error } of evalPlusRates(value)) {
        table.set(header, rate, passes);
        if (error === null) continue;
        const because = 'From the number of tasks: √(p(1 − p) / n).';
        table.set(`${header} standard error`, error, {
          use: 'standardError',
          because,
          of: header,
          made: '√(p(1 − p) / n), n tasks',
        });
      }
    });
    const both = remark('Whoever passes the "plus" tests passes the "base" tests too: the two are not independent.');
    return sourceTable({
      columns: table.finish(),
      places: files.map((_, i) => i + 1),
      problems: [...evidence.documentProblems(), both],
    });
  },
};
