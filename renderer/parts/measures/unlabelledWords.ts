// What is said of rows without a label: how they differ from the rest, and what that means for everything that was measured.
import { countText, formatNumber } from '../../../shared/domain/format.ts';
import type { LabelContrast, Unlabelled } from '../../../shared/measures/unlabelled/unlabelled.ts';
import { timeText } from './driftWords.ts';
import { decimalsOf, percent } from './measureWords.ts';
import { listText } from '../wording/wording.ts';

/** What is compared: "score_a of a", "sex". */
export const contrastName = ({ name, candidate, is }: LabelContrast): string =>
  candidate === null || is === 'time' || name.toLowerCase().includes(candidate.toLowerCase())
    ? name
    : `${name} of ${candidate}`;

/** The two numbers that are compared, as they are shown. */
export function contrastValues({ is, without, others }: LabelContrast): { without: string; others: string } {
  if (is === 'words') return { without: percent(without, 1), others: percent(others, 1) };
  if (is === 'time') return { without: timeText(without), others: timeText(others) };
  const decimals = decimalsOf([without, others]);
  return { without: formatNumber(without, decimals), others: formatNumber(others, decimals) };
}

function contrastText(contrast: LabelContrast): string {
  const { without, others } = contrastValues(contrast);
  const values = `(${without} against ${others})`;
  if (contrast.is === 'words') {
    const more = contrast.without > contrast.others ? 'more' : 'less';
    return `${contrast.word ?? ''} is ${more} frequent in ${contrastName(contrast)} ${values}`;
  }
  if (contrast.is === 'time') return `they are ${contrast.without > contrast.others ? 'later' : 'earlier'} ${values}`;
  return `${contrastName(contrast)} is ${contrast.without > contrast.others ? 'higher' : 'lower'} on average ${values}`;
}

/** "What candidates say, groups and time". */
function comparedText(contrasts: readonly LabelContrast[]): string {
  const parts = [
    contrasts.some(({ candidate }) => candidate !== null) ? 'what candidates say' : '',
    contrasts.some(({ candidate, is }) => candidate === null && is === 'words') ? 'groups' : '',
    contrasts.some(({ is }) => is === 'time') ? 'time' : '',
  ];
  return listText(parts.filter((part) => part !== ''));
}

/** "The 120 rows without a label differ from the rest: score_a is higher on average (0.61 against 0.43). What is measured holds for …" */
export function unlabelledSentence({ rows, labelled, contrasts }: Unlabelled): string {
  const who = rows === 1 ? 'The row without a label' : `The ${countText(rows, 'row')} without a label`;
  const holds = `What is measured holds for the ${countText(labelled, 'row')} with a label only.`;
  if (contrasts.length === 0) return `${who} could not be compared with the rest. ${holds}`;
  const found = contrasts.filter(({ differs }) => differs);
  if (found.length === 0) {
    const does = rows === 1 ? 'does' : 'do';
    return `${who} ${does} not differ from the rest by more than chance in ${comparedText(contrasts)}. ${holds}`;
  }
  return `${who} ${rows === 1 ? 'differs' : 'differ'} from the rest: ${listText(found.map(contrastText), 4)}. ${holds}`;
}
