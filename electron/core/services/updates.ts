// Asks whether a newer Parley fixes a security fault: where the person has chosen that, at most once a day, or when they ask. What was
// found is kept in updates.json of the settings folder.
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ParleyError } from '../../../shared/contract/errors.ts';
import { isNewer, listedReleases, newerRelease, releaseVersion } from '../../../shared/domain/releases.ts';
import { writeWhole } from '../installation/files.ts';
import type { Releases } from '../installation/options.ts';
import type { Workspace } from '../installation/workspace.ts';
import { chosenPreferences } from './preferences.ts';
import type { TaskHandlers } from './taskTypes.ts';

const DAY_MS = 24 * 3600 * 1000;

const kept = z.object({
  /** ISO time of the last question, answered or not. */
  askedAt: z.iso.datetime(),
  /** The newest version, where one since this fixes a security fault. */
  fix: releaseVersion.nullable(),
});

const fileOf = (workspace: Workspace) => path.join(workspace.options.userData, 'updates.json');

function readKept(workspace: Workspace): z.infer<typeof kept> | null {
  try {
    return kept.parse(JSON.parse(fs.readFileSync(fileOf(workspace), 'utf8')));
  } catch {
    return null;
  }
}

const keep = (workspace: Workspace, fix: string | null) =>
  workspace.keepRecords(() => {
    const askedAt = workspace.options.now().toISOString();
    writeWhole(fileOf(workspace), JSON.stringify({ askedAt, fix } satisfies z.infer<typeof kept>));
  });

function releasesOf(workspace: Workspace): Releases {
  const { releases } = workspace.options;
  if (!releases) throw new ParleyError('refused', 'This Parley does not know where its releases are listed.');
  return releases;
}

async function ask(workspace: Workspace): Promise<ReturnType<typeof newerRelease>> {
  const newer = newerRelease(listedReleases.parse(await releasesOf(workspace).list()), workspace.options.version);
  keep(workspace, newer?.fixesSecurity ? newer.version : null);
  return newer;
}

export const updateTasks = {
  'updates.look': async (workspace) => {
    const { options } = workspace;
    if (!options.releases || !chosenPreferences(workspace)?.securityUpdates) return null;
    const before = readKept(workspace);
    const since = before === null ? Infinity : options.now().getTime() - Date.parse(before.askedAt);
    // A clock that was set back must not silence this for good.
    if (since >= DAY_MS || since < 0) {
      // Written first: a question without an answer counts as well.
      keep(workspace, before?.fix ?? null);
      await ask(workspace).catch((error: unknown) => {
        options.log(`the releases could not be read: ${error instanceof Error ? error.message : String(error)}`);
      });
    }
    const fix = readKept(workspace)?.fix ?? null;
    return fix !== null && isNewer(fix, options.version) ? fix : null;
  },
  'updates.check': async (workspace) => {
    releasesOf(workspace);
    try {
      return { newer: await ask(workspace) };
    } catch {
      throw new ParleyError(
        'unreachable',
        'The list of releases could not be read. Check the connection to the internet, or try again later.',
      );
    }
  },
  'updates.read': async (workspace, { version }) => {
    await releasesOf(workspace).open(version);
    return null;
  },
} satisfies Partial<TaskHandlers>;
