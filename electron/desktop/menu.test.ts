// The menu bar of each system: every command of the table that has a name for menus stands in it once, under its own key, and can be taken
// when the page says so.
import type { MenuItemConstructorOptions as Item } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { commandIds, commandLabel, commands, type CommandId } from '../../shared/domain/commands.ts';
import { acceleratorOf, menuTemplate, type MenuSubject } from './menu.ts';

const platforms = ['darwin', 'linux', 'win32'] as const;
const inMenus = commandIds.filter((id) => commands[id].label !== undefined);
const everything = inMenus.map((command) => ({ command, label: `Page: ${command}` }));
const actions = { command: vi.fn(), open: vi.fn(), clearRecent: vi.fn() };

const all = (items: readonly Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
function built(platform: NodeJS.Platform, more: Partial<MenuSubject> = {}): Item[] {
  const shown = { writing: false, commands: everything };
  return menuTemplate({ platform, development: false, shown, recent: [], ...more }, actions);
}
const itemOf = (items: readonly Item[], id: CommandId) => all(items).find((item) => item.id === id)!;

describe.each(platforms)('on %s', (platform) => {
  test('each command that menus name stands there once, with its key and its name', () => {
    const items = all(built(platform)).filter(({ id }) => id !== undefined);
    expect(items.map(({ id }) => id).sort()).toEqual([...inMenus].sort());
    for (const { id, label, accelerator } of items) {
      const command = id as CommandId;
      expect(accelerator, command).toBe(acceleratorOf(command));
      const edits = command === 'undo' || command === 'redo';
      expect(label, command).toBe(edits ? `Page: ${command}` : commandLabel(command));
    }
  });

  test('no two items have one key, and none is a plain key, which belongs to whoever types', () => {
    const keys = all(built(platform)).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^CmdOrCtrl\+/);
    // Those of the roles.
    const ofRoles = ['W', 'Q', 'M', 'H', 'X', 'C', 'V', 'A', '0', 'R'].map((key) => `CmdOrCtrl+${key}`);
    expect(keys.filter((key) => ofRoles.includes(key))).toEqual([]);
  });

  test('what the page cannot do cannot be taken, and a window is opened for what needs none', () => {
    const without = built(platform, { shown: null });
    const enabled = inMenus.filter((id) => itemOf(without, id).enabled);
    expect(enabled).toEqual(['newReview', 'newWindow', 'openFile']);
  });

  test('has the roles of the system', () => {
    const roles = all(built(platform)).flatMap(({ role }) => role ?? []);
    for (const role of ['fileMenu', 'editMenu', 'viewMenu', 'windowMenu', 'help', 'about', 'quit', 'close', 'copy'])
      expect(roles, role).toContain(role);
    for (const role of ['appMenu', 'services', 'hide', 'hideOthers', 'unhide'])
      expect(roles.includes(role as never), role).toBe(platform === 'darwin');
    expect(roles).not.toContain('reload');
    const inDevelopment = all(built(platform, { development: true })).flatMap(({ role }) => role ?? []);
    expect(inDevelopment).toContain('reload');
  });
});

test('while somebody writes, undo is the field’s', () => {
  const undo = itemOf(built('linux', { shown: { writing: true, commands: [] } }), 'undo');
  expect(undo).toMatchObject({ label: 'Undo', enabled: true });
  const nothing = itemOf(built('linux', { shown: { writing: false, commands: [] } }), 'undo');
  expect(nothing).toMatchObject({ label: 'Undo', enabled: false });
});

test('an item asks for its command, and a recent review for its file', () => {
  const items = built('win32', { recent: [{ path: 'C:\\a.parley', title: 'R & D' }] });
  const click = (item: Item) => (item.click as () => void)();
  click(itemOf(items, 'savePdf'));
  expect(actions.command).toHaveBeenLastCalledWith('savePdf');
  const recent = all(items).find(({ label }) => label === 'R && D')!;
  click(recent);
  expect(actions.open).toHaveBeenLastCalledWith('C:\\a.parley');
  click(all(items).find(({ label }) => label === 'Clear this list')!);
  expect(actions.clearRecent).toHaveBeenCalledOnce();
});
