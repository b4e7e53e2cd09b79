// Where the counts of a cube come from and what they leave out, in sentences.
import { countText, formatCount, listText } from '../../../shared/domain/format.ts';
import type { CountedUnits, CubeEvidence, MailedCounts } from '../../../shared/domain/cube.ts';
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
export function remarkSentences(
  { scores, units, mailed, remarks }: CubeEvidence,
  headers: readonly string[] = [],
): string[] {
  if (mailed !== undefined) return mailedSentences(mailed, headers);
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

/** What was hidden, put together and left out, so that the counts may be mailed. */
function mailedSentences(
  { least, margins, pairs, pooled, together, leftOut, units, scores }: MailedCounts,
  headers: readonly string[],
): string[] {
  const hidden = margins.filter(({ positive }) => positive.includes(null)).length;
  const pairsHidden = pairs.filter((pair) => pair === null).length;
  const found = [`It was made to be mailed: no cell of fewer than ${least} cases is in it.`];
  pooled.forEach((groups, g) => {
    if (groups > 0)
      found.push(
        `${countText(groups, 'group')} of ${headers[g] ?? 'an attribute'} ${groups === 1 ? 'stands' : 'stand'} under “${together}”.`,
      );
  });
  if (leftOut.length > 0)
    found.push(`${listText(leftOut)} ${leftOut.length === 1 ? 'is' : 'are'} left out: the groups are too small.`);
  if (hidden > 0)
    found.push(
      `Of ${countText(hidden, 'candidate')} some cells are hidden; what rests on them is not known, and says between which ends it lies.`,
    );
  if (pairsHidden > 0) found.push(`How ${countText(pairsHidden, 'pair')} of candidates differ is hidden.`);
  if (units !== null)
    found.push(
      `Cases come in units, named by “${units}”; how these go together is left out, so no number says how sure it is.`,
    );
  if (scores) found.push('Scores are left out.');
  return found;
}
