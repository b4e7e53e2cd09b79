// Which keys mean what, on either kind of computer; and that writing is writing.
import { describe, expect, it } from 'vitest';
import { commands } from '../../shared/domain/commands.ts';
import { keysText, pressed } from './shortcuts.ts';

const press = (key: string, more: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {}) =>
  pressed({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more });

describe('shortcuts', () => {
  it('are told apart by what is held down', () => {
    expect(press('k', { ctrlKey: true })).toEqual(['palette']);
    expect(press('K', { metaKey: true })).toEqual(['palette']);
    expect(press('k')).toEqual([]);
    expect(press('k', { ctrlKey: true, altKey: true })).toEqual([]);
    expect(press('z', { ctrlKey: true })).toEqual(['undo']);
    expect(press('Z', { ctrlKey: true, shiftKey: true })).toEqual(['redo']);
    expect(press('y', { ctrlKey: true })).toEqual(['redo']);
    expect(press('?', { shiftKey: true })).toEqual(['shortcuts']);
    expect(press('?')).toEqual(['shortcuts']);
    expect(press('5', { ctrlKey: true })).toEqual(['compromise']);
  });

  it('are written as the computer has its keys', () => {
    expect(keysText('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z');
    expect(keysText('Mod+Shift+Z', true)).toBe('⌘⇧Z');
    expect(keysText('?', true)).toBe('?');
  });

  it('mean one thing everywhere', () => {
    const keys = Object.values(commands)
      .filter(({ where }) => where === 'Everywhere')
      .flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
