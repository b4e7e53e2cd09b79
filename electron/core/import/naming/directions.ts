// Which way is better, from the whole of a column's name, read as people build names in English: the last word says what is
// measured, the words before say of what; "of" turns that order, "per" divides, and some words turn the meaning round: an
// "accuracy drop" is wanted small, an "error reduction" large. What the words do not bear out is asked, never guessed.
import type { Direction } from '../../../../shared/domain/metric.ts';
import { contextOf } from './context.ts';
import type { TableContext } from './context.ts';
import type { Wanted } from './lexicon.ts';
import { itemsOf } from './phrases.ts';
import type { NameItem } from './phrases.ts';
import { nameParts } from './tokens.ts';
import type { NameParts } from './tokens.ts';

export interface DirectionGuess {
  /** Only assumed where `because` is ''. */
  direction: Direction;
  /** Why, as a sentence; '' when the name does not say which way is better. */
  because: string;
}

/** What a part of a name says: which way is better, and by which words. */
export interface NameVerdict {
  wanted: Wanted;
  said: string;
}

const says: Record<Direction, string> = {
  max: 'larger is better',
  min: 'smaller is better',
  target: 'a value in between is best',
};

const alone = contextOf([]);

/**
 * Which way is better by the name of a column and of its neighbours.
 *
 * @param context what the other columns tell; some names mean something else beside others.
 */
export function guessDirection(header: string | NameParts, context: TableContext = alone): DirectionGuess {
  const parts = typeof header === 'string' ? nameParts(header) : header;
  if (parts.stated) {
    const { direction, mark } = parts.stated;
    return { direction, because: `"${mark}" in the name: ${says[direction]}.` };
  }
  const verdict = verdictOf(parts, context);
  if (verdict === null || verdict.wanted === 'either') return { direction: 'max', because: '' };
  return { direction: verdict.wanted, because: `"${verdict.said}" in the name: ${says[verdict.wanted]}.` };
}

/** The same, but tells names that are used both ways from names that say nothing (null). */
export function verdictOf(parts: NameParts, context: TableContext = alone): NameVerdict | null {
  const beside = context.verdictOf(parts);
  if (beside !== undefined) return beside;
  const items = itemsOf(parts.pieces);
  // "1 - SSIM" reverses what follows.
  const [one, ...others] = items;
  const complement = /^\s*1\s*[-−–]\s*\p{L}/u.test(parts.plain) && one?.sense.as === 'figure';
  const verdict = judge(complement ? others : items, parts) ?? byUnit(parts) ?? afterDot(parts);
  return complement && verdict ? turned(verdict, `1 - ${verdict.said}`) : verdict;
}

/** "high_school_government_and_politics.acc": the measure comes after the last dot. */
function afterDot({ plain }: NameParts): NameVerdict | null {
  const last = /[\p{L}\d]\.([\p{L}][^.]*)$/u.exec(plain)?.[1];
  return last === undefined ? null : verdictOf(nameParts(last));
}

/** What a unit in brackets says where the name says nothing: "Decode (tokens/s)", "GPU (ms)", "On-demand ($/hr)". */
function byUnit(parts: NameParts): NameVerdict | null {
  for (const inside of parts.brackets) {
    if (/^(?:ms|msec|milliseconds|µs|us|ns)$/i.test(inside)) return { wanted: 'min', said: inside };
    const { pieces } = nameParts(inside);
    if (!pieces.some(({ text }) => text === 'per')) continue;
    const verdict = judgeQuotient(itemsOf(pieces), nameParts(inside));
    if (verdict && verdict.wanted !== 'either') return { ...verdict, said: inside };
  }
  return null;
}

/** A size in bytes, or of what is stored, is wanted small; of a batch, an image or a sample it says nothing. */
function sizeOf(items: readonly NameItem[], at: number, parts: NameParts): NameVerdict {
  const stored = items
    .slice(0, at)
    .some(({ text }) =>
      /^(?:models?|file|files|checkpoint|disk|memory|set|tree|bundle|binary|artifact|engine|weights?)$/.test(text),
    );
  const bytes =
    items.slice(at).some(({ sense }) => sense.as === 'storage') ||
    parts.brackets.some((inside) => /^(?:[kmgt]i?)?[bo](?:ytes)?$/i.test(inside));
  return { wanted: stored || bytes ? 'min' : 'either', said: 'size' };
}

const opposite: Record<Wanted, Wanted> = { max: 'min', min: 'max', target: 'either', either: 'either' };
const turned = ({ wanted }: NameVerdict, said: string): NameVerdict => ({ wanted: opposite[wanted], said });

/** Parts between commas, slashes and line breaks: the first that says something, unless two measures are divided. */
function judge(items: readonly NameItem[], parts: NameParts): NameVerdict | null {
  const segments: NameItem[][] = [[]];
  const breaks: string[] = [];
  for (const item of items) {
    if (item.sense.as === 'break') {
      breaks.push(item.text);
      segments.push([]);
    } else segments.at(-1)!.push(item);
  }
  const verdicts = segments.map((segment) => judgeQuotient(segment, parts));
  const measured = verdicts.flatMap((verdict, i) =>
    verdict && !isNamespace(segments[i]!, i, segments.length) ? [verdict] : [],
  );
  const [first, second] = measured;
  if (!first) {
    const counts = segments.some((segment) => segment.some(({ sense }) => sense.as === 'thing'));
    return counts ? null : (verdicts.find((verdict) => verdict !== null) ?? null);
  }
  if (second && breaks.includes('/') && segments.length === 2) {
    if (first.wanted === second.wanted) return second;
    // What is gained for what is spent; "price/performance" means either, depending on who divides.
    const said = `${first.said}/${second.said}`;
    return { wanted: first.wanted === 'max' && second.wanted === 'min' ? 'max' : 'either', said };
  }
  return breaks.includes('/') ? measured.at(-1)! : first;
}

const namespaces = new Set([
  'time',
  'train',
  'loss',
  'losses',
  'performance',
  'perf',
  'memory',
  'system',
  'rollout',
  'eval',
  'val',
  'test',
  'metrics',
  'error',
  'quality',
  'safety',
  'fairness',
  'cost',
  'latency',
  'sampling',
]);
/** "time/fps", "losses/policy": a heading that only says where the rest belongs. */
const isNamespace = (segment: readonly NameItem[], at: number, count: number) =>
  at === 0 && count > 1 && segment.length === 1 && namespaces.has(segment[0]!.text) && segment[0]!.text !== 'cost';

const isContent = ({ sense: { as } }: NameItem) => as !== 'statistic' && as !== 'split' && as !== 'figure';

/** "errors per second", "tokens per dollar", "cost per conversion". */
function judgeQuotient(items: readonly NameItem[], parts: NameParts): NameVerdict | null {
  // How much something varies, or the end of an interval: neither is better by itself.
  const varies = items.find(({ sense: { as } }) => as === 'spread' || as === 'bound');
  if (varies) return { wanted: 'either', said: varies.text };
  const per = items.findIndex(({ sense, text }) => sense.as === 'per' || text === 'per');
  if (per < 0) return judgePhrase(items, parts);
  const above = items.slice(0, per);
  const below = items
    .slice(per + 1)
    .map((item): NameItem => (item.text === 'min' ? { sense: { as: 'time' }, text: 'min' } : item));
  const text = items[per]!.text;
  if (text === 'per' && !below.some(isContent) && !above.some(({ sense }) => sense.as === 'measure')) {
    // Phoneme error rate, where nothing is divided by anything.
    return parts.plain.includes('PER') ? { wanted: 'min', said: 'PER' } : null;
  }
  if (!above.some(isContent)) {
    // "mean per-class error": the words after "per" only say of what.
    const rest = below.slice(1);
    return rest.some(isContent) ? judgeQuotient([...above, ...rest], parts) : null;
  }
  // "error per class rate" and the like end as they began.
  const said = `${spelled(above)} per ${spelled(below.slice(0, 2))}`.trim();
  const numerator = judgePhrase(above, parts);
  const head = above.findLast(isContent)!;
  const [divisor] = below.filter(isContent);
  const kind = divisor?.sense.as;
  const denominator = kind === 'measure' || kind === 'good' || kind === 'bad' ? judgePhrase(below, parts) : null;
  if (numerator && numerator.wanted !== 'either') {
    if (kind === 'money' || kind === 'energy') {
      // A good thing for what is spent is wanted; an error for a dollar could be either.
      return { wanted: numerator.wanted === 'max' ? 'max' : 'either', said };
    }
    if (denominator?.wanted === numerator.wanted) return { wanted: 'either', said };
    if (numerator.wanted === 'max' && denominator?.wanted === 'max') return { wanted: 'either', said };
    return { ...numerator, said };
  }
  const made = head.sense.as === 'thing';
  if (numerator && !(made && kind === 'time')) return numerator;
  if (made && kind === 'time') return { wanted: 'max', said };
  if (made && (kind === 'money' || kind === 'energy' || denominator?.wanted === 'min')) return { wanted: 'max', said };
  const spent = head.sense.as === 'time' || head.sense.as === 'money' || head.sense.as === 'energy';
  if (spent) return { wanted: 'min', said };
  if (head.sense.as === 'storage') return { wanted: kind === 'time' ? 'max' : 'min', said };
  return null;
}

const changes = new Set<string>(['fall', 'rise', 'growth', 'saving', 'worsening', 'change', 'gap']);

const spelled = (items: readonly NameItem[]) => items.map(({ text }) => text).join(' ');

/** Up to the first word that ends it: "recall at 10", "time to solve"; "of" turns the order round. */
function judgePhrase(items: readonly NameItem[], parts: NameParts): NameVerdict | null {
  // "a reduction in errors" is one of errors.
  const of = items.findIndex(
    ({ sense, text }, i) =>
      sense.as === 'of' ||
      (text === 'in' && changes.has(items[i - 1]?.sense.as ?? '')) ||
      (text === 'with' && items[i - 1]?.sense.as === 'number'),
  );
  const end = items.findIndex(({ sense }, i) => sense.as === 'end' && i > 0 && i !== of);
  if (of > 0 && (end < 0 || of < end)) {
    const before = items.slice(0, of).filter(isContent);
    const after = items.slice(of + 1, end < 0 ? undefined : end);
    const last = before.at(-1);
    const combines =
      last === undefined ||
      ['amount', 'grade', 'fall', 'rise', 'growth', 'saving', 'worsening', 'change', 'gap', 'waste', 'number'].includes(
        last.sense.as,
      ) ||
      ['loss', 'losses', 'length', 'size'].includes(last.text);
    if (combines) return judgePhrase([...after, ...before], parts);
    const left = judgeCompound(before, parts);
    return (
      left ??
      (before.some(({ sense }) => sense.as === 'time' || sense.as === 'unknown') ? null : judgeCompound(after, parts))
    );
  }
  if (end > 0) {
    const head = judgeCompound(items.slice(0, end), parts);
    if (head || items.slice(0, end).some(({ sense }) => sense.as === 'thing' || sense.as === 'number')) return head;
    return null;
  }
  return judgeCompound(items[0]?.sense.as === 'end' ? items.slice(1) : items, parts);
}

/** A compound without "of" and "per": the last word that carries meaning decides, by what stands before it. */
function judgeCompound(items: readonly NameItem[], parts: NameParts): NameVerdict | null {
  let at = items.length - 1;
  while (at >= 0 && ['statistic', 'split', 'figure', 'unit', 'percent', 'unknown', 'end'].includes(items[at]!.sense.as))
    at -= 1;
  const head = items[at];
  if (!head) return null;
  const isOpen = items.slice(at + 1).some(({ sense }) => sense.as === 'unknown');
  const before = items.slice(0, at);
  const inner = () => judgeCompound(before, parts);
  const { sense, text } = head;
  const put = (base: NameVerdict | null) => (base ? `${base.said} ${text}` : text);
  switch (sense.as) {
    case 'measure': {
      const { wanted } = sense;
      const near = before.findLast(isContent);
      const negated = before.find(({ sense: { as } }) => as === 'negative');
      if (negated) return turned({ wanted, said: text }, `${negated.text} ${text}`);
      // "avoided emissions", "lost revenue".
      if (near?.sense.as === 'saving')
        return { wanted: wanted === 'min' ? 'max' : 'either', said: `${near.text} ${text}` };
      // The quality of what a model was given is none of its own.
      if (wanted === 'max' && /^(?:input|noisy|unprocessed|mixture)$/.test(before[0]?.text ?? ''))
        return { wanted: 'either', said: `${before[0]!.text} ${text}` };
      if (near?.sense.as === 'bad' && wanted === 'max')
        return { wanted: sense.share ? 'either' : 'min', said: `${near.text} ${text}` };
      if (near?.sense.as === 'fall') return { wanted: 'either', said: `${near.text} ${text}` };
      if (near?.sense.as === 'not' && wanted !== 'either')
        return turned({ wanted, said: text }, `${near.text} ${text}`);
      if (/^loss(?:es)?$/.test(text)) {
        // "accuracy loss": what is lost is good, or it would not be called lost.
        const base = near?.sense.as === 'measure' ? inner() : null;
        return { wanted: 'min', said: base?.wanted === 'max' ? put(base) : text };
      }
      if (text === 'size') return sizeOf(items, at, parts);
      // "speed (ms)" is a time.
      if (text === 'speed') return byUnit(parts) ?? { wanted, said: text };
      return { wanted, said: text };
    }
    case 'amount': {
      const base = inner();
      return base && { wanted: base.wanted, said: put(base) };
    }
    case 'grade': {
      const base = inner();
      if (base === null) return null;
      return { wanted: base.wanted === 'min' ? 'either' : base.wanted, said: put(base) };
    }
    case 'fall': {
      const base = inner();
      return base && { wanted: opposite[base.wanted], said: put(base) };
    }
    case 'saving': {
      const base = inner();
      return { wanted: base === null || base.wanted === 'min' ? 'max' : 'either', said: put(base) };
    }
    case 'worsening':
      return { wanted: 'min', said: put(inner()) };
    case 'rise': {
      const base = inner();
      const improves =
        base === null || base.wanted === 'max' || text.startsWith('improve') || text.startsWith('enhance');
      return { wanted: improves && base?.wanted !== 'either' ? 'max' : 'either', said: put(base) };
    }
    case 'growth': {
      const base = inner();
      return base && { wanted: base.wanted === 'target' ? 'either' : base.wanted, said: put(base) };
    }
    case 'change':
      return { wanted: 'either', said: put(inner()) };
    case 'gap': {
      const base = inner();
      return { wanted: base && base.wanted !== 'either' ? 'min' : 'either', said: put(base) };
    }
    case 'waste': {
      const base = inner();
      if (text === 'overhead' || text === 'excess') return { wanted: 'min', said: put(base) };
      const resource = before.findLast(isContent)?.sense.as;
      if (base === null)
        return resource === 'energy' || resource === 'storage' ? { wanted: 'min', said: put(base) } : null;
      return { wanted: base.wanted === 'min' ? 'min' : 'either', said: put(base) };
    }
    case 'good':
    case 'bad': {
      const near = before.findLast(isContent);
      if (near?.sense.as === 'measure') {
        // "WER clean" is a WER; "errors resolved" could be wanted either way.
        return near.sense.wanted === 'min' && !near.sense.share && text !== 'clean'
          ? { wanted: 'either', said: `${near.text} ${text}` }
          : inner();
      }
      // "ToxicChat": an adjective says nothing about an unknown noun.
      if (isOpen) return null;
      const own: NameVerdict = { wanted: sense.as === 'good' ? 'max' : 'min', said: text };
      return near?.sense.as === 'not' || near?.sense.as === 'bad' ? turned(own, `${near.text} ${text}`) : own;
    }
    case 'thing': {
      const adjective = before.findLast(({ sense: { as } }) => as === 'good' || as === 'bad');
      if (adjective) {
        const near = before[before.indexOf(adjective) - 1];
        const own: NameVerdict = {
          wanted: adjective.sense.as === 'good' ? 'max' : 'min',
          said: `${adjective.text} ${text}`,
        };
        return near?.sense.as === 'not' ? turned(own, `${near.text} ${own.said}`) : own;
      }
      // "train_loss_step", "error outputs".
      return before.findLast(isContent)?.sense.as === 'measure' ? inner() : null;
    }
    case 'number': {
      const base = inner();
      return base && { wanted: base.wanted, said: put(base) };
    }
    case 'time':
    case 'energy':
    case 'money':
    case 'storage': {
      const base = inner();
      if (base) return base;
      if (sense.as === 'energy') return { wanted: 'min', said: text };
      const short =
        /^(?:ns|nanos|nanoseconds?|us|micros|microseconds?|ms|msecs?|millis|milliseconds?|s|secs?|seconds?|mins|minutes?|h|hrs?|hours?)$/.test(
          text,
        );
      // A time with nothing but a name before it ("step_ms"); a single letter is no unit by itself.
      if (/^(?:ms|msecs?|us|ns)$/.test(text) && before.length > 0) return { wanted: 'min', said: text };
      return sense.as === 'time' &&
        short &&
        before.every(({ sense: { as } }) => as !== 'unknown') &&
        (before.length > 0 || text.length > 2)
        ? { wanted: 'min', said: text }
        : null;
    }
    case 'setting': {
      const measure = before.some((item) => item.sense.as === 'measure');
      return measure ? inner() : null;
    }
    case 'other':
      return null;
    case 'negative': {
      const base = inner();
      return base && { wanted: 'either', said: put(base) };
    }
    default:
      return null;
  }
}
