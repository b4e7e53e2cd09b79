// The menu bar: the platform's own roles, and Parley's commands as the page of the window in front says them. Keys reach the page first; what it
// takes does not come back as a key of the menu.
import type { MenuItemConstructorOptions } from 'electron';
import { commandLabel, commands, type CommandId } from '../../shared/domain/commands.ts';
import type { WindowState } from '../../shared/contract/window.ts';

/** What menus are made of. */
export interface MenuSubject {
  platform: NodeJS.Platform;
  /** Not packed: the page can be loaded again and looked into. */
  development: boolean;
  /** What the window in front shows; null: there is none. */
  shown: Pick<WindowState, 'writing' | 'commands'> | null;
  /** Reviews that were opened lately, latest first. */
  recent: readonly { path: string; title: string }[];
}

export interface MenuActions {
  command: (id: CommandId) => void;
  open: (path: string) => void;
  clearRecent: () => void;
}

type Item = MenuItemConstructorOptions;
const line: Item = { type: 'separator' };

/** Commands that need no page: a window is opened for them. */
const ofTheShell: readonly CommandId[] = ['newReview', 'newWindow', 'openFile'];

/** "Mod+Shift+Z" as Electron writes it; undefined for a plain key, which would be taken from whoever types it. */
export function acceleratorOf(id: CommandId): string | undefined {
  const keys = commands[id].keys.find((way) => way.startsWith('Mod+'));
  return keys?.replace('Mod', 'CmdOrCtrl');
}

function commandItem({ shown }: MenuSubject, { command }: MenuActions, id: CommandId): Item {
  const offered = shown?.commands.find((each) => each.command === id);
  const edits = id === 'undo' || id === 'redo';
  // While somebody writes, undo is the field's.
  const inField = edits && shown?.writing === true;
  const accelerator = acceleratorOf(id);
  return {
    id,
    label: edits && !inField ? (offered?.label ?? commandLabel(id)) : commandLabel(id),
    enabled: offered !== undefined || inField || ofTheShell.includes(id),
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => command(id),
  };
}

function recentItems({ recent }: MenuSubject, { open, clearRecent }: MenuActions): Item[] {
  if (recent.length === 0) return [{ label: 'Nothing yet', enabled: false }];
  return [
    // A lone & marks a key on Windows.
    ...recent.map(({ path, title }) => ({
      label: title.replaceAll('&', '&&'),
      toolTip: path,
      click: () => open(path),
    })),
    line,
    { label: 'Clear this list', click: clearRecent },
  ];
}

/** The whole menu bar, as `Menu.buildFromTemplate` takes it. */
export function menuTemplate(subject: MenuSubject, actions: MenuActions): Item[] {
  const item = (id: CommandId) => commandItem(subject, actions, id);
  const mac = subject.platform === 'darwin';
  const application: Item = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      item('checkForUpdates'),
      line,
      item('settings'),
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  const file: Item = {
    role: 'fileMenu',
    submenu: [
      item('newReview'),
      item('newWindow'),
      item('openFile'),
      { label: 'Open recent', submenu: recentItems(subject, actions) },
      item('allReviews'),
      line,
      item('saveCopy'),
      item('versions'),
      item('exportTables'),
      line,
      item('print'),
      item('savePdf'),
      line,
      ...(mac ? [] : [item('settings'), line]),
      { role: 'close', label: 'Close window' },
      ...(mac ? [] : [{ role: 'quit' } as const]),
    ],
  };
  const edit: Item = {
    role: 'editMenu',
    submenu: [
      item('undo'),
      item('redo'),
      line,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'delete' },
      { role: 'selectAll' },
    ],
  };
  const view: Item = {
    role: 'viewMenu',
    submenu: [
      item('palette'),
      line,
      item('evidence'),
      item('objectives'),
      item('ballots'),
      item('trade-offs'),
      item('compromise'),
      item('decision'),
      line,
      item('present'),
      line,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      line,
      { role: 'togglefullscreen' },
      ...(subject.development ? [line, { role: 'reload' } as const, { role: 'toggleDevTools' } as const] : []),
    ],
  };
  const help: Item = {
    role: 'help',
    submenu: [
      item('shortcuts'),
      item('glossary'),
      item('licences'),
      ...(mac ? [] : [line, item('checkForUpdates'), line, { role: 'about' } as const]),
    ],
  };
  return [...(mac ? [application] : []), file, edit, view, { role: 'windowMenu' }, help];
}
