// Whether there is a newer Parley that fixes a security fault. Nothing is asked before the person has said so, and nothing is downloaded.
import { z } from 'zod';
import { releaseVersion } from '../domain/releases.ts';
import { task } from './define.ts';

export const updates = {
  /**
   * The newest version, where this one has a security fault that a later one fixes; null: none is known. Asks at most once a day, and only
   * where that was chosen in the settings. Faults on the way are quiet.
   */
  'updates.look': task({}, releaseVersion.nullable()),
  /** Asks now, because the person wants to know. */
  'updates.check': task(
    {},
    z.strictObject({ newer: z.strictObject({ version: releaseVersion, fixesSecurity: z.boolean() }).nullable() }),
  ),
  /** Opens the page of a release in the browser. */
  'updates.read': task({ version: releaseVersion }, z.null()),
};
