// One analysis whose answer stays while one walks between rooms: it is asked again only when the question is another one.
import type { AnalysisInput, AnalysisKind, AnalysisOutput } from './analyses.ts';
import { getWorkerPool } from './workerPool.ts';

interface Run<K extends AnalysisKind> {
  key: string;
  answer: AnalysisOutput<K> | null;
  /** A sentence when it failed, or was stopped. */
  trouble: string | null;
}

/** Keys stand for questions: equal keys, equal answers. */
export class KeptAnalysis<K extends AnalysisKind> {
  readonly #workers = getWorkerPool();
  readonly #kind: K;
  /** The last answer there was. */
  #last = $state.raw<Run<K> | null>(null);
  #run = $state.raw<Run<K>>({ key: '', answer: null, trouble: null });
  working = $state(false);
  /** 0 to 1 while working, as far as the analysis says. */
  progress = $state(0);
  #cancel: (() => void) | null = null;

  /** Made while a component is made; it may outlive the component. */
  constructor(kind: K) {
    this.#kind = kind;
  }

  /** The answer to this question; null until then. */
  answerTo(key: string): AnalysisOutput<K> | null {
    return this.#run.key === key ? this.#run.answer : null;
  }
  /** The last answer to a question whose key begins so, for what can be asked while another is worked out, never for its numbers; null where there is none. */
  lastAnswerTo(beginning: string): AnalysisOutput<K> | null {
    return this.working && this.#last?.key.startsWith(beginning) === true ? this.#last.answer : null;
  }
  /** Why there is no answer; null where there is one, or it is being worked out. */
  troubleWith(key: string): string | null {
    return this.#run.key === key ? this.#run.trouble : null;
  }

  /** Unless that has been done or is under way; another question ends what is under way. */
  ask(key: string, input: AnalysisInput<K>): void {
    if (this.#run.key !== key) this.askAgain(key, input);
  }

  askAgain(key: string, input: AnalysisInput<K>): void {
    this.end();
    this.#run = { key, answer: null, trouble: null };
    this.progress = 0;
    this.working = true;
    this.#cancel = this.#workers.run(this.#kind, input, {
      progress: (fraction) => (this.progress = fraction),
      partial: () => undefined,
      done: (answer) => this.#ended({ key, answer, trouble: null }),
      failed: (message) => this.#ended({ key, answer: null, trouble: message }),
    });
  }

  stop(): void {
    if (!this.working) return;
    this.end();
    this.#run = { ...this.#run, trouble: 'Stopped.' };
  }

  /** Without a word: what asked is gone. */
  end(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.working = false;
  }

  #ended(run: Run<K>): void {
    this.#cancel = null;
    this.working = false;
    this.#run = run;
    if (run.answer !== null) this.#last = run;
  }
}
