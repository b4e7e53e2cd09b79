// Which files of a folder may hold results of models: the same in the page, which packs a dropped folder, and on the command line.
// Models, data and pictures stay where they are; whether a file really holds results shows its content.

/** Folders that hold no results, however many files they have. */
export const passedOver: ReadonlySet<string> = new Set([
  '.git',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  'artifacts',
  'traces',
  'checkpoints',
  'media',
]);

/** The most files of one folder. */
export const mostFiles = 20_000;
/** The most bytes of them. */
export const mostFolderBytes = 64 * 1024 * 1024;

/** The small files of an MLflow run or registered model, which have no ending. */
const ofMlflow = /(?:^|\/)(?:[0-9a-f]{32}\/(?:metrics|params|tags)|models\/[^/]+\/aliases)\/./;
/** Tables that training loops and load tests write; any other CSV in a folder is as likely the data. */
const tables =
  /^(?:metrics|results|progress|history|training|training_log|log|leaderboard|.*genai_perf|.*_stats|.*perf_analyzer.*)\.csv$/i;
const named = /^(?:readme\.md|mlperf_log_summary\.txt|events\.out\.tfevents\..*)$/i;

/**
 * Whether a file of a folder may hold results.
 *
 * @param path with forward slashes, as in "run 1/metrics.json".
 */
export function mayHoldResults(path: string): boolean {
  const parts = path.split('/');
  // What was logged under a name such as "artifacts/loss" is a metric all the same.
  if (ofMlflow.test(path)) return true;
  if (parts.some((part) => passedOver.has(part))) return false;
  const name = parts.at(-1) ?? '';
  return /\.(?:json|ya?ml)$/i.test(name) || tables.test(name) || named.test(name);
}
