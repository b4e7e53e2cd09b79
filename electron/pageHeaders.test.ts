// The policy of the page, directive by directive: a missing one is an open door that nothing else would show.
import { expect, test } from 'vitest';
import { headersOf, pageHeaders } from './pageHeaders.ts';

const contentSecurityPolicy = pageHeaders['Content-Security-Policy']!;

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive): [string, string[]] => {
    const [name = '', ...values] = directive.split(' ');
    return [name, values];
  }),
);

test('everything is closed unless it is opened by name', () => {
  expect(directives.get('default-src')).toEqual(["'none'"]);
});

// These do not fall back on default-src: without them anything goes.
test.each(['base-uri', 'form-action', 'frame-ancestors'])('%s is closed of its own', (name) => {
  expect(directives.get(name)).toEqual(["'none'"]);
});

test('code, styles, fonts, calls and workers come from here alone', () => {
  for (const name of ['script-src', 'style-src', 'font-src', 'connect-src', 'worker-src'])
    expect(directives.get(name), name).toEqual(["'self'"]);
  expect(directives.get('img-src')).toEqual(["'self'", 'data:']);
  expect(directives.get('object-src')).toEqual(["'none'"]);
});

test('no text becomes code without a policy by name', () => {
  expect(directives.get('require-trusted-types-for')).toEqual(["'script'"]);
  expect(directives.get('trusted-types')).not.toContain("'allow-duplicates'");
  expect(directives.get('trusted-types')).not.toContain('*');
});

test('nothing unsafe, and nobody else', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*|blob:/);
});

test('an answer is never stored, guessed at, or shown inside another page', () => {
  expect(pageHeaders).toMatchObject({
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
});

test('workers alone may compile WebAssembly, and are otherwise as closed as the page', () => {
  const worker = headersOf('/assets/analysis.worker-C3Al02zd.js');
  expect(worker['Content-Security-Policy']).toBe(
    contentSecurityPolicy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"),
  );
  expect({ ...worker, 'Content-Security-Policy': contentSecurityPolicy }).toEqual(pageHeaders);
  for (const path of ['/', '/index.html', '/assets/index-a1.js', '/assets/worker.js', '/x/assets/a.worker-b.js'])
    expect(headersOf(path)).toBe(pageHeaders);
});
