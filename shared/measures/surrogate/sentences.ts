// A tree as sentences: what each question asks, in words, and each end as a rule that a person can read aloud.
import { formatMeasure, formatNumber, plainNumber } from '../../domain/format.ts';
import type { Feature, Question } from './features.ts';
import type { NodeErrors } from './nodeErrors.ts';
import type { Tree } from './tree.ts';
import { isLeaf, majority } from './tree.ts';

/** What is known of a column that is asked. */
export interface AskedQuestion {
  /** Place and name of its feature. */
  feature: number;
  name: string;
  /** '' is "blank"; null: a number. */
  word: string | null;
  /** Where the feature has two words, the one that is not asked. */
  other: string | null;
  /** Of numbers: whether only 0 and 1 occur, and whether some cells are blank. */
  flag: boolean;
  blanks: boolean;
}

/** What has to be known of the questions to say them, in their order. */
export function askedOf(questions: readonly Question[], features: readonly Feature[]): AskedQuestion[] {
  return questions.map(({ feature, word, flag, blanks }) => {
    const { name, words } = features[feature]!;
    const other = words?.names.length === 2 ? words.names.find((one) => one !== word)! : null;
    return { feature, name, word, other, flag, blanks };
  });
}

/** What was asked of one feature on the way to a node. */
interface Passed {
  asked: AskedQuestion;
  above: number;
  atMost: number;
  known: boolean;
  is: string | null;
  not: string[];
}

/** Thresholds are midpoints; nobody needs more digits to know the side. */
const limit = (value: number) => plainNumber(Number(value.toPrecision(6)));
const oneOf = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`;
const worded = (word: string) => (word === '' ? 'blank' : word);

function passedBy(before: Passed | undefined, asked: AskedQuestion, threshold: number, left: boolean): Passed {
  const passed = before ?? { asked, above: -Infinity, atMost: Infinity, known: false, is: null, not: [] };
  if (asked.word !== null) {
    if (!left) return { ...passed, is: asked.word };
    return asked.other === null ? { ...passed, not: [...passed.not, asked.word] } : { ...passed, is: asked.other };
  }
  if (left) return { ...passed, known: true, atMost: Math.min(passed.atMost, threshold) };
  return { ...passed, above: Math.max(passed.above, threshold) };
}

function said({ asked, above, atMost, known, is, not }: Passed): string {
  const { name, flag, blanks } = asked;
  if (is !== null) return `${name} is ${worded(is)}`;
  if (not.length > 0) return `${name} is not ${oneOf(not.map(worded))}`;
  if (above === Infinity) return `${name} is blank`;
  const orBlank = blanks && !known ? ' or blank' : '';
  if (flag && above === -Infinity && atMost < 1) return `${name} is 0`;
  if (flag && above >= 0) return `${name} is 1${orBlank}`;
  if (above === -Infinity) return atMost === Infinity ? `${name} is known` : `${name} ≤ ${limit(atMost)}`;
  return atMost === Infinity ? `${name} > ${limit(above)}${orBlank}` : `${limit(above)} < ${name} ≤ ${limit(atMost)}`;
}

/** What a row has to be to go left, and to go right, at a node that asks. */
export function branchSentences(asked: AskedQuestion, threshold: number): { left: string; right: string } {
  return {
    left: said(passedBy(undefined, asked, threshold, true)),
    right: said(passedBy(undefined, asked, threshold, false)),
  };
}

interface Rule {
  /** In the order they are asked; conditions on one feature are one. Empty: the tree asks nothing. */
  conditions: string[];
  /** The node it stands for; where every end below decides alike, the highest such. */
  node: number;
}

/**
 * The ends of the tree cut at `depth`, from left to right.
 * @param asked    per column.
 * @param decides  whether ends that decide alike are one rule. O(nodes × depth).
 */
export function rulesOf(tree: Tree, asked: readonly AskedQuestion[], depth: number, decides: boolean): Rule[] {
  const alike = (node: number): 0 | 1 | null => {
    if (isLeaf(tree, node, depth)) return majority(tree, node);
    const left = alike(tree.left[node]!);
    return left !== null && left === alike(tree.left[node]! + 1) ? left : null;
  };
  const rules: Rule[] = [];
  const walk = (node: number, passed: ReadonlyMap<number, Passed>) => {
    if (isLeaf(tree, node, depth) || (decides && alike(node) !== null)) {
      rules.push({ node, conditions: [...passed.values()].map(said) });
      return;
    }
    const question = asked[tree.question[node]!]!;
    for (const side of [0, 1]) {
      const now = passedBy(passed.get(question.feature), question, tree.threshold[node]!, side === 0);
      walk(tree.left[node]! + side, new Map(passed).set(question.feature, now));
    }
  };
  walk(0, new Map());
  return rules;
}

/**
 * "priors_count > 4.5 and age ≤ 32.5: positive, 812 rows, 91 % agree".
 * @param tally     of the rows it is judged on.
 * @param decimals  of scores.
 */
export function ruleSentence(rule: Rule, answer: string, tally: NodeErrors, decides: boolean, decimals = 3): string {
  const when = rule.conditions.length === 0 ? 'Every row' : rule.conditions.join(' and ');
  const rows = tally.rows[rule.node]!;
  const said = `${when}: ${answer}, ${formatNumber(rows, 0)} ${rows === 1 ? 'row' : 'rows'}`;
  const off = tally.off[rule.node]!;
  if (Number.isNaN(off)) return said;
  return decides
    ? `${said}, ${formatMeasure(100 * (1 - off), 0, '%')} agree`
    : `${said}, off by ${formatNumber(off, decimals)}`;
}
