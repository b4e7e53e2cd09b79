// One analysis on screen: it follows what it is about, never shows the answer to another question, and can be stopped.
import { numberStyle } from '../../shared/domain/format.ts';
import type { AnalysisInput, AnalysisKind, AnalysisOutput } from './analyses.ts';
import { getWorkerPool } from './workerPool.ts';

const SETTLE_MS = 120;

export class Analysis<K extends AnalysisKind> {
  readonly #workers = getWorkerPool();
  /** The last answer, maybe of an earlier question. */
  #output = $state.raw<AnalysisOutput<K> | null>(null);
  working = $state(false);
  /** 0 to 1 while working, as far as the analysis says. */
  progress = $state(0);
  /** A sentence when the last run failed, or was stopped. */
  trouble = $state<string | null>(null);
  #cancel: (() => void) | null = null;
  #question: () => AnalysisInput<K> | null;
  /** What `output` is the answer to. */
  #answered = $state.raw<AnalysisInput<K> | null>(null);

  /**
   * Made in a component: it ends with the component.
   * @param input     what the question is about; null while there is nothing to ask. Read reactively.
   * @param settleMs  changes that come faster than this are answered once; who waits less is first in line for a worker.
   */
  constructor(kind: K, input: () => AnalysisInput<K> | null, { settleMs = SETTLE_MS }: { settleMs?: number } = {}) {
    const question = $derived.by(() => {
      // Some answers are sentences: they are asked for again when numbers are shown otherwise.
      void numberStyle.now();
      return input();
    });
    this.#question = () => question;
    // The worker is the outside world; its answers come back as state.
    $effect(() => {
      if (question === null) return;
      const asked = question;
      const timer = setTimeout(() => this.#ask(kind, asked), settleMs);
      return () => {
        clearTimeout(timer);
        this.#end();
      };
    });
  }

  /** The answer to the question as it stands, maybe only its first part; null until there is one. Never of an earlier state. */
  get current(): AnalysisOutput<K> | null {
    return this.#answered !== null && this.#answered === this.#question() ? this.#output : null;
  }

  /** Stops the run under way. */
  stop(): void {
    if (!this.working) return;
    this.#end();
    this.trouble = 'Stopped.';
  }

  #ask(kind: K, question: AnalysisInput<K>): void {
    this.working = true;
    this.progress = 0;
    this.trouble = null;
    this.#cancel = this.#workers.run(kind, question, {
      progress: (fraction) => (this.progress = fraction),
      partial: (output) => this.#take(question, output),
      done: (output) => {
        this.#take(question, output);
        this.working = false;
        this.#cancel = null;
      },
      failed: (message) => {
        this.trouble = message;
        this.working = false;
        this.#cancel = null;
      },
    });
  }

  #take(question: AnalysisInput<K>, output: AnalysisOutput<K>): void {
    this.#output = output;
    this.#answered = question;
  }

  #end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.working = false;
  }
}
