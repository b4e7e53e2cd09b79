// Runs one analysis beside the page. It is stopped by ending the worker, so it need not listen while it computes.
import { numberStyle } from '../../shared/domain/format.ts';
import { analyses, type AnalysisKind, type AnalysisOutput } from './analyses.ts';
import type { AnalysisMessage, AnalysisRequest } from './protocol.ts';
import { installKernels } from '../../shared/engine/kernels/install.ts';

installKernels();
const tell = (message: AnalysisMessage) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => {
  const run = analyses[data.kind] as (
    input: unknown,
    report: { progress(fraction: number): void; partial(output: unknown): void },
  ) => unknown;
  numberStyle.follow(() => data.numbers);
  try {
    const output = run(data.input, {
      progress: (fraction) => tell({ type: 'progress', fraction }),
      partial: (partial) => tell({ type: 'partial', output: partial as AnalysisOutput<AnalysisKind> }),
    });
    tell({ type: 'done', output: output as AnalysisOutput<AnalysisKind> });
  } catch (error) {
    console.error(error);
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
});
