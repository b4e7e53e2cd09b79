// What the command line says of a review in which people vote: as before the round, and nothing of a sealed ballot.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolders, testApp } from '../core/testing/host.ts';
import { prepareRound, vote } from '../core/testing/voting.ts';
import { nothingSaid } from './answers.ts';
import { rankFile } from './rank.ts';

afterAll(removeFolders);

it('ranks by the ballots last revealed while a round is open', async () => {
  const app = testApp(newFolder());
  const review = await prepareRound(app.call);
  const file = path.join(newFolder(), 'copy.parley');
  const ranked = async () => {
    fs.writeFileSync(file, (await app.call('library.copy', { review })).bytes);
    return [await rankFile(file, false, nothingSaid), await rankFile(file, true, nothingSaid)];
  };
  const before = await ranked();
  await app.call('round.open', { review, by: 'Bo' });
  for (const roleId of [1, 2, 3]) {
    const weights = [
      { objective: 1, weight: 0.123456789 },
      { objective: 2, weight: 0.876543211 },
    ];
    await vote(app.call, review, roleId, { weights, rationale: 'canary of the ballot' });
  }
  const said = await ranked();
  expect(said).toEqual(before);
  expect(said.join('\n')).not.toMatch(/12\.34|0\.1234|canary/);
  await app.close();
});
