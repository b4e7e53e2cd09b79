// What happens to a window that is to close while something is not saved.
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { Saving } from '../../shared/contract/window.ts';
import { guardUnsaved } from './unsaved.ts';

function guarded() {
  let saving: Saving = { state: 'saved' };
  const webContents = new EventEmitter();
  const window = Object.assign(new EventEmitter(), { webContents, close: vi.fn() });
  const ask = vi.fn(() => 0);
  const stays = vi.fn();
  const guard = guardUnsaved(window as never, () => saving, ask, stays);
  /** Whether the page is left although it objects. */
  const object = (): boolean => {
    const preventDefault = vi.fn();
    webContents.emit('will-prevent-unload', { preventDefault });
    return preventDefault.mock.calls.length > 0;
  };
  const say = (state: Saving) => {
    saving = state;
    guard.said();
  };
  return { window, ask, stays, object, say, set: (state: Saving) => (saving = state) };
}
const failed: Saving = { state: 'failed', why: 'The disk is full.' };

test('it waits for what is on its way, and closes then', () => {
  const { window, ask, object, say, set } = guarded();
  set({ state: 'saving' });
  window.emit('close');
  expect(object()).toBe(false);
  say({ state: 'saving' });
  expect(window.close).not.toHaveBeenCalled();
  say({ state: 'saved' });
  expect(window.close).toHaveBeenCalledOnce();
  expect(ask).not.toHaveBeenCalled();
});

test('where the last change was not saved, the person decides', () => {
  const { window, ask, stays, object, set } = guarded();
  set(failed);
  window.emit('close');
  expect(object()).toBe(false);
  expect(stays).toHaveBeenCalledOnce();
  expect(ask).toHaveBeenLastCalledWith(
    window,
    expect.objectContaining({
      detail: expect.stringContaining('The disk is full.') as string,
      defaultId: 0,
      cancelId: 0,
    }),
  );
  ask.mockReturnValue(1);
  window.emit('close');
  expect(object()).toBe(true);
});

test('what could not be saved while it waited is asked about as well', () => {
  const { window, object, say, set } = guarded();
  set({ state: 'saving' });
  window.emit('close');
  object();
  say(failed);
  // Closing again leads to the question.
  expect(window.close).toHaveBeenCalledOnce();
});

test('a page that is loaded again closes nothing', () => {
  const { window, object, say, set } = guarded();
  set({ state: 'saving' });
  expect(object()).toBe(false);
  say({ state: 'saved' });
  expect(window.close).not.toHaveBeenCalled();
});
