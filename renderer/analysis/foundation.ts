// Works out what does not depend on weights: at once where that is quick, in a worker where it would be felt.
import type { Catalog } from '../../shared/domain/catalog.ts';
import type { Settings } from '../../shared/domain/review.ts';
import { prepare } from '../../shared/engine/evaluate.ts';
import type { Foundation } from '../../shared/engine/evaluation.ts';
import type { FoundationAnswer, FoundationRequest } from './foundation.worker.ts';
import workerUrl from './foundation.worker.ts?worker&url';
import { startWorker } from './trusted.ts';

/** Cells above which fronts may take more than a few frames: 10,000 × 8 takes about 80 ms. */
const CELLS_AT_ONCE = 100_000;

interface Made {
  catalog: Catalog;
  objectives: string;
  foundation: Foundation;
}

export class FoundationMaker {
  #last: Made | null = null;
  #worker: Worker | null = null;
  #abandon: (() => void) | null = null;

  /**
   * The foundation of a review seen as a role. A newer request abandons the one under way.
   * @returns null when it was abandoned.
   * @throws RangeError as the engine's `prepare`.
   */
  async make(settings: Settings, catalog: Catalog, role: number | null): Promise<Foundation | null> {
    this.stop();
    const objectives = JSON.stringify(settings.objectives);
    const last = this.#last;
    const known =
      last && last.catalog === catalog && last.objectives === objectives
        ? { matrix: last.foundation.matrix, frontsOfAll: last.foundation.frontsOfAll }
        : undefined;
    const quick = catalog.candidateIds.length * settings.objectives.length <= CELLS_AT_ONCE;
    const foundation = quick
      ? prepare({ settings, catalog }, { role }, known)
      : await this.#inWorker({ snapshot: { settings, catalog }, role, known });
    if (foundation) this.#last = { catalog, objectives, foundation };
    return foundation;
  }

  /** Ends the work under way, if any. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#abandon?.();
    this.#abandon = null;
  }

  #inWorker(request: FoundationRequest): Promise<Foundation | null> {
    const worker = (this.#worker = startWorker(workerUrl));
    return new Promise((resolve, reject) => {
      this.#abandon = () => resolve(null);
      worker.onmessage = ({ data }: MessageEvent<FoundationAnswer>) => {
        if ('foundation' in data) resolve(data.foundation);
        else reject(new RangeError(data.failure));
        this.#abandon = null;
        this.stop();
      };
      worker.onerror = () => reject(new Error('The worker that ranks large reviews could not be started.'));
      worker.postMessage(request);
    });
  }
}
