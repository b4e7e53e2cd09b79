// Which way is better, from a column's name. No file format but two says so itself, hence a guess that is always shown.
import type { Direction } from '../../../../shared/domain/metric.ts';
import { timeUnits } from './units.ts';

const list = (text: string) => text.trim().split(/\s+/);

// Words are looked for alone and as two neighbours in one ("log" + "loss").
const larger = new Set(
  list(`
    accuracy acc accuracies auc auroc roc rocauc prauc aucpr auprc ap map mrr ndcg dcg hits hit hitrate recall precision sensitivity
    specificity tpr tnr f1 fscore fmeasure fbeta dice iou miou jaccard kappa mcc r2 rsquared explained bleu rouge meteor chrf
    bertscore cider spearman pearson correlation corr kendall cosine similarity score scores reward return revenue profit income
    sales gain lift uplift ctr cvr conversion conversions throughput qps tps rps fps speed bandwidth speedup top1 top3 top5
    top10 passrate pass passed solved success successes wins winrate win elo rating quality benchmark satisfaction nps coverage
    diversity novelty robustness fairness exposure r² reliability availability uptime silhouette ssim psnr snr likelihood loglik
    loglikelihood truepositive truepositives truenegative truenegatives click clicks
    classification retrieval reranking clustering passk exact em correct wellformed utility efficiency capacity contextlength contextwindow
  `),
);
const smaller = new Set(
  list(`
    loss losses logloss crossentropy nll bce error errors err rmse mse mae mape smape wmape rmsle msle mad medae crps brier ece mce
    calibration deviance hinge perplexity ppl bpb bpc wer cer ter per eer fpr fnr far frr fdr misclassification latency time
    times runtime walltime duration delay ttft tpot itl elapsed wait cost costs price prices fee fees spend expense
    expenses params param paramcount parameters parameter nparams nparameters size memory ram vram rss footprint disk
    storage weight weights gmacs macs gmac macts flops gflops mflops tflops activations energy power co2 co2eq emissions carbon
    steps tokens difference disparity gap bias unfairness inequality gini toxicity toxic hallucination hallucinations churn
    complexity depth leaves nodes features malformed timeouts timeout failures failure failed fails exhausted crashes regret
    distance fid kid lpips drift violations violation overfit overfitting stddev variance risk complaints refunds asks
    falsepositive falsepositives falsenegative falsenegatives downtime bounce
  `),
);
const target = new Set(list('pctstereotype disparateimpact dirratio calibrationslope'));
/** The word that carries the meaning stands before one of these: "time to first token", "recall at 10". */
const breaks = new Set(list('per with without at on for of to vs in over under from by'));
/** Opposites before a word: "negative log likelihood" is a loss, "neg_mean_squared_error" a loss with its sign turned. */
const turnedSign = 'neg';

export interface DirectionGuess {
  direction: Direction;
  /** Why, as the beginning of a sentence; '' when the name says nothing and larger is only assumed. */
  because: string;
}

const says: Record<Direction, string> = {
  max: 'larger is better',
  min: 'smaller is better',
  target: 'a value in between is best',
};

/**
 * Guesses from the words of a name. The last word that says something decides, because the head of an English name stands last;
 * "per", "at", "with" and the like end the head.
 */
export function guessDirection(tokens: readonly string[]): DirectionGuess {
  const guess = (direction: Direction, word: string): DirectionGuess => ({
    direction,
    because: `"${word}" in the name: ${says[direction]}.`,
  });
  if (tokens.slice(0, -1).includes(turnedSign)) return guess('max', `${turnedSign}_`);
  if (tokens.includes('negative') && tokens.includes('likelihood')) return guess('min', 'negative likelihood');
  const cut = tokens.findIndex((token, index) => index > 0 && breaks.has(token));
  const perTime = cut > 0 && tokens[cut] === 'per' && timeUnits.has(tokens[cut + 1] ?? '');
  if (perTime && produced.has(tokens[cut - 1] ?? '')) return guess('max', `${tokens[cut - 1]} per ${tokens[cut + 1]}`);
  const head = cut < 0 ? tokens : tokens.slice(0, cut);
  const known = lastKnown(head);
  if (known) return guess(known.direction, known.word);
  if (perTime) return guess('max', `per ${tokens[cut + 1]}`);
  // A unit of time, of money or of memory at the end says what kind of thing is measured.
  const last = head.at(-1) ?? '';
  if (head.length > 1 && (timeUnits.has(last) || spentUnits.has(last))) return guess('min', `_${last}`);
  if (
    head.length === 1 &&
    (longTimeUnits.has(last) || (tokens[cut] === 'per' && (timeUnits.has(last) || spentUnits.has(last))))
  )
    return guess('min', last);
  const rest = cut < 0 ? null : lastKnown(tokens.slice(cut + 1));
  if (rest && tokens[cut] !== 'per') return guess(rest.direction, rest.word);
  return { direction: 'max', because: '' };
}

const spentUnits = new Set(list('usd eur gbp dollars euros kb mb gb kib mib gib bytes watts kwh wh joules'));
/** Fewer of these cost less, but more of them in a second is better. */
const produced = new Set(
  list('tokens steps samples images frames items requests queries rows documents sentences examples'),
);
const longTimeUnits = new Set(list('seconds secs millis milliseconds minutes hours'));

function lastKnown(tokens: readonly string[]): { direction: Direction; word: string } | null {
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const one = tokens[at] ?? '';
    // A single letter after a word is seldom half of it: "time_s" is not "times".
    const two = at > 0 && (one.length > 1 || /\d/.test(one)) ? `${tokens[at - 1]}${one}` : '';
    for (const word of [two, one]) {
      const shown = word === one ? one : `${tokens[at - 1]} ${one}`;
      if (target.has(word)) return { direction: 'target', word: shown };
      if (smaller.has(word)) return { direction: 'min', word: shown };
      if (larger.has(word)) return { direction: 'max', word: shown };
    }
    // "top1", "top5" with any number, "p95" says nothing.
    if (/^top\d{1,3}$/.test(one)) return { direction: 'max', word: one };
  }
  return null;
}
