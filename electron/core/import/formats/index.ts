// Every format that Parley reads, in order: the first that recognises the content reads the file. Formats of one tool come before
// formats that any tool could have written, and line-by-line formats before those that need the whole file.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { aequitas } from './aequitas.ts';
import { autogluon } from './autoMl/autogluon.ts';
import { flaml } from './autoMl/flaml.ts';
import { h2o } from './autoMl/h2o.ts';
import { pycaret } from './autoMl/pycaret.ts';
import { dvcExperiments } from './dvc/experiments.ts';
import { dvcLock } from './dvc/lock.ts';
import type { Format } from './format.ts';
import { evaluationResults } from './huggingFace/evaluationResults.ts';
import { modelCard } from './huggingFace/modelCard.ts';
import { trainer } from './huggingFace/trainer.ts';
import { kerasTuner } from './kerasTuner.ts';
import { genAiPerf } from './loadTests/genAiPerf.ts';
import { k6 } from './loadTests/k6.ts';
import { locust } from './loadTests/locust.ts';
import { mlperf } from './loadTests/mlperf.ts';
import { tritonPerfAnalyzer } from './loadTests/tritonPerfAnalyzer.ts';
import { vegeta } from './loadTests/vegeta.ts';
import { vllm } from './loadTests/vllm.ts';
import { bigCode, evalPlus } from './evaluation/codeGeneration.ts';
import { helm } from './evaluation/helm.ts';
import { lmEval } from './evaluation/lmEval.ts';
import { lmEvalTable } from './evaluation/lmEvalTable.ts';
import { openCompass } from './evaluation/openCompass.ts';
import { measurements } from './measurements.ts';
import { metricsFolder } from './metricsFolder.ts';
import { mlflowDatabase } from './mlflow/database.ts';
import { mlflowFolder } from './mlflow/folder.ts';
import { mlflowServer } from './mlflow/server.ts';
import { mlflowTable } from './mlflow/runsTable.ts';
import { mteb } from './evaluation/mteb.ts';
import { optunaDatabase } from './optuna/database.ts';
import { optunaJournal } from './optuna/journal.ts';
import { optunaTable } from './optuna/trialsTable.ts';
import { parquet } from './parquet/parquet.ts';
import { json, jsonLines, yaml } from './records.ts';
import { runsPerModel } from './runsPerModel.ts';
import { sklearn } from './sklearn.ts';
import { unknownDatabase } from './sqlite.ts';
import { table, workbook } from './table.ts';
import { tensorBoard } from './tensorBoard/tensorBoard.ts';
import { timm } from './timm.ts';
import { lightning } from './training/lightning.ts';
import { rayTune } from './training/rayTune.ts';
import { trainingHistory, trainingHistoryObject } from './training/trainingHistory.ts';
import { ultralytics } from './training/ultralytics.ts';
import { wandbChart } from './wandb/chart.ts';
import { wandbRunFolders } from './wandb/runFolders.ts';
import { wandbRuns } from './wandb/runs.ts';

export const formats: readonly Format[] = [
  optunaDatabase,
  optunaJournal,
  mlflowDatabase,
  mlflowFolder,
  wandbRunFolders,
  kerasTuner,
  rayTune,
  lightning,
  ultralytics,
  tensorBoard,
  trainer,
  flaml,
  lmEval,
  lmEvalTable,
  bigCode,
  evalPlus,
  helm,
  openCompass,
  mteb,
  modelCard,
  evaluationResults,
  k6,
  vegeta,
  genAiPerf,
  mlperf,
  vllm,
  locust,
  tritonPerfAnalyzer,
  autogluon,
  h2o,
  pycaret,
  aequitas,
  sklearn,
  optunaTable,
  mlflowTable,
  dvcExperiments,
  dvcLock,
  wandbRuns,
  wandbChart,
  trainingHistoryObject,
  trainingHistory,
  measurements,
  runsPerModel,
  timm,
  parquet,
  // The formats from here on could come from any program.
  metricsFolder,
  jsonLines,
  json,
  yaml,
  unknownDatabase,
  workbook,
  table,
];

/** What can be asked of a server. */
const ofServers: readonly Format[] = [optunaDatabase, mlflowDatabase, mlflowServer];

/**
 * The first format that knows the content.
 *
 * @throws ParleyError of the evidence, when the file is damaged.
 */
export async function formatOf(evidence: Evidence): Promise<Format> {
  if (evidence.kind === 'server') {
    for (const format of ofServers) if (await format.looksLike(evidence)) return format;
    throw new ParleyError(
      'badInput',
      `${evidence.fileName} has neither the tables of Optuna nor those of MLflow that may be read. Check the database in the address, and, of PostgreSQL, whether ?schema=NAME belongs behind it.`,
    );
  }
  for (const format of formats) if (await format.looksLike(evidence)) return format;
  throw new ParleyError(
    'badInput',
    `${evidence.fileName} is of no format that Parley reads. Export it as CSV (UTF-8).`,
  );
}
