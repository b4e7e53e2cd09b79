// Small reviews are ranked at once, large ones beside the page: by one worker that is kept, and that a newer request ends.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { prepare } from '../../shared/engine/evaluate.ts';
import { linear, snapshotOfColumns } from '../../shared/engine/testing/snapshot.ts';
import type { FoundationAnswer, FoundationRequest } from './foundation.worker.ts';
import { CELLS_AT_ONCE, FoundationMaker } from './foundation.ts';

/** Answers when told to, with what the real one would say. */
class FakeWorker {
  onmessage: (event: { data: FoundationAnswer }) => void = () => undefined;
  ended = false;
  asked: FoundationRequest[] = [];
  postMessage(request: FoundationRequest) {
    this.asked.push(request);
  }
  terminate() {
    this.ended = true;
  }
  answer() {
    const { snapshot, role, known } = this.asked.at(-1)!;
    const { screening, fronts, frontSize, ...rest } = prepare(snapshot, { role }, known);
    const made = { screening, fronts, frontSize };
    this.onmessage({ data: structuredClone({ foundation: known ? made : { ...made, ...rest } }) });
  }
}
const workers = vi.hoisted((): unknown[] => []) as FakeWorker[];
vi.mock('./trusted.ts', () => ({
  startWorker: () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker;
  },
}));
beforeEach(() => void workers.splice(0));

const reviewOf = (cells: number) =>
  snapshotOfColumns({
    columns: [0, 1].map((j) => Float64Array.from({ length: cells / 2 }, (_, i) => ((i * (j + 3)) % 101) / 100)),
    objectives: [linear(0, 1), linear(0, 1)],
    roles: [{ requirements: [{ metricId: 1, comparator: '>=', bound: 0.5, strength: 'must' }] }, {}],
  });

describe('a foundation', () => {
  it('is made at once up to the limit, and starts no worker', async () => {
    const review = reviewOf(CELLS_AT_ONCE);
    const made = await new FoundationMaker().make(review.settings, review.catalog, null);
    expect(made).toEqual(prepare(review, { role: null }));
    expect(workers).toHaveLength(0);
  });

  it('is made beside the page above it, by a worker that is kept until the end', async () => {
    const review = reviewOf(CELLS_AT_ONCE + 2);
    const maker = new FoundationMaker();
    const first = maker.make(review.settings, review.catalog, null);
    workers[0]!.answer();
    const everybody = await first;
    expect(everybody).toEqual(prepare(review, { role: null }));

    const second = maker.make(review.settings, review.catalog, 2);
    expect(workers).toHaveLength(1);
    workers[0]!.answer();
    const one = await second;
    expect(one).toEqual(prepare(review, { role: 2 }));
    expect(one!.matrix).toBe(everybody!.matrix);
    expect(one!.frontsOfAll).toBe(everybody!.frontsOfAll);

    maker.stop();
    expect(workers[0]!.ended).toBe(false);
    maker.leave();
    expect(workers[0]!.ended).toBe(true);
  });

  it('is abandoned by a newer request, whose answer alone counts', async () => {
    const review = reviewOf(CELLS_AT_ONCE + 2);
    const maker = new FoundationMaker();
    const older = maker.make(review.settings, review.catalog, null);
    const newer = maker.make(review.settings, review.catalog, 1);
    expect(await older).toBeNull();
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    workers[1]!.answer();
    expect(await newer).toEqual(prepare(review, { role: 1 }));
  });
});
