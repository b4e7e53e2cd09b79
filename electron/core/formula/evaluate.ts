// What a formula comes to, candidate by candidate. A cell has a value or a reason for having none: never 0, never Infinity.
import type { FunctionName, Node, Operator } from './syntax.ts';

/** The values of one metric, by its name; NaN where missing. */
type Inputs = ReadonlyMap<string, Float64Array>;

export interface Outcome {
  /** Finite, or NaN where there is no value. */
  measured: Float64Array;
  /** Why not, by the place of the candidate; as many as there are NaN. */
  failures: Map<number, string>;
}

/** Beyond this a review keeps no number. */
const largest = 1e300;
const tooLarge = 'The result is larger than a review can hold.';

/** The first thing that went wrong with the candidate at hand. */
interface Trouble {
  message: string | null;
}

type Calculation = (place: number) => number;

/**
 * Calculates a formula for all candidates.
 *
 * @param inputs every metric that the formula mentions, each with `candidates` values.
 * O(candidates × nodes).
 */
export function evaluateFormula(root: Node, inputs: Inputs, candidates: number): Outcome {
  const trouble: Trouble = { message: null };
  const calculate = calculation(root, inputs, trouble);
  const measured = new Float64Array(candidates);
  const failures = new Map<number, string>();
  for (let place = 0; place < candidates; place += 1) {
    trouble.message = null;
    const value = calculate(place);
    const fits = trouble.message === null && Math.abs(value) <= largest;
    // Adding 0 turns -0, which compares and prints oddly, into 0.
    measured[place] = fits ? value + 0 : NaN;
    if (!fits) failures.set(place, trouble.message ?? tooLarge);
  }
  return { measured, failures };
}

/** The value of a part; NaN always comes with a message, and a part is never infinite: 1 / (a number too large) is not 0. */
function calculation(node: Node, inputs: Inputs, trouble: Trouble): Calculation {
  const fail = (message: string): number => {
    trouble.message ??= message;
    return NaN;
  };
  const calculate = unchecked(node, inputs, trouble, fail);
  if (node.kind !== 'operation' && node.kind !== 'call') return calculate;
  return (place) => {
    const value = calculate(place);
    return Math.abs(value) === Infinity ? fail(tooLarge) : value;
  };
}

function unchecked(node: Node, inputs: Inputs, trouble: Trouble, fail: (message: string) => number): Calculation {
  switch (node.kind) {
    case 'number': {
      const { value } = node;
      return () => value;
    }
    case 'metric': {
      const values = inputs.get(node.name);
      const message = `“${node.name}” has no value here.`;
      return (place) => {
        const value = values?.[place] ?? NaN;
        return Number.isNaN(value) ? fail(message) : value;
      };
    }
    case 'negate': {
      const of = calculation(node.of, inputs, trouble);
      return (place) => -of(place);
    }
    case 'operation': {
      const left = calculation(node.left, inputs, trouble);
      const right = calculation(node.right, inputs, trouble);
      return operation(node.operator, left, right, fail);
    }
    case 'call': {
      const given = node.given.map((each) => calculation(each, inputs, trouble));
      const [first] = given;
      if (node.called === 'max') return (place) => Math.max(...given.map((each) => each(place)));
      if (node.called === 'min') return (place) => Math.min(...given.map((each) => each(place)));
      return ofOne(node.called, first!, fail);
    }
  }
}

function operation(
  operator: Operator,
  left: Calculation,
  right: Calculation,
  fail: (message: string) => number,
): Calculation {
  switch (operator) {
    case '+':
      return (place) => left(place) + right(place);
    case '-':
      return (place) => left(place) - right(place);
    case '*':
      return (place) => left(place) * right(place);
    case '/':
      return (place) => {
        const above = left(place);
        const below = right(place);
        return below === 0 ? fail('It would have to divide by 0.') : above / below;
      };
    case '^':
      return (place) => {
        const base = left(place);
        const exponent = right(place);
        const value = base ** exponent;
        if (base === 0 && exponent < 0) return fail('It would have to divide by 0 (0 to a negative power).');
        const undefinedPower = Number.isNaN(value) && !Number.isNaN(base) && !Number.isNaN(exponent);
        return undefinedPower ? fail('A negative number has no power that is not whole.') : value;
      };
  }
}

const plainly: Readonly<Record<Exclude<FunctionName, 'max' | 'min'>, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  // Halves away from zero, as taught in school; Math.round sends −2.5 to −2.
  round: (value) => Math.sign(value) * Math.round(Math.abs(value)),
  sqrt: Math.sqrt,
};

function ofOne(called: keyof typeof plainly, first: Calculation, fail: (message: string) => number): Calculation {
  const calculate = plainly[called];
  if (called === 'sqrt') {
    return (place) => {
      const value = first(place);
      return value < 0 ? fail('A negative number has no square root.') : calculate(value);
    };
  }
  if (called === 'ln' || called === 'log2' || called === 'log10') {
    return (place) => {
      const value = first(place);
      return value <= 0 ? fail('Only a number above 0 has a logarithm.') : calculate(value);
    };
  }
  return (place) => calculate(first(place));
}
