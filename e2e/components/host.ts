// A host for single components: one small review in memory, of which ballots can be changed. Imported before anything that calls.
import { linear, snapshotOf } from '../../shared/engine/testing/snapshot.ts';
import { decode, encode } from '../../shared/contract/codec.ts';
import type { Out } from '../../shared/contract/contract.ts';
import { fromBase64, toBase64 } from '../../shared/sealing/base64.ts';
import type { ReviewSnapshot } from '../../shared/domain/review.ts';
import type { Weight } from '../../shared/domain/role.ts';

export const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
/** Gamma is the most accurate and costs least, Beta is the fastest; Delta is behind Alpha everywhere. */
export const snapshot: ReviewSnapshot = snapshotOf({
  names,
  rows: [
    [0.91, 120, 5],
    [0.88, 45, 9],
    [0.93, 300, 2],
    [0.8, 200, 7],
  ],
  objectives: [
    { ...linear(0.7, 1), name: 'accuracy' },
    { ...linear(400, 0), name: 'latency' },
    { ...linear(10, 0), name: 'cost' },
  ],
  roles: [
    { name: 'Product', weights: [0.5, 0.25, 0.25] },
    { name: 'Sales', weights: [] },
  ],
});

let { settings } = snapshot;

function answer(name: string, input: Record<string, unknown>): unknown {
  if (name === 'review.get') {
    const got: Out<'review.get'> = {
      settings,
      readOnly: null,
      history: { undo: null, redo: null, elsewhere: null },
      changedSinceReveal: [],
      leftOut: [],
      resultsRevision: null,
    };
    return got;
  }
  if (name === 'review.catalog') return snapshot.catalog;
  window.asked.push([name, input]);
  if (name !== 'ballots.setWeights' && name !== 'ballots.setLocks')
    throw new Error(`Components ask nothing of this kind: ${name}.`);
  const { roleId, weights } = input as { roleId: number; weights: Weight[] };
  const roles = settings.roles.map((role) => (role.id === roleId ? { ...role, weights } : role));
  settings = { ...settings, revision: settings.revision + 1, roles };
  return null;
}

declare global {
  interface Window {
    /** A core beside the browser, where a test has put one: a message of the codec there and back, in base64. */
    core?: (message: string) => Promise<string>;
  }
}

window.parley = {
  call: async (name, input) => {
    if (window.core) return decode(fromBase64(await window.core(toBase64(encode([name, input]))))!);
    return { ok: true, value: answer(name, input as Record<string, unknown>) };
  },
  follow: async () => Promise.resolve(null),
  lend: () => Promise.resolve({ ok: false, error: { code: 'refused', message: 'No file has a place here.' } }),
  pdf: () => Promise.resolve({ ok: true, value: null }),
  shows: () => Promise.resolve(),
  asked: () => Promise.resolve(),
  focusOther: () => Promise.resolve(false),
};
