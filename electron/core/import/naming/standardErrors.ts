// Columns that state how far the values of another column are likely off: found by name, and tied to the column they belong to.
import type { ParsedColumn } from '../text/columns.ts';
import type { UseProposal } from './proposal.ts';

const spelledOut = [
  ['standard', 'error', 'of', 'the', 'mean'],
  ['standard', 'error'],
  ['std', 'error'],
  ['std', 'err'],
  ['stderr'],
];
/** Words that stand for a standard error only at an end of the name. */
const abbreviated = new Set(['se', 'sem']);
/** Words that the measure itself may carry and its standard error does not, or the other way round. */
const gathered = new Set(['mean', 'avg', 'average', 'of', 'the']);

/**
 * The words of the column that a name with "standard error" in it belongs to; null where the name does not say so.
 * A standard deviation ("accuracy_std") is not one: it says how much the folds differ, and does not shrink with their number.
 */
export function standardErrorOf(words: readonly string[]): string[] | null {
  for (const spelling of spelledOut) {
    for (let at = 0; at + spelling.length <= words.length; at += 1) {
      if (!spelling.every((word, i) => words[at + i] === word)) continue;
      const rest = [...words.slice(0, at), ...words.slice(at + spelling.length)];
      return rest.length > 0 ? rest : null;
    }
  }
  if (!isAbbreviated(words)) return null;
  return abbreviated.has(words.at(-1) ?? '') ? words.slice(0, -1) : words.slice(1);
}

const isAbbreviated = (words: readonly string[]) =>
  words.length > 1 && (abbreviated.has(words.at(-1) ?? '') || abbreviated.has(words[0] ?? ''));

const plainly = (words: readonly string[]) => words.filter((word) => !gathered.has(word)).join(' ');

/**
 * Ties each column of standard errors to the metric it belongs to, in place. One that says so in full and has no metric is
 * left out; one that only seems to say so stays what it was.
 *
 * @param tokens the words of each column's name; all three run in parallel.
 */
export function proposeStandardErrors(
  columns: readonly ParsedColumn[],
  tokens: readonly (readonly string[])[],
  proposals: UseProposal[],
): void {
  const rest = tokens.map(standardErrorOf);
  const taken = new Set<string>();
  const metricNamed = (words: readonly string[], key: (of: readonly string[]) => string) => {
    const at = proposals.findIndex(
      ({ use }, i) => use.use === 'metric' && rest[i] === null && key(tokens[i] ?? []) === key(words),
    );
    const use = proposals[at]?.use;
    return use?.use === 'metric' ? use.name : null;
  };
  rest.forEach((words, index) => {
    if (words === null || proposals[index]?.use.use === 'attribute' || (columns[index]?.numeric ?? 0) === 0) return;
    const of = metricNamed(words, (all) => all.join(' ')) ?? metricNamed(words, plainly);
    if (of !== null && !taken.has(of)) {
      taken.add(of);
      const because = `By its name, how far the values of "${of}" are likely off.`;
      proposals[index] = { use: { use: 'standardError', of }, because };
    } else if (of !== null || !isAbbreviated(tokens[index] ?? [])) {
      const why = of === null ? `"${words.join(' ')}", which is not here` : `"${of}", which has others already`;
      proposals[index] = { use: { use: 'ignore' }, because: `The standard errors of ${why}.` };
    }
  });
}
