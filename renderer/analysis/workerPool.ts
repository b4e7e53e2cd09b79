// A few workers for analyses, kept warm. More work than workers waits in line; cancelled work ends its worker at once.
import { createContext } from 'svelte';
import { numberStyle } from '../../shared/domain/format.ts';
import type { AnalysisInput, AnalysisKind, AnalysisOutput } from './analyses.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';
import { startWorker } from './trusted.ts';

/** The page needs a core for itself; but never one worker alone, or a quick question would wait behind a long one. */
const MOST = Math.max(2, Math.min(3, (navigator.hardwareConcurrency || 2) - 1));

interface Listener<K extends AnalysisKind> {
  progress(fraction: number): void;
  partial(output: AnalysisOutput<K>): void;
  done(output: AnalysisOutput<K>): void;
  failed(message: string): void;
}

interface Job {
  request: AnalysisRequest;
  listener: Listener<AnalysisKind>;
  worker: Worker | null;
}

/** Belongs to the page: the window makes one, and everything on it asks that one. */
export class WorkerPool {
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  #busy = 0;

  /** Starts an analysis, or puts it in line; answers with how to cancel it, after which the listener hears nothing more. */
  run<K extends AnalysisKind>(kind: K, input: AnalysisInput<K>, listener: Listener<K>): () => void {
    const job: Job = {
      request: { kind, input, numbers: numberStyle.now() } as AnalysisRequest,
      listener: listener as unknown as Listener<AnalysisKind>,
      worker: null,
    };
    this.#waiting.push(job);
    this.#next();
    return () => {
      const place = this.#waiting.indexOf(job);
      if (place >= 0) this.#waiting.splice(place, 1);
      if (job.worker) {
        job.worker.terminate();
        this.#release(job, null);
      }
    };
  }

  #next(): void {
    while (this.#busy < MOST) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#busy++;
      const worker = (job.worker = this.#idle.pop() ?? startWorker('analysis'));
      worker.onmessage = ({ data }: MessageEvent<AnalysisMessage>) => {
        if (data.type === 'progress') return job.listener.progress(data.fraction);
        if (data.type === 'partial') return job.listener.partial(data.output);
        this.#release(job, worker);
        if (data.type === 'done') job.listener.done(data.output);
        else job.listener.failed(data.message);
      };
      worker.onerror = () => {
        worker.terminate();
        this.#release(job, null);
        job.listener.failed('The worker for this analysis could not be started.');
      };
      worker.postMessage(job.request);
    }
  }

  #release(job: Job, reusable: Worker | null): void {
    if (!job.worker) return;
    job.worker = null;
    this.#busy--;
    if (reusable) this.#idle.push(reusable);
    this.#next();
  }
}

/** The pool of this page. Ask for it while a component is made. */
export const [getWorkerPool, setWorkerPool] = createContext<WorkerPool>();
