// `parley attach`: brings a cube into a review as a prediction log.
import { basename } from 'node:path';
import { countText } from '../../shared/domain/format.ts';
import { createApp } from '../core/host/app.ts';
import { typedCalls } from './calls.ts';
import { commandOptions } from './options.ts';
import { readBytes } from './readBytes.ts';

/**
 * Keeps the cube in the review, all or nothing, as one step of undo.
 *
 * @throws ParleyError where the cube or the review cannot be read, or the review cannot be written.
 */
export async function attachCube(reviewFile: string, cubeFile: string): Promise<string> {
  const bytes = await readBytes(cubeFile);
  const core = createApp({ ...commandOptions(), host: 'command line' });
  try {
    const call = typedCalls(core.dispatch);
    const { review } = await core.openPath(reviewFile);
    const fileName = basename(cubeFile);
    const kept = await call('predictions.keepCube', { task: 'cube', review, fileName, bytes: new Uint8Array(bytes) });
    const made = kept.newCandidates === 0 ? '' : `, ${countText(kept.newCandidates, 'of them new', 'of them new')}`;
    return `${basename(reviewFile)} has ${fileName} now: ${countText(kept.rows, 'row')}, ${countText(kept.candidates, 'candidate')}${made}.\n`;
  } finally {
    await core.close();
  }
}
