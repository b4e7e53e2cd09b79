// What was chosen for an installation is there for every host of it, and whatever else lies in the file is nobody's choice.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readPreferences } from '../../../shared/domain/preferences.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';

afterAll(removeFolders);

it('keeps what was chosen', async () => {
  const folder = newFolder();
  const one = testApp(folder);
  expect(await one.call('preferences.get', {})).toBeNull();
  const chosen = { ...readPreferences(null), theme: 'dark' as const, smallestGroup: 50 };
  await one.call('preferences.set', { preferences: chosen });
  await one.close();

  const other = testApp(folder);
  expect(await other.call('preferences.get', {})).toEqual(chosen);
  const [file] = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('preferences.json'));
  fs.writeFileSync(path.join(folder, file!), '{"theme":"dark","smallestGroup":-3}');
  expect(await other.call('preferences.get', {})).toEqual({ ...readPreferences(null), theme: 'dark' });
  fs.writeFileSync(path.join(folder, file!), '{"theme"');
  expect(await other.call('preferences.get', {})).toBeNull();
  await other.close();
});
