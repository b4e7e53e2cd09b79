// Starts the page's own workers. Script addresses are a trusted type on our pages; one policy lets through those of the workers
// that were built with the page, which are listed here, and nothing else.
import analysisUrl from './analysis.worker.ts?worker&url';
import foundationUrl from './foundation.worker.ts?worker&url';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const workers = { analysis: analysisUrl, foundation: foundationUrl } as const;
const built: readonly string[] = Object.values(workers);
const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy('parley-worker', { createScriptURL: onlyBuilt });

/** Lets through the address of a worker that was built with the page. @throws TypeError on every other. */
export function onlyBuilt(url: string): string {
  if (!built.includes(url)) throw new TypeError('Only workers built with the page may be started.');
  return url;
}

export function startWorker(name: keyof typeof workers): Worker {
  const url = workers[name];
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
}
