// Starts the page's own workers. Script addresses are a trusted type on our pages; one policy lets through those that were
// built with the page, and nothing else.

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const known = new Set<string>();
const types = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = types?.createPolicy('parley-worker', {
  createScriptURL(url) {
    if (!known.has(url)) throw new TypeError('Only workers built with the page may be started.');
    return url;
  },
});

/** @param url  from a `?worker&url` import, a constant of the build. */
export function startWorker(url: string): Worker {
  known.add(url);
  return new Worker(policy?.createScriptURL(url) ?? url, { type: 'module' });
}
