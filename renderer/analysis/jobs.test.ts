// A worker's questions: steps take turns, what is forgotten is not gone on with, and what is kept need not be said again.
import { describe, expect, it } from 'vitest';
import { Jobs } from './jobs.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';

const numbers = { grouping: 'comma', decimal: 'point' } as unknown as Extract<
  AnalysisRequest,
  { type: 'ask' }
>['numbers'];

function worker(runs: Record<string, unknown>) {
  const said: AnalysisMessage[] = [];
  const later: (() => void)[] = [];
  const jobs = new Jobs(
    runs,
    (message) => said.push(message),
    (next) => later.push(next),
  );
  return {
    said,
    ask: (job: number, kind: string, input = {}, keep = {}, kept: string[] = []) =>
      jobs.hear({ type: 'ask', job, kind, input, keep, kept, numbers } as unknown as AnalysisRequest),
    forget: (job: number) => jobs.hear({ type: 'forget', job }),
    /** Lets what was put off happen once; false when there is nothing. */
    turn: () => {
      const next = later.shift();
      next?.();
      return next !== undefined;
    },
    done: () => said.filter(({ type }) => type === 'done'),
  };
}

function* counting(input: unknown): Generator<void, string, void> {
  const { steps, name } = input as { steps: number; name: string };
  for (let i = 0; i < steps; i++) yield;
  return name;
}

describe('the questions of a worker', () => {
  it('are answered at once where they have no steps, also between the steps of another', () => {
    const { ask, turn, done } = worker({ counting, at: (input: { x: number }) => input.x });
    ask(1, 'counting', { steps: 1000, name: 'long' });
    turn();
    ask(2, 'at', { x: 5 });
    expect(done()).toEqual([{ job: 2, type: 'done', output: 5 }]);
  });

  it('take turns, so that the one with fewer steps ends first', () => {
    const { ask, turn, done } = worker({ counting });
    ask(1, 'counting', { steps: 5, name: 'long' });
    ask(2, 'counting', { steps: 2, name: 'short' });
    while (turn());
    expect(done().map((message) => message.type === 'done' && message.output)).toEqual(['short', 'long']);
  });

  it('are not gone on with once they are forgotten, nor is anything after them lost', () => {
    const { ask, forget, turn, done } = worker({ counting });
    ask(1, 'counting', { steps: 3, name: 'forgotten' });
    turn();
    forget(1);
    ask(2, 'counting', { steps: 3, name: 'asked' });
    let turns = 0;
    while (turn()) turns++;
    expect(done()).toEqual([{ job: 2, type: 'done', output: 'asked' }]);
    expect(turns).toBeLessThanOrEqual(5);
  });

  it('are asked about what the worker keeps, until it is told otherwise', () => {
    const { ask, said } = worker({ sum: ({ a, b }: { a: number; b: number }) => a + b });
    ask(1, 'sum', { b: 1 }, { a: 10 }, ['a']);
    ask(2, 'sum', { b: 2 }, {}, ['a']);
    ask(3, 'sum', { b: 3 }, { a: 20 }, ['a']);
    expect(said.flatMap((message) => (message.type === 'done' ? [message.output] : []))).toEqual([11, 12, 23]);
  });

  it('that fail say why, at once or in a later step, and leave the others alone', () => {
    const { ask, turn, said, done } = worker({
      counting,
      fail: () => {
        throw new RangeError('No such objective.');
      },
      *failLater() {
        yield;
        throw new Error('Too few rows.');
      },
    });
    const silent = console.error;
    console.error = () => undefined;
    ask(1, 'fail');
    ask(2, 'failLater');
    ask(3, 'counting', { steps: 3, name: 'other' });
    while (turn());
    console.error = silent;
    expect(said.flatMap((message) => (message.type === 'failed' ? [[message.job, message.message]] : []))).toEqual([
      [1, 'No such objective.'],
      [2, 'Too few rows.'],
    ]);
    expect(done()).toHaveLength(1);
  });
});
