// The results that Hugging Face keeps beside a model, in `.eval_results/*.yaml`.
import type { Evidence } from '../../evidence/evidence.ts';
import { parentOf } from '../../evidence/folder.ts';
import { isList } from '../../evidence/json.ts';
import type { Json } from '../../evidence/json.ts';
import { scalar } from '../../evidence/leaves.ts';
import { CellTable, remark, sourceTable } from '../../planning/source.ts';
import type { SourceTable } from '../../planning/source.ts';
import { candidateFolder } from '../candidateFolder.ts';
import type { Format } from '../format.ts';
import { aboutScale, at, MetricNames, textOf } from './results.ts';

const isEvalResults = (value: Json | undefined): value is Json[] =>
  isList(value) &&
  value.length > 0 &&
  value.every((one) => textOf(at(at(one, 'dataset'), 'id')) !== '' && at(one, 'value') !== undefined);

/** The results of `.eval_results` files, one candidate per model they belong to. */
function evalResultsSource(files: readonly { value: readonly Json[]; model: string }[]): SourceTable {
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
  return sourceTable({
    columns: table.finish(),
    places: Array.from({ length: byModel.size }, (_, i) => i + 1),
    problems: [remark(aboutScale)],
  });
}

function resultsIn({ documents, folder, stem }: Evidence): { value: Json[]; model: string }[] {
  return documents().flatMap(({ path, value }) =>
    isEvalResults(value) ? [{ value, model: (folder ? candidateFolder(parentOf(path)) : '') || stem }] : [],
  );
}

export const evaluationResults: Format = {
  name: 'Hugging Face evaluation results',
  looksLike: (evidence) => resultsIn(evidence).length > 0,
  read: (evidence) => {
    const source = evalResultsSource(resultsIn(evidence));
    return { ...source, problems: [...evidence.documentProblems(), ...source.problems] };
  },
};
