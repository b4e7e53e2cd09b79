// Folders of Ray Tune: a folder per trial with `result.json`, one JSON line per report. Ray's own table of results takes the last.
import type { Evidence } from '../../evidence/evidence.ts';
import { baseOf, parentOf } from '../../evidence/folder.ts';
import { isObject } from '../../evidence/json.ts';
import type { JsonObject } from '../../evidence/json.ts';
import { forEachLeaf } from '../../evidence/leaves.ts';
import { firstLine, readAppendedLines } from '../../evidence/lines.ts';
import { remark, sourceTable } from '../../planning/source.ts';
import type { ColumnHint } from '../../planning/source.ts';
import type { Problem } from '../../../../../shared/contract/errors.ts';
import type { Format } from '../format.ts';
import { historySource } from './history.ts';
import type { Point } from './history.ts';
import { namesOf } from '../candidateNames.ts';
import { documentAt, settingsIn } from '../settings.ts';

const resultFile = /(?:^|\/)result\.json$/;
/** What Ray writes into every report besides what the trial reported. */
const bookkeeping =
  /^(?:trial_id|experiment_id|experiment_tag|date|timestamp|pid|hostname|node_ip|done|training_iteration|time_this_iter_s|time_since_restore|iterations_since_restore|timesteps_.*|episodes_.*|should_checkpoint|checkpoint_dir_name|warmup_time)$/;

/** The text of the trials' reports, by the trial's folder. */
function trialsIn({ folder }: Evidence): { folder: string; text: string }[] {
  if (!folder) return [];
  return folder.paths.flatMap((path) => {
    const text = resultFile.test(path) ? folder.text(path) : null;
    const first = text === null ? undefined : firstLine(text);
    const isReport = isObject(first) && first.has('training_iteration') && first.has('trial_id');
    return isReport && text !== null ? [{ folder: parentOf(path), text }] : [];
  });
}

function pointOf(report: JsonObject, order: number): Point {
  const values = new Map<string, number>();
  forEachLeaf(new Map([...report].filter(([key]) => key !== 'config')), (path, value) => {
    if (typeof value === 'number' && !bookkeeping.test(path)) values.set(path.replaceAll('.', '/'), value);
  });
  const iteration = report.get('training_iteration');
  return { at: typeof iteration === 'number' ? iteration : order + 1, values };
}

const hintOf = (metric: string): ColumnHint | null =>
  metric === 'time_total_s'
    ? { use: 'metric', because: 'Seconds of the whole trial.', direction: 'min', unit: 's' }
    : null;

export const rayTune: Format = {
  name: 'Ray Tune results',
  looksLike: (evidence) => trialsIn(evidence).length > 0,
  read: (evidence) => {
    const trials = trialsIn(evidence);
    const names = namesOf(
      trials.map(({ folder }) => folder),
      baseOf(evidence.fileName),
    );
    const problems: Problem[] = [];
    const documents = evidence.documents();
    const iterations = new Set<number>();
    const runs = trials.map(({ folder, text }, i) => {
      const { lines, tornLine } = readAppendedLines(text, `${folder}/result.json`);
      if (tornLine !== null) {
        problems.push(remark(`The last line of ${names[i]!} is half written and left out: the trial may still run.`));
      }
      const reports = lines.flatMap(({ value }) => (isObject(value) ? [value] : []));
      const points = reports.map(pointOf);
      iterations.add(points.at(-1)?.at ?? 0);
      const config = reports.at(-1)?.get('config');
      const params = documentAt(documents, folder, 'params.json') ?? { path: '', value: config ?? null, text: '' };
      return { name: names[i]!, points, settings: settingsIn(params) };
    });
    if (iterations.size > 1) {
      problems.push(
        remark(
          'The trials stopped after different numbers of iterations, so their last values are not of equal training.',
        ),
      );
    }
    const source = historySource(runs, { pointName: 'iteration', standard: null, hintOf, chosen: evidence.chosen });
    return sourceTable({ ...source, problems: [...problems, ...source.problems] });
  },
};
