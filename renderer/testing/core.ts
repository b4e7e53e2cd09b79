// Stands in for client/transport.ts in tests: calls go to the whole core in this process, and are counted.
// In a test: `vi.mock('../client/transport.ts', () => import('../testing/core.ts'))`, and `openApp()`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpName } from '../../shared/contract/contract.ts';
import type { Envelope } from '../../shared/contract/errors.ts';
import { testApp, type TestApp } from '../../electron/core/testing/host.ts';
import type { Address } from '../state/address.svelte.ts';
import { Notices } from '../state/notices.svelte.ts';
import { ReviewState } from '../state/review.svelte.ts';

export const client = 'test-window';

let app: TestApp | null = null;
/** What was sent since the app was opened, in order. */
export const sent: { name: OpName; input: unknown }[] = [];

export function send(name: OpName, input: unknown): Promise<Envelope<unknown>> {
  if (app === null) throw new Error('No app is open: openApp() first.');
  sent.push({ name, input });
  return app.dispatch(name, input);
}

/** Files travel inside calls. */
export const upload = null;

/** Only logs that are counted are lent; a file of a test has no place, so it is written first. */
export async function lend(file: File): Promise<Envelope<string>> {
  const path = join(app!.folder, file.name);
  await writeFile(path, new Uint8Array(await file.arrayBuffer()));
  return app!.core.lend(path, { principal: { kind: 'owner' }, client });
}

export const follow = (): void => undefined;

/** The page is at its own host. */
export const door = null;

/** There is no printer. */
export const printToPdf = null;

/** An app on a folder of its own that calls go to; the caller closes it. */
export function openApp(): TestApp {
  app = testApp();
  sent.length = 0;
  return app;
}

/** The address of a window in which nothing is chosen. */
export const noAddress = { role: null, log: null, selected: [] } as unknown as Address;

/** A new review as a window holds it. */
export async function openReview(notices = new Notices()): Promise<ReviewState> {
  const opened = await app!.call('library.create', { title: 'Which one?' });
  return ReviewState.load(opened, noAddress, notices);
}
