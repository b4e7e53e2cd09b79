// Works out what does not depend on weights: at once where that is quick, in a worker where it would be felt.
import type { Catalog } from '../../shared/domain/catalog.ts';
import type { Settings } from '../../shared/domain/review.ts';
import { prepare } from '../../shared/engine/evaluate.ts';
import type { Foundation } from '../../shared/engine/evaluation.ts';
import type { FoundationAnswer, FoundationRequest } from './foundation.worker.ts';
import { startWorker } from './trusted.ts';

/**
 * Cells above which this takes a good part of a frame: 2,500 × 5 takes about 8 ms where fronts are many, 10,000 × 5 about 100.
 */
export const CELLS_AT_ONCE = 12_000;

/**
 * What fronts and screening rest on beside the catalogue: objectives and requirements, not weights. Equal texts mean equal
 * foundations of one catalogue.
 */
export const foundationKey = ({ objectives, roles }: Settings): string =>
  JSON.stringify([objectives, roles.map((role) => [role.id, role.requirements])]);

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

  /** Ends the work under way, if any. A worker with nothing to do stays: starting one takes longer than most of its work. */
  stop(): void {
    if (this.#abandon === null) return;
    this.#worker?.terminate();
    this.#worker = null;
    this.#abandon();
    this.#abandon = null;
  }

  /** Ends the worker too: nothing more is asked. */
  leave(): void {
    this.stop();
    this.#worker?.terminate();
    this.#worker = null;
  }

  #inWorker(request: FoundationRequest): Promise<Foundation | null> {
    const worker = (this.#worker ??= startWorker('foundation'));
    const { known } = request;
    return new Promise((resolve, reject) => {
      this.#abandon = () => resolve(null);
      worker.onmessage = ({ data }: MessageEvent<FoundationAnswer>) => {
        this.#abandon = null;
        // What was known keeps its identity, and does not travel back.
        if ('foundation' in data) resolve({ ...data.foundation, ...known } as Foundation);
        else reject(new RangeError(data.failure));
      };
      worker.onerror = () => {
        this.#abandon = null;
        worker.terminate();
        this.#worker = null;
        reject(new Error('The worker that ranks large reviews could not be started.'));
      };
      worker.postMessage(request);
    });
  }
}
