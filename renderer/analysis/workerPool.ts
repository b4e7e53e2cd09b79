// A few workers for analyses, kept warm. One of them never takes what may keep it for long, so that a short question has its answer soon
// whatever else is worked out; what gives way between its steps shares a worker with others.
import { createContext } from 'svelte';
import { numberStyle } from '../../shared/domain/format.ts';
import type { AnalysisInput, AnalysisKind, AnalysisOutput } from './analyses.ts';
import { longAnalyses } from './longAnalyses.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';
import { startWorker } from './trusted.ts';

/** The page needs a core for itself; but never one worker alone, or a quick question would wait behind a long one. */
const MOST = Math.max(2, Math.min(3, (navigator.hardwareConcurrency || 2) - 1));
/** Large parts of what is asked that many questions share: a worker is sent them once, while they stay the same. */
const shared = ['snapshot', 'foundation'];

interface Listener<K extends AnalysisKind> {
  progress(fraction: number): void;
  partial(output: AnalysisOutput<K>): void;
  done(output: AnalysisOutput<K>): void;
  failed(message: string): void;
}

interface Job {
  id: number;
  kind: AnalysisKind;
  /** Its place in the order of long ones; −1: it is not long. */
  length: number;
  input: Readonly<Record<string, unknown>>;
  listener: Listener<AnalysisKind>;
}

/** What the pool needs of a worker. */
export type AnalysisWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** One worker, and what it was given. */
interface Seat {
  worker: AnalysisWorker;
  /** Never takes what is long. There is one such seat. */
  light: boolean;
  /** By number: what it has not answered yet. */
  jobs: Map<number, Job>;
  /** The last it has begun. */
  begun: number | null;
  /** By number: long ones that were cancelled before it said that it had begun them. It will begin them all the same. */
  cancelled: Set<number>;
  kept: Record<string, unknown>;
}

/** Belongs to the page: the window makes one, and everything on it asks that one. */
export class WorkerPool {
  readonly #seats: Seat[] = [];
  readonly #waiting: Job[] = [];
  readonly #start: () => AnalysisWorker;
  readonly #most: number;
  #last = 0;

  constructor(start: () => AnalysisWorker = () => startWorker('analysis'), most = MOST) {
    this.#start = start;
    this.#most = most;
  }

  /** Starts an analysis, or puts it in line; answers with how to cancel it, after which the listener hears nothing more. */
  run<K extends AnalysisKind>(kind: K, input: AnalysisInput<K>, listener: Listener<K>): () => void {
    const job: Job = {
      id: ++this.#last,
      kind,
      length: longAnalyses.indexOf(kind),
      input: input as unknown as Job['input'],
      listener: listener as unknown as Listener<AnalysisKind>,
    };
    this.#wait(job);
    this.#next();
    return () => this.#cancel(job);
  }

  /** In line before the first that is longer. */
  #wait(job: Job): void {
    const place = this.#waiting.findIndex(({ length }) => length > job.length);
    this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, job);
  }

  #cancel(job: Job): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    const seat = this.#seats.find(({ jobs }) => jobs.has(job.id));
    if (!seat) return;
    seat.jobs.delete(job.id);
    // What does not give way is ended with its worker; what else the worker had begins again elsewhere.
    if (job.length >= 0 && seat.begun === job.id) this.#leave(seat);
    else {
      if (job.length >= 0) seat.cancelled.add(job.id);
      this.#post(seat, { type: 'forget', job: job.id });
    }
    this.#next();
  }

  #leave(seat: Seat): void {
    seat.worker.terminate();
    this.#seats.splice(this.#seats.indexOf(seat), 1);
    for (const job of seat.jobs.values()) this.#wait(job);
  }

  #next(): void {
    for (const job of [...this.#waiting]) {
      const seat = this.#seatFor(job);
      if (!seat) continue;
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      this.#give(seat, job);
    }
  }

  /** The seat with the least to do that may take it; null: it has to wait. */
  #seatFor({ length }: Job): Seat | null {
    const isLong = length >= 0;
    const free = (seat: Seat) => Array.from(seat.jobs.values()).every((job) => job.length < 0);
    const may = this.#seats
      .filter((seat) => free(seat) && !(isLong && seat.light))
      .sort((a, b) => a.jobs.size - b.jobs.size);
    const least = may[0] ?? null;
    if (least?.jobs.size === 0) return least;
    // The last one to be opened is the light one where there is none.
    const hasLight = this.#seats.some(({ light }) => light);
    const room = this.#most - this.#seats.length - (isLong && !hasLight ? 1 : 0);
    return room > 0 ? this.#open(!isLong && !hasLight) : least;
  }

  #open(light: boolean): Seat {
    const seat: Seat = { worker: this.#start(), light, jobs: new Map(), begun: null, cancelled: new Set(), kept: {} };
    seat.worker.onmessage = ({ data }: MessageEvent<AnalysisMessage>) => this.#hear(seat, data);
    seat.worker.onerror = () => {
      const lost = Array.from(seat.jobs.values());
      seat.jobs.clear();
      this.#leave(seat);
      for (const { listener } of lost) listener.failed('The worker for this analysis could not be started.');
      this.#next();
    };
    this.#seats.push(seat);
    return seat;
  }

  #give(seat: Seat, job: Job): void {
    seat.jobs.set(job.id, job);
    const parts = Object.entries(job.input);
    const keep = parts.filter(([name, part]) => shared.includes(name) && seat.kept[name] !== part);
    for (const [name, part] of keep) seat.kept[name] = part;
    this.#post(seat, {
      type: 'ask',
      job: job.id,
      kind: job.kind,
      input: Object.fromEntries(parts.filter(([name]) => !shared.includes(name))),
      keep: Object.fromEntries(keep),
      kept: parts.map(([name]) => name).filter((name) => shared.includes(name)),
      numbers: numberStyle.now(),
    });
  }

  #post(seat: Seat, request: AnalysisRequest): void {
    seat.worker.postMessage(request);
  }

  #hear(seat: Seat, message: AnalysisMessage): void {
    if (message.type === 'begun') {
      seat.begun = message.job;
      // Whatever the worker was given meanwhile would wait for the end of what nobody wants any more.
      if (seat.cancelled.has(message.job)) {
        this.#leave(seat);
        this.#next();
        return;
      }
    }
    const job = seat.jobs.get(message.job);
    if (!job) return;
    const { listener } = job;
    if (message.type === 'progress') listener.progress(message.fraction);
    if (message.type === 'partial') listener.partial(message.output as AnalysisOutput<AnalysisKind>);
    if (message.type !== 'done' && message.type !== 'failed') return;
    seat.jobs.delete(job.id);
    this.#next();
    if (message.type === 'done') listener.done(message.output as AnalysisOutput<AnalysisKind>);
    else listener.failed(message.message);
  }
}

/** The pool of this page. Ask for it while a component is made. */
export const [getWorkerPool, setWorkerPool] = createContext<WorkerPool>();
