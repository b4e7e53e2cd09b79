// Runs analyses beside the page.
import { installKernels } from '../../shared/engine/kernels/install.ts';
import { analyses } from './analyses.ts';
import { Jobs } from './jobs.ts';
import type { AnalysisRequest } from './protocol.ts';

installKernels();

// A message to oneself comes after those of the page that are there already, and unlike a timer at once.
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

const jobs = new Jobs(
  analyses,
  (message) => postMessage(message),
  (next) => {
    waiting.push(next);
    port2.postMessage(null);
  },
);
addEventListener('message', ({ data }: MessageEvent<AnalysisRequest>) => jobs.hear(data));
