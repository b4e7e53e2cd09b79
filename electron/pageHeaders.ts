// The headers of every answer that carries the page, the same under app:// and on the loopback address.

/** Svelte's own templates, and the workers that are built with the page (renderer/analysis/trusted.ts). */
const trusted = 'svelte-trusted-html parley-worker';

const policyOf = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${trusted}`,
  ].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policyOf("'self'"),
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), usb=()',
};

/** Workers compute with WebAssembly (shared/engine/kernels), which the page has no need of. A worker has the policy of its own answer. */
const workerHeaders: Readonly<Record<string, string>> = {
  ...pageHeaders,
  'Content-Security-Policy': policyOf("'self' 'wasm-unsafe-eval'"),
};

/** The headers of the file at this path, as it is named by the build. */
export function headersOf(path: string): Readonly<Record<string, string>> {
  return /^\/assets\/[a-z]+\.worker-[\w-]+\.js$/i.test(path) ? workerHeaders : pageHeaders;
}
