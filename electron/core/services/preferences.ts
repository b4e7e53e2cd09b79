// What a person chose for this installation, kept in preferences.json of its own folder.
import fs from 'node:fs';
import path from 'node:path';
import { readPreferences, type Preferences } from '../../../shared/domain/preferences.ts';
import { writeWhole } from '../installation/files.ts';
import type { Workspace } from '../installation/workspace.ts';
import type { TaskHandlers } from './taskTypes.ts';

const fileOf = (workspace: Workspace) => path.join(workspace.options.userData, 'preferences.json');

/** null: nobody has chosen anything, or it cannot be read: then everything is as nobody has chosen. */
export function chosenPreferences(workspace: Workspace): Preferences | null {
  try {
    return readPreferences(JSON.parse(fs.readFileSync(fileOf(workspace), 'utf8')));
  } catch {
    return null;
  }
}

export const preferenceTasks = {
  'preferences.get': (workspace) => chosenPreferences(workspace),
  'preferences.set': (workspace, { preferences }) => {
    writeWhole(fileOf(workspace), JSON.stringify(preferences, null, 1));
    return null;
  },
} satisfies Partial<TaskHandlers>;
