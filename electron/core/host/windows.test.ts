// Several windows on one review: each hears of every change, and takes back its own.
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReviewChange } from '../../../shared/contract/caller.ts';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { csv, importTable, newFolder, removeFolders, smallTable, testApp, type TestApp } from '../testing/host.ts';

afterAll(removeFolders);

let app: TestApp;
let review: string;
beforeEach(async () => {
  app = testApp(newFolder());
  ({ review } = await app.call('library.create', { title: 'Which one?' }));
  await importTable(app.call, review, smallTable);
});
afterEach(() => app.close());

/** A reading as a dialog asks for it. */
const importances = {
  task: 'importances',
  fileName: 'a.csv',
  kind: 'file' as const,
  bytes: csv(smallTable),
  options: { delimiter: null, decimal: null, header: null },
};

/** A window that follows, until it is left. */
function openWindow(name: string) {
  const client = `window-${name}`;
  const heard: ReviewChange[] = [];
  const leave = app.follow({ principal: { kind: 'owner' }, client }, (change) => heard.push(change));
  const { call } = app.as(client);
  const say = (rationale: string, roleId = 1) => call('ballots.setRationale', { review, roleId, rationale });
  const history = async () => (await call('review.get', { review })).history;
  const undo = () => call('review.undo', { review });
  const redo = () => call('review.redo', { review });
  return { client, heard, leave, call, say, history, undo, redo };
}

describe('windows of one review', () => {
  it('are five, and all hear of each change in its order, with who made it', async () => {
    const windows = ['a', 'b', 'c', 'd', 'e'].map(openWindow);
    const { settings } = await app.call('review.get', { review });
    await Promise.all(windows.map(({ say }, i) => say(`Reason ${i}`, 1 + (i % 4))));
    for (const { heard } of windows) {
      expect(heard.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5].map((n) => settings.revision + n));
      expect(heard.map(({ by }) => by)).toEqual(windows.map(({ client }) => client));
    }
    // Each may take back its own, latest first.
    for (const { undo, history } of windows.slice(0, -1)) {
      await expect(undo()).rejects.toMatchObject({ code: 'refused' });
      expect(await history()).toMatchObject({ undo: null, elsewhere: expect.any(String) as string });
    }
    for (const { undo } of [...windows].reverse()) await undo();
    const { roles } = (await app.call('review.get', { review })).settings;
    expect(roles.map(({ rationale }) => rationale)).toEqual(['', '', '', '']);
    expect(windows[0]!.heard).toHaveLength(10);
  });

  it('leave each other’s changes alone, and say where to undo them', async () => {
    const [left, right] = [openWindow('left'), openWindow('right')];
    await left.say('Left');
    const label = (await left.history()).undo!;
    const message = `The last change was made in another window: “${label}”. Undo it there.`;
    await expect(right.undo()).rejects.toMatchObject({ code: 'refused', message });
    expect(await right.history()).toEqual({ undo: null, redo: null, elsewhere: label });
    await left.undo();
    await expect(right.redo()).rejects.toMatchObject({
      code: 'refused',
      message: `“${label}” was undone in another window. Redo it there.`,
    });
    expect(await left.history()).toEqual({ undo: 'import', redo: label, elsewhere: null });
    await left.redo();
    // Nobody can undo it there any more.
    left.leave();
    expect(await right.history()).toEqual({ undo: label, redo: null, elsewhere: null });
    await right.undo();
  });

  it('do not close the review under each other', async () => {
    const [left, right] = [openWindow('left'), openWindow('right')];
    await left.history();
    await right.history();
    await left.call('library.close', { review });
    await right.say('Still here');
    await right.call('library.close', { review });
    await expect(right.history()).rejects.toMatchObject({ code: 'notFound' });
  });

  it('are told of their own review alone, where they were let into one', async () => {
    const heard: ReviewChange[] = [];
    app.follow({ principal: { kind: 'guest', review: 'another', name: 'Gus' }, client: 'a-guest' }, (change) =>
      heard.push(change),
    );
    await app.call('review.describe', { review, title: 'Changed', note: '' });
    expect(heard).toEqual([]);
  });

  it('ask about and stop their own work, also where another has work of the same name', async () => {
    const reading = new Map<string, AbortSignal>();
    let begin: () => void = () => undefined;
    const bothBegan = new Promise<void>((resolve) => (begin = resolve));
    const busy = testApp(newFolder(), {
      parse: ({ fileName }, signal, progress) =>
        new Promise((_resolve, reject) => {
          if (reading.set(fileName, signal).size === 2) begin();
          progress(0.5, `Reading ${fileName}`);
          signal.addEventListener('abort', () => reject(new ParleyError('cancelled', `${fileName} was stopped.`)));
        }),
    });
    const read = (window: string) =>
      busy.as(window).dispatch('imports.read', { ...importances, fileName: `${window}.csv` });
    const progress = (window: string) => busy.as(window).call('tasks.progress', { task: importances.task });
    const first = read('a');
    const second = read('b');
    await bothBegan;
    expect(await progress('a')).toEqual({ fraction: 0.5, doing: 'Reading a.csv' });
    expect(await progress('b')).toEqual({ fraction: 0.5, doing: 'Reading b.csv' });
    expect(await progress('c')).toBeNull();

    await busy.as('c').call('tasks.cancel', { task: importances.task });
    await busy.as('b').call('tasks.cancel', { task: importances.task });
    expect(await second).toMatchObject({ ok: false, error: { code: 'cancelled', message: 'b.csv was stopped.' } });
    expect(reading.get('a.csv')?.aborted).toBe(false);
    expect(await progress('a')).toEqual({ fraction: 0.5, doing: 'Reading a.csv' });
    await busy.as('a').call('tasks.cancel', { task: importances.task });
    expect(await first).toMatchObject({ ok: false, error: { code: 'cancelled', message: 'a.csv was stopped.' } });
    await busy.close();
  });

  it('keep the table they are looking at, however many files another reads', async () => {
    const read = async (window: string) => {
      const { table, columns } = await app.as(window).call('imports.read', { ...importances, window });
      return { table, uses: columns.map(({ use }) => use) };
    };
    const check = (window: string, { table, uses }: Awaited<ReturnType<typeof read>>) => {
      const mapping = { uses, duplicates: 'refuse' as const, unreadable: 'refuse' as const };
      return app.as(window).call('imports.check', { review, table, mapping });
    };
    const mine = await read('a');
    const others = [];
    for (let n = 0; n < 5; n++) others.push(await read('b'));
    expect(await check('a', mine)).toMatchObject({ candidates: 4 });
    expect(await check('b', others[4]!)).toMatchObject({ candidates: 4 });
    await expect(check('b', others[0]!)).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('put away') as string,
    });
  });
});
