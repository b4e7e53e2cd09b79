// Which file is opened, whoever names it and whenever; and what follows when a page has stopped.
import { EventEmitter } from 'node:events';
import { join, resolve } from 'node:path';
import { expect, test, vi } from 'vitest';
import { fileIn, openedFiles } from './openedFiles.ts';
import { offerToLoadAgain } from './stoppedPage.ts';

test.each([
  [['parley', 'a.parley'], '/home/ann', 'a.parley'],
  [['parley', 'A.PARLEY'], '/home/ann', 'A.PARLEY'],
  [['parley', '--flag=x.parley', '../b.Parley'], '/home/ann', '../b.Parley'],
  [['parley', '/srv/c.parley'], '/home/ann', '/srv/c.parley'],
])('of %j typed in %s the review is %s there', (argv, folder, file) => {
  expect(fileIn(argv, folder)).toBe(resolve(folder, file));
});

test.each([[['a.parley']], [['parley', '.']], [['parley', 'a.csv']], [['parley', '--open=a.parley']]])(
  'there is none in %j',
  (argv) => expect(fileIn(argv, '/home/ann')).toBeUndefined(),
);

test('a file that is named before the app is ready is the first one, later ones are opened', () => {
  const app = new EventEmitter();
  const shown = vi.fn();
  const files = openedFiles(app as never, ['parley', 'typed.parley'], shown);
  const preventDefault = vi.fn();
  app.emit('open-file', { preventDefault }, '/clicked.parley');
  expect(preventDefault).toHaveBeenCalledOnce();
  const opened: string[] = [];
  expect(files.take((file) => opened.push(file))).toBe('/clicked.parley');
  expect(opened).toEqual([]);
  app.emit('open-file', { preventDefault }, '/second.parley');
  app.emit('second-instance', {}, ['parley', 'third.PARLEY'], '/elsewhere');
  app.emit('second-instance', {}, ['parley'], '/elsewhere');
  expect(opened).toEqual(['/second.parley', resolve('/elsewhere', 'third.PARLEY')]);
  expect(shown).toHaveBeenCalledTimes(2);
});

test('without one, the file of the command line is the first', () => {
  const files = openedFiles(new EventEmitter() as never, ['parley', 'typed.parley'], () => undefined);
  expect(files.take(() => undefined)).toBe(join(process.cwd(), 'typed.parley'));
});

test.each([
  ['oom', 0, 'out of memory', 'reload'],
  ['crashed', 1, 'crashed', 'close'],
  ['killed', 0, 'ended it', 'reload'],
] as const)('a page that has gone (%s) is said to have stopped; answer %i', async (reason, response, words, done) => {
  const webContents = Object.assign(new EventEmitter(), { reload: vi.fn() });
  const window = { webContents, isDestroyed: () => false, close: vi.fn() };
  const ask = vi.fn((_window: unknown, _options: { detail?: string }) =>
    Promise.resolve({ response, checkboxChecked: false }),
  );
  offerToLoadAgain(window as never, ask);
  webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  expect(ask.mock.calls[0]![1].detail).toContain(words);
  expect(ask.mock.calls[0]![1].detail).toContain('Every change that was saved is in the review file.');
  await Promise.resolve();
  await Promise.resolve();
  expect([webContents.reload.mock.calls.length, window.close.mock.calls.length]).toEqual(
    done === 'reload' ? [1, 0] : [0, 1],
  );
});

test('a page that ended as it should is nothing to tell', () => {
  const webContents = new EventEmitter();
  const ask = vi.fn();
  offerToLoadAgain({ webContents, isDestroyed: () => false } as never, ask);
  webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
  expect(ask).not.toHaveBeenCalled();
});
