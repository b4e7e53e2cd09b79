// Where the last meeting of this installation was on the network, so that the next one is at the same address if it can be: browsers
// keep drafts and keys by address.
import fs from 'node:fs';
import { z } from 'zod';
import { writeWhole } from './files.ts';
import type { MeetingPlace, PlaceMemory } from './liveMeeting.ts';

const place = z.strictObject({ link: z.string().max(200), port: z.int().min(1024).max(65_535) });

/** @param file where it is kept. What is missing or unreadable counts as no meeting. */
export function meetingPlace(file: string): PlaceMemory {
  return {
    recall: (): MeetingPlace | null => {
      try {
        return place.parse(JSON.parse(fs.readFileSync(file, 'utf8')));
      } catch {
        return null;
      }
    },
    note: (found) => writeWhole(file, JSON.stringify(found)),
  };
}
