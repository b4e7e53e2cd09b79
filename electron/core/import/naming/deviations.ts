// Columns of standard deviations beside the number of repetitions: together they say the standard error of a mean, std/√n.
import type { ParsedColumn } from '../text/columns.ts';
import type { UseProposal } from './proposal.ts';

const deviationWords = new Set(['std', 'sd', 'stdev', 'stddev']);
const countWords = new Set(['n', 'num', 'no', 'nr', 'number', 'of', 'count', 'counts']);
/** What a mean is taken over, when models are compared. Samples are not among them: those may be what a model learned from. */
const repetitionWords = new Set(
  'seed seeds run runs fold folds repeat repeats repetition repetitions rep reps replicate replicates replication replications'.split(
    ' ',
  ),
);
const meanWords = new Set(['mean', 'avg', 'average']);

/** What a mean's name and its deviation's may differ by; a unit is often stated of one of them only. */
const linking = new Set([...meanWords, 'of', 'the', 'ns', 'us', 'ms', 's', 'sec', 'seconds', 'pct', 'percent']);

const without = (words: readonly string[], left: ReadonlySet<string>) =>
  words.filter((word) => !left.has(word)).join(' ');

/** What is left of a name that says "standard deviation"; null: the name does not say so, or nothing else. */
function deviationOf(words: readonly string[]): string | null {
  const spelled = words
    .join(' ')
    .replace(/\bstandard deviation\b|\bstd dev\b/, 'std')
    .split(' ');
  if (!spelled.some((word) => deviationWords.has(word))) return null;
  const rest = without(spelled, new Set([...deviationWords, ...linking]));
  return rest === '' ? null : rest;
}

/** Whether every number is a count of repetitions: whole, and at least 1. */
const countsRepetitions = ({ numbers, numeric }: ParsedColumn) =>
  numeric > 0 && numbers.every((number) => Number.isNaN(number) || (Number.isInteger(number) && number >= 1));

/** Whether a name is only a number of repetitions: "n", "n_seeds", "num folds", "runs". */
const saysRepetitions = (words: readonly string[]) => {
  const rest = words.filter((word) => !countWords.has(word));
  return words.length > 0 && rest.every((word) => repetitionWords.has(word)) && words.join(' ') !== 'no';
};

/**
 * Ties each column of standard deviations to the mean it belongs to, where the table says over how many repetitions; in place.
 * The count is one column for the whole table, or one beside each mean ("acc_mean", "acc_std", "acc_count"). Without a count
 * a deviation says how much runs differ and nothing of how far a mean is off, so it stays what it was.
 *
 * @param tokens the words of each column's name; all three run in parallel.
 */
export function proposeDeviations(
  columns: readonly ParsedColumn[],
  tokens: readonly (readonly string[])[],
  proposals: UseProposal[],
): void {
  const counts = tokens.flatMap((words, index) =>
    saysRepetitions(words) && countsRepetitions(columns[index]!) ? [index] : [],
  );
  const general = counts.length === 1 ? counts[0] : undefined;
  const taken = new Set(proposals.flatMap(({ use }) => (use.use === 'standardError' ? [use.of] : [])));
  tokens.forEach((words, index) => {
    const stem = deviationOf(words);
    const column = columns[index];
    if (stem === null || !column || column.numeric === 0 || (column.min ?? 0) < 0) return;
    if (!['metric', 'ignore'].includes(proposals[index]?.use.use ?? '')) return;
    const mean = proposals.findIndex(
      ({ use }, at) =>
        at !== index &&
        use.use === 'metric' &&
        deviationOf(tokens[at] ?? []) === null &&
        without(tokens[at] ?? [], linking) === stem,
    );
    const use = proposals[mean]?.use;
    if (use?.use !== 'metric' || taken.has(use.name)) return;
    const own = tokens.findIndex(
      (all, at) =>
        all.length > 1 &&
        all.some((word) => countWords.has(word) || repetitionWords.has(word)) &&
        without(all, new Set([...countWords, ...repetitionWords])) === stem &&
        countsRepetitions(columns[at]!),
    );
    const over = own >= 0 ? own : general;
    if (over === undefined) return;
    taken.add(use.name);
    const count = columns[over]!.header;
    proposals[index] = {
      use: { use: 'standardError', of: use.name, over },
      because: `By its name, the standard deviation of "${use.name}". Divided by the root of "${count}" it is its standard error.`,
    };
    if (proposals[over]?.use.use !== 'name') {
      proposals[over] = {
        use: { use: 'attribute', name: count },
        because: 'The number of repetitions, not a measure.',
      };
    }
  });
}
