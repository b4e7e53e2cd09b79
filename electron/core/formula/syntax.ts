// A formula's text → what it says, or a sentence about what is wrong with it.
// The reading is done by jsep, which only parses: it turns text into a tree, runs nothing, needs no eval and has no dependencies.
// A library that also calculates was not taken: to it a division by zero is Infinity and a missing value is NaN, and it knows
// far more than anybody needs here. What a tree means is decided in evaluate.ts, for exactly the nodes listed below.
import jsep from 'jsep';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { formula as formulaText, longestFormula as longest, writtenName } from '../../../shared/domain/metric.ts';

export type Node =
  | { kind: 'number'; value: number }
  | { kind: 'metric'; name: string }
  | { kind: 'negate'; of: Node }
  | { kind: 'operation'; operator: Operator; left: Node; right: Node }
  | { kind: 'call'; called: FunctionName; given: Node[] };

/** A mention of a metric; `from` and `to` are its place in the text, square brackets included. */
interface Mention {
  name: string;
  from: number;
  to: number;
}

export interface Formula {
  root: Node;
  /** In the order of the text. */
  mentions: Mention[];
}

export type Operator = '+' | '-' | '*' | '/' | '^';

/** As typed and as typeset, with how tightly they bind; powers bind from the right. */
const operators: Readonly<Record<string, readonly [Operator, number]>> = {
  '+': ['+', 1],
  '-': ['-', 1],
  '−': ['-', 1],
  '*': ['*', 2],
  '×': ['*', 2],
  '·': ['*', 2],
  '/': ['/', 2],
  '÷': ['/', 2],
  '^': ['^', 3],
};

/** The fewest and the most arguments of each function. */
const functions = {
  abs: [1, 1],
  ceil: [1, 1],
  exp: [1, 1],
  floor: [1, 1],
  ln: [1, 1],
  log10: [1, 1],
  log2: [1, 1],
  max: [2, 20],
  min: [2, 20],
  round: [1, 1],
  sqrt: [1, 1],
} as const satisfies Record<string, readonly [number, number]>;
export type FunctionName = keyof typeof functions;

/** So that reading, which goes down into brackets, cannot run out of stack. */
const deepest = 50;

const wrong = (message: string) => new ParleyError('badInput', message);
const bracketsHint = 'Names with spaces or signs in them stand in square brackets: [p95 latency].';

interface MetricNode extends jsep.Expression, Mention {
  type: 'Metric';
}
/** What stood in round brackets; −(a)^2 and (−a)^2 would otherwise look alike. */
interface GroupNode extends jsep.Expression {
  type: 'Group';
  inner: jsep.Expression;
}

/** The parser at work, as far as the hook below needs it. */
interface Reader {
  expr: string;
  index: number;
  gobbleSpaces(): void;
  gobbleExpression(): jsep.Expression | undefined;
}

// jsep keeps its settings for the whole process; nothing else here uses it.
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
for (const [sign, [operator, precedence]] of Object.entries(operators)) {
  jsep.addBinaryOp(sign, precedence, operator === '^');
}
for (const sign of ['-', '−', '+']) jsep.addUnaryOp(sign);
jsep.hooks.add('gobble-token', function (this: unknown, env: { node?: jsep.Expression }) {
  const reader = this as Reader;
  const node = readMetric(reader) ?? readGroup(reader);
  if (node) env.node = node;
});

/** A plain name that no bracket follows, or any name in square brackets, in which `]]` stands for `]`. */
function readMetric(reader: Reader): MetricNode | null {
  const { expr, index: from } = reader;
  const rest = expr.slice(from);
  const plain = /^[\p{L}_][\p{L}\p{N}_]*(?!\s*\()(?![\p{L}\p{N}_])/u.exec(rest)?.[0];
  const written = plain ?? /^\[(?:[^\]]|\]\])*\](?!\])/.exec(rest)?.[0];
  if (written === undefined) {
    if (rest.startsWith('[')) throw unclosed('[', from);
    return null;
  }
  reader.index += written.length;
  const name = plain ?? written.slice(1, -1).replaceAll(']]', ']').trim();
  if (name === '') throw wrong(`The square brackets at character ${from + 1} name no metric.`);
  return { type: 'Metric', name, from, to: from + written.length };
}

function readGroup(reader: Reader): GroupNode | null {
  const { expr, index: from } = reader;
  if (expr[from] !== '(') return null;
  reader.index += 1;
  const inner = reader.gobbleExpression();
  reader.gobbleSpaces();
  if (!inner && expr[reader.index] === ')') throw wrong(`The brackets at character ${from + 1} are empty.`);
  if (expr[reader.index] === undefined) throw unclosed('(', from);
  if (!inner || expr[reader.index] !== ')') throw unreadable(expr, reader.index);
  reader.index += 1;
  return { type: 'Group', inner };
}

/**
 * Reads a formula. Names are taken as written; whether there are such metrics is the caller's to find out.
 *
 * @throws ParleyError `badInput` with a sentence that says what is wrong, and where.
 */
export function readFormula(text: string): Formula {
  if (text.length > longest) throw wrong(`A formula has at most ${longest} characters; this one has ${text.length}.`);
  const allowed = formulaText.safeParse(text);
  if (!allowed.success) throw wrong(allowed.error.issues[0]?.message ?? 'Write a formula.');
  refuseDeep(text);
  const mentions: Mention[] = [];
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    // The parser's own failures carry the place; anything else is a bug, and looks like one.
    if (!(error instanceof Error) || !('index' in error)) throw error;
    throw unreadable(text, Number(error.index));
  }
  const root = toNode(tree, mentions);
  return { root, mentions: mentions.toSorted((a, b) => a.from - b.from) };
}

function toNode(node: jsep.Expression, mentions: Mention[]): Node {
  switch (node.type) {
    case 'Literal': {
      const { value, raw } = node as jsep.Literal;
      if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', value };
      throw wrong(`“${String(raw).slice(0, 40)}” is no number. ${bracketsHint}`);
    }
    case 'Metric': {
      const { name, from, to } = node as MetricNode;
      mentions.push({ name, from, to });
      return { kind: 'metric', name };
    }
    case 'Group':
      return toNode((node as GroupNode).inner, mentions);
    case 'UnaryExpression': {
      const { operator, argument } = node as jsep.UnaryExpression;
      const of = toNode(argument, mentions);
      return operator === '+' ? of : { kind: 'negate', of };
    }
    case 'BinaryExpression':
      return toOperation(node as jsep.BinaryExpression, mentions);
    case 'CallExpression':
      return toCall(node as jsep.CallExpression, mentions);
    case 'Compound':
      if ((node as jsep.Compound).body.length === 0) throw wrong('Write a formula.');
      throw wrong(
        `Two things stand side by side without an operator (+ − * / ^) between them. Decimals have a point, as in 0.5. ${bracketsHint}`,
      );
    case 'Identifier':
      throw wrong(`“${String(node['name'])}” cannot stand by itself. ${bracketsHint}`);
    default:
      throw wrong(
        `Formulas have numbers, metrics, + − * / ^, brackets and functions, and nothing else. ${bracketsHint}`,
      );
  }
}

function toOperation({ operator: sign, left, right }: jsep.BinaryExpression, mentions: Mention[]): Node {
  const operator = operators[sign]?.[0];
  if (!operator) throw wrong(`“${sign}” is not known here. There are + − * / ^.`);
  // As on paper, −a^2 is −(a^2); the parser binds every sign before any operator.
  if (operator === '^' && left.type === 'UnaryExpression') {
    const { operator: outer, argument } = left as jsep.UnaryExpression;
    const of = toOperation({ type: 'BinaryExpression', operator: sign, left: argument, right }, mentions);
    return outer === '+' ? of : { kind: 'negate', of };
  }
  return { kind: 'operation', operator, left: toNode(left, mentions), right: toNode(right, mentions) };
}

function toCall({ callee, arguments: given }: jsep.CallExpression, mentions: Mention[]): Node {
  const name = callee.type === 'Identifier' ? String(callee['name']) : '';
  const called = (Object.keys(functions) as FunctionName[]).find((each) => each === name);
  if (called === undefined) {
    throw wrong(`“${name}” is not a function here. There are ${Object.keys(functions).join(', ')}.`);
  }
  const [fewest, most] = functions[called];
  if (given.length < fewest || given.length > most) {
    const wanted = fewest === most ? 'one value' : `${fewest} to ${most} values`;
    throw wrong(`${called} takes ${wanted} in its brackets, and ${given.length} are given.`);
  }
  return { kind: 'call', called, given: given.map((each) => toNode(each, mentions)) };
}

function refuseDeep(text: string): void {
  let depth = 0;
  for (const character of text.replaceAll(/\[[^\]]*\]/g, '')) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth > deepest) throw wrong(`More than ${deepest} brackets stand inside each other.`);
  }
}

const unclosed = (bracket: string, at: number) =>
  wrong(`The bracket ${bracket} at character ${at + 1} opens and never closes.`);

function unreadable(text: string, at: number): ParleyError {
  if (at >= text.trimEnd().length) return wrong('The formula ends where something is still to come.');
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return wrong(`The formula cannot be read at “${found}” (character ${at + 1}).`);
}

/** The text with every mention of one metric under its new name; anything else stays letter by letter. */
export function withNewName(text: string, from: string, to: string): string {
  let result = '';
  let copied = 0;
  for (const mention of readFormula(text).mentions) {
    if (mention.name !== from) continue;
    result += text.slice(copied, mention.from) + writtenName(to);
    copied = mention.to;
  }
  return result + text.slice(copied);
}
