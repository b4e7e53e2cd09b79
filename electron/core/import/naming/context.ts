// What the neighbours of a column tell about it: the same name means something else beside others.
import type { Wanted } from './lexicon.ts';
import { nameParts } from './tokens.ts';
import type { NameParts } from './tokens.ts';

/** Kinds of tables, told by the words of all their names. */
type Surroundings =
  | 'language model'
  | 'llama-bench'
  | 'credit'
  | 'machines'
  | 'intervals'
  | 'jmeter'
  | 'locust'
  | 'scikit-learn'
  | 'AutoGluon'
  | 'MASE'
  | 'image quality';

export interface TableContext {
  is: (kind: Surroundings) => boolean;
  /** What a name means in this kind of table; null: nothing; undefined: the same as anywhere. */
  verdictOf: (parts: NameParts) => { wanted: Wanted; said: string } | null | undefined;
}

const told: [Surroundings, (words: ReadonlySet<string>, headers: ReadonlySet<string>) => boolean][] = [
  ['language model', (words) => ['ttft', 'tpot', 'itl', 'tokens', 'prompt'].some((word) => words.has(word))],
  ['llama-bench', (_, headers) => headers.has('n_prompt') || headers.has('n_gen') || headers.has('stddev_ts')],
  ['credit', (words) => words.has('scorecard') || words.has('psi') || words.has('ks')],
  [
    'machines',
    (words) =>
      ['instance', 'vcpu', 'vcpus', 'gpu', 'provider', 'region', 'sku', 'accelerator'].filter((word) => words.has(word))
        .length >= 2,
  ],
  [
    'intervals',
    (words) => ['mpiw', 'cwc', 'picp', 'interval', 'crps', 'winkler', 'pinaw'].some((word) => words.has(word)),
  ],
  [
    'jmeter',
    (_, headers) =>
      headers.has('# samples') && (headers.has('average') || headers.has('median') || headers.has('90% line')),
  ],
  ['locust', (_, headers) => headers.has('request count') && headers.has('failure count')],
  [
    'scikit-learn',
    (_, headers) => [...headers].some((header) => /^(?:rank|std|mean)_test_|^params$|^param_/.test(header)),
  ],
  [
    'AutoGluon',
    (_, headers) =>
      ['fit_time', 'stack_level', 'pred_time_val', 'can_infer', 'eval_metric'].filter((header) => headers.has(header))
        .length >= 1,
  ],
  ['MASE', (words) => words.has('mase') || words.has('msis')],
  ['image quality', (words) => words.has('psnr') || words.has('ssim') || words.has('lpips')],
];

/** Reads all names of a table once. O(characters). */
export function contextOf(headers: readonly string[]): TableContext {
  const names = new Set(headers.map((header) => header.trim().toLowerCase()));
  let kinds: Set<Surroundings> | null = null;
  const all = () => {
    const words = new Set(headers.flatMap((header) => nameParts(header).tokens));
    return new Set(told.flatMap(([kind, holds]) => (holds(words, names) ? [kind] : [])));
  };
  const is = (kind: Surroundings) => (kinds ??= all()).has(kind);
  return {
    is,
    verdictOf: ({ tokens, plain, brackets }) => {
      const name = tokens.join(' ');
      if (headers.length === 0 && !/coverage/.test(name)) return undefined;
      const percentileOnly = /^(?:\d{2}(?:point\d+)?th)(?: line| percentile)?$/.test(name);
      if (
        (is('jmeter') || is('locust')) &&
        (percentileOnly || (is('jmeter') && /^(?:average|median|min|max)$/.test(name)))
      ) {
        return { wanted: 'min', said: plain };
      }
      if (/(?:^| )gini$|^gini(?: coef| coefficient)?$/.test(name) && is('credit'))
        return { wanted: 'max', said: 'gini' };
      if (/^ks(?: stat| statistic)?$/.test(name) && is('credit')) return { wanted: 'max', said: 'ks' };
      if (/^(?:memory|ram|vram|storage|disk|gpu memory|memory size)$/.test(name) && is('machines'))
        return { wanted: 'either', said: name };
      if (
        /^coverage(?: \d{2}(?:th)?)?$/.test(name) &&
        (is('intervals') || brackets.some((inside) => /nominal|target|\d\s?%/i.test(inside)))
      ) {
        return { wanted: 'target', said: 'coverage' };
      }
      if (/^mean test score$/.test(name) && is('scikit-learn')) return { wanted: 'max', said: 'mean_test_score' };
      if (/^score (?:val|test|holdout)$/.test(name) && is('AutoGluon')) return { wanted: 'max', said: plain };
      if (/^(?:avg |mean )?ts$/.test(name) && is('llama-bench')) return { wanted: 'max', said: 'tokens per second' };
      return undefined;
    },
  };
}
