// Every format there has been, oldest first.
import * as initial from './0010-initial.ts';
import * as evidence from './0020-evidence.ts';
import * as meeting from './0030-meeting.ts';
import * as units from './0040-units.ts';
import * as proposals from './0050-proposals.ts';
import * as arrivedLate from './0060-arrived-late.ts';
import * as cubes from './0070-cubes.ts';

export interface Migration {
  version: number;
  sql: string;
}

export const migrations: readonly Migration[] = [initial, evidence, meeting, units, proposals, arrivedLate, cubes];

/** The format this Parley writes. */
export const currentVersion = migrations.at(-1)?.version ?? 0;
