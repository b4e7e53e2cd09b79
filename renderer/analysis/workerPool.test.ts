// Which worker gets which question, and what becomes of the others when one is ended.
import { describe, expect, it } from 'vitest';
import type { AnalysisInput, AnalysisKind } from './analyses.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';
import { WorkerPool, type AnalysisWorker } from './workerPool.ts';

type Ask = Extract<AnalysisRequest, { type: 'ask' }>;

class FakeWorker implements AnalysisWorker {
  onmessage: AnalysisWorker['onmessage'] = null;
  onerror: AnalysisWorker['onerror'] = null;
  ended = false;
  readonly heard: AnalysisRequest[] = [];
  postMessage(request: unknown): void {
    this.heard.push(request as AnalysisRequest);
  }
  terminate(): void {
    this.ended = true;
  }
  say(message: AnalysisMessage): void {
    this.onmessage?.call(this as unknown as Worker, { data: message } as MessageEvent);
  }
  asks(): Ask[] {
    return this.heard.filter((request) => request.type === 'ask');
  }
}

function pool(most = 2) {
  const workers: FakeWorker[] = [];
  const answers: string[] = [];
  const made = new WorkerPool(() => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  }, most);
  const ask = (kind: AnalysisKind, input: Record<string, unknown> = {}) =>
    made.run(kind, input as unknown as AnalysisInput<AnalysisKind>, {
      progress: () => undefined,
      partial: () => undefined,
      done: (output) => answers.push(`${kind} ${String(output)}`),
      failed: (message) => answers.push(`${kind} failed: ${message}`),
    });
  /** The live worker that was asked this last. */
  const at = (kind: AnalysisKind) =>
    workers.findLast((each) => !each.ended && each.asks().some((a) => a.kind === kind));
  const answer = (kind: AnalysisKind, output: string) => {
    const worker = at(kind)!;
    worker.say({ type: 'done', job: worker.asks().findLast((each) => each.kind === kind)!.job, output });
  };
  const begin = (kind: AnalysisKind) => {
    const worker = at(kind)!;
    worker.say({ type: 'begun', job: worker.asks().findLast((each) => each.kind === kind)!.job });
  };
  return { workers, answers, ask, at, answer, begin };
}

describe('the pool of workers', () => {
  it('gives a short question a worker while long ones have all others', () => {
    const { ask, at, answer, answers } = pool();
    ask('concession');
    ask('challenger');
    ask('surrogate');
    expect(at('surrogate')).toBeUndefined();
    ask('priceList');
    expect(at('priceList')).toBeDefined();
    expect(at('priceList')).not.toBe(at('concession'));
    answer('priceList', 'in time');
    expect(answers).toEqual(['priceList in time']);
  });

  it('takes the shorter of long questions first, and each once', () => {
    const { ask, at, answer, answers, workers } = pool();
    ask('concession');
    ask('surrogate');
    ask('stability');
    ask('challenger');
    for (const kind of ['concession', 'stability', 'challenger', 'surrogate'] as const) {
      expect(at(kind), kind).toBeDefined();
      answer(kind, '.');
    }
    expect(answers).toEqual(['concession .', 'stability .', 'challenger .', 'surrogate .']);
    expect(workers.flatMap((worker) => worker.asks())).toHaveLength(4);
  });

  it('spreads what gives way, and lets it share', () => {
    const { ask, at } = pool();
    ask('certainty');
    ask('answer');
    expect(at('certainty')).not.toBe(at('answer'));
    ask('priceList');
    expect(at('priceList')).toBeDefined();
  });

  it('sends a review once to each worker, and again when it has changed', () => {
    const { ask, answer, at } = pool();
    const snapshot = { a: 1 };
    const foundation = { b: 2 };
    ask('priceList', { snapshot, foundation });
    answer('priceList', '.');
    ask('finalists', { snapshot, foundation, pair: [0, 1] });
    answer('finalists', '.');
    ask('priceList', { snapshot: { a: 1 }, foundation });
    const sent = at('priceList')!.asks();
    expect(sent.map(({ keep }) => Object.keys(keep))).toEqual([['snapshot', 'foundation'], [], ['snapshot']]);
    expect(sent.map(({ kept }) => kept)).toEqual(Array(3).fill(['snapshot', 'foundation']));
    expect(sent[1]!.input).toEqual({ pair: [0, 1] });
  });

  it('ends a worker that is busy with a cancelled long question, and begins again what else it had', () => {
    const { ask, at, begin, answer, answers } = pool();
    ask('certainty');
    ask('answer');
    const cancel = ask('concession');
    begin('concession');
    const busy = at('concession')!;
    const other = busy.asks()[0]!.kind;
    cancel();
    expect(busy.ended).toBe(true);
    expect(at(other)).toBeDefined();
    answer(other, 'again');
    expect(answers).toEqual([`${other} again`]);
  });

  it('leaves a worker alone when what is cancelled gives way or has not begun', () => {
    const { ask, workers, begin } = pool();
    const sampling = ask('certainty');
    begin('certainty');
    sampling();
    const waiting = ask('concession');
    waiting();
    expect(workers.some(({ ended }) => ended)).toBe(false);
    expect(workers.flatMap(({ heard }) => heard).filter(({ type }) => type === 'forget')).toHaveLength(2);
  });

  it('ends a worker that begins a long question after that was cancelled, so that the next one does not wait behind it', () => {
    const { ask, workers, begin, at, answer, answers } = pool();
    const cancel = ask('concession');
    const starting = at('concession')!;
    cancel();
    ask('challenger');
    expect(at('challenger')).toBe(starting);
    begin('concession');
    expect(starting.ended).toBe(true);
    expect(at('challenger')).not.toBe(starting);
    answer('challenger', '.');
    expect(answers).toEqual(['challenger .']);
    expect(workers.filter(({ ended }) => !ended)).toHaveLength(1);
  });

  it('says that a worker could not be started, for all it had, and goes on with others', () => {
    const { ask, workers, answers, answer } = pool();
    ask('certainty');
    workers[0]!.onerror?.call(workers[0] as unknown as AbstractWorker, {} as ErrorEvent);
    expect(answers).toEqual(['certainty failed: The worker for this analysis could not be started.']);
    ask('answer');
    answer('answer', '.');
    expect(answers).toHaveLength(2);
  });
});
