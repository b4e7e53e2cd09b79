// Every format that Parley reads, in order: the first that recognises the content reads the file. Formats of one tool come before
// formats that any tool could have written, and line-by-line formats before those that need the whole file.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { dvcExperiments } from './dvc/experiments.ts';
import type { Format } from './format.ts';
import { evaluationResults } from './huggingFace/evaluationResults.ts';
import { modelCard } from './huggingFace/modelCard.ts';
import { lmEval } from './lmEval.ts';
import { measurements } from './measurements.ts';
import { metricsFolder } from './metricsFolder.ts';
import { mlflowDatabase } from './mlflow/database.ts';
import { mlflowFolder } from './mlflow/folder.ts';
import { mlflowTable } from './mlflow/runsTable.ts';
import { mteb } from './mteb.ts';
import { optunaDatabase } from './optuna/database.ts';
import { optunaJournal } from './optuna/journal.ts';
import { optunaTable } from './optuna/trialsTable.ts';
import { parquet } from './parquet/parquet.ts';
import { json, jsonLines, yaml } from './records.ts';
import { sklearn } from './sklearn.ts';
import { unknownDatabase } from './sqlite.ts';
import { table, workbook } from './table.ts';
import { timm } from './timm.ts';
import { wandbChart } from './wandb/chart.ts';
import { wandbRuns } from './wandb/runs.ts';

export const formats: readonly Format[] = [
  optunaDatabase,
  optunaJournal,
  mlflowDatabase,
  mlflowFolder,
  lmEval,
  mteb,
  modelCard,
  evaluationResults,
  sklearn,
  optunaTable,
  mlflowTable,
  dvcExperiments,
  wandbRuns,
  wandbChart,
  measurements,
  timm,
  parquet,
  // From here on any program could have written it.
  metricsFolder,
  jsonLines,
  json,
  yaml,
  unknownDatabase,
  workbook,
  table,
];

/**
 * The first format that knows the content.
 *
 * @throws ParleyError of the evidence, when the file is damaged.
 */
export async function formatOf(evidence: Evidence): Promise<Format> {
  for (const format of formats) if (await format.looksLike(evidence)) return format;
  throw new ParleyError(
    'badInput',
    `${evidence.fileName} is of no format that Parley reads. Export it as CSV (UTF-8).`,
  );
}
