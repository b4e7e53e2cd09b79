// What an analysis worker does with what it is asked. Analyses in steps take turns, so that a short question need not wait for the end
// of a long sampling; whatever is not in steps is worked out at once, when its question arrives.
import { numberStyle } from '../../shared/domain/format.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';
import { isSteps, type Steps } from './steps.ts';

type Ask = Extract<AnalysisRequest, { type: 'ask' }>;
type Run = (input: unknown, report: { progress(fraction: number): void; partial(output: unknown): void }) => unknown;

interface Turn {
  ask: Ask;
  steps: Steps<unknown>;
}

export class Jobs {
  readonly #runs: Readonly<Record<string, Run>>;
  readonly #tell: (message: AnalysisMessage) => void;
  readonly #later: (next: () => void) => void;
  #kept: Record<string, unknown> = {};
  readonly #turns: Turn[] = [];
  #stepping = false;

  /**
   * @param runs   the analyses by name.
   * @param tell   says something to the page.
   * @param later  calls back after whatever has arrived meanwhile was heard.
   */
  constructor(
    runs: Readonly<Record<string, unknown>>,
    tell: (message: AnalysisMessage) => void,
    later: (next: () => void) => void,
  ) {
    this.#runs = runs as Readonly<Record<string, Run>>;
    this.#tell = tell;
    this.#later = later;
  }

  hear(request: AnalysisRequest): void {
    if (request.type === 'forget') this.#forget(request.job);
    else this.#begin(request);
  }

  #begin(ask: Ask): void {
    const { job, kind, keep, kept } = ask;
    this.#kept = { ...this.#kept, ...keep };
    const input = { ...ask.input, ...Object.fromEntries(kept.map((name) => [name, this.#kept[name]])) };
    this.#tell({ job, type: 'begun' });
    this.#guarded(ask, () => {
      const found = this.#runs[kind]!(input, {
        progress: (fraction) => this.#tell({ job, type: 'progress', fraction }),
        partial: (output) => this.#tell({ job, type: 'partial', output }),
      });
      if (!isSteps(found)) return this.#tell({ job, type: 'done', output: found });
      this.#turns.push({ ask, steps: found });
      this.#goOn();
    });
  }

  #goOn(): void {
    if (this.#stepping || this.#turns.length === 0) return;
    this.#stepping = true;
    this.#later(() => {
      this.#stepping = false;
      this.#step();
      this.#goOn();
    });
  }

  /** One step of whoever's turn it is. */
  #step(): void {
    const turn = this.#turns.shift();
    if (turn === undefined) return;
    const { ask, steps } = turn;
    this.#guarded(ask, () => {
      const { done, value } = steps.next();
      if (done) this.#tell({ job: ask.job, type: 'done', output: value });
      else this.#turns.push(turn);
    });
  }

  #forget(job: number): void {
    const place = this.#turns.findIndex(({ ask }) => ask.job === job);
    if (place >= 0) this.#turns.splice(place, 1);
  }

  /** Says where the work failed. */
  #guarded({ job, numbers }: Ask, work: () => void): void {
    numberStyle.follow(() => numbers);
    try {
      work();
    } catch (error) {
      console.error(error);
      this.#tell({ job, type: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }
}
