// Where the counts of a cube come from and what they leave out, in sentences.
import { countText, formatCount } from '../../../shared/domain/format.ts';
import type { CountedUnits, CubeEvidence } from '../../../shared/domain/cube.ts';
import type { KeptLog } from '../../../shared/domain/predictionLog.ts';

/** "20,000,000 rows of 4 files in 5,849 cells, counted by DuckDB 1.5.6 on 2026-11-30."; or "of logs.visits", a table. */
export function countedSentence({ cases }: KeptLog, { source, rows }: CubeEvidence): string {
  const { files: listed, server } = source;
  const files =
    server !== undefined ? ` of ${server.table}` : listed.length === 0 ? '' : ` of ${countText(listed.length, 'file')}`;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(source.at)?.[0];
  return `${countText(rows, 'row')}${files} in ${countText(cases, 'cell')}, counted by ${source.engine}${day === undefined ? '' : ` on ${day}`}.`;
}

/** What is not as it would be with the rows; a sentence each. */
export function remarkSentences({ scores, units, remarks }: CubeEvidence): string[] {
  // Which rows are of one person the cells do not tell.
  const found =
    units === undefined
      ? ['Every row was taken for a case of its own.']
      : [unitSentence(units, scores.length > 0 ? ' and for measures of scores' : '')];
  const { roundedWeights } = remarks;
  if (roundedWeights > 0)
    found.push(
      `${formatCount(roundedWeights)} ${roundedWeights === 1 ? 'weight has' : 'weights have'} more than six decimals and ${roundedWeights === 1 ? 'was' : 'were'} rounded to six.`,
    );
  if (scores.some(({ exact }) => !exact))
    found.push(
      'Scores were counted in 5,120 bins. A number with ≈ is not certain in all the digits shown; it says its bounds.',
    );
  return found;
}

/** What is known of cases that come in units, and what is not. */
function unitSentence({ column, units, shared, tables, sizes }: CountedUnits, scored: string): string {
  const come = `Cases come in ${countText(units, 'unit')}, named by “${column}”`;
  if (sizes.cases.length === 0)
    return `${come}; what weighed cases of a unit come to was not counted, so no number says how sure it is.`;
  const sure = 'what says how sure a number is leaves out each of them in turn';
  if (tables.length === 0)
    return `${come}; ${sure}. They differ too much to be counted, so that is known of accuracy and of how candidates differ alone.`;
  const several = shared.some((both) => both) ? ', for gaps between groups that one unit has cases in' : '';
  return `${come}; ${sure}. It is not known for two attributes together${several}${scored}.`;
}
