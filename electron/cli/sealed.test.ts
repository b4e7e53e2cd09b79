// What the command line says of a review in which people vote: nothing before the first reveal, then what was revealed, and never
// anything of a sealed ballot.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolders, testApp } from '../core/testing/host.ts';
import { lastRound, prepareRound, unseal, vote } from '../core/testing/voting.ts';
import { nothingSaid } from './answers.ts';
import { nothingChosen } from './choices.ts';
import { explainFile, rankFile } from './rank.ts';

afterAll(removeFolders);

/** Of the first objective; the second has the rest. */
const weights = (first: number) => [
  { objective: 1, weight: first },
  { objective: 2, weight: 1 - first },
];

it('ranks nobody while the first round is voted on, and by the last reveal while a later one is', async () => {
  const app = testApp(newFolder());
  const review = await prepareRound(app.call);
  const file = path.join(newFolder(), 'copy.parley');
  const ranked = async () => {
    fs.writeFileSync(file, (await app.call('library.copy', { review })).bytes);
    const asked = { said: nothingSaid, choices: { ...nothingChosen, seed: 1 } };
    const told = [];
    for (const json of [false, true]) {
      told.push(
        (await rankFile(file, { ...asked, json })).text,
        (await explainFile(file, null, { ...asked, json })).text,
      );
    }
    return told;
  };
  await ranked();
  await app.call('round.open', { review, by: 'Bo' });
  const roles = (await lastRound(app.call, review)).ballots.map(({ roleId }) => roleId);
  const made = [];
  for (const roleId of roles) {
    made.push(await vote(app.call, review, roleId, { weights: weights(0.3), rationale: 'said in round 1' }));
  }
  await expect(ranked()).rejects.toThrow(
    'Round 1 is being voted on, so nobody is ranked. Rankings appear with the reveal.',
  );
  await app.call('round.close', { review, round: 1, by: 'Bo' });
  for (const each of made) await unseal(app.call, review, each);
  await app.call('round.reveal', { review, round: 1, by: 'Bo' });
  const revealed = await ranked();
  expect(revealed.join('\n')).not.toContain('No role has weighed yet');

  await app.call('round.open', { review, by: 'Bo' });
  for (const roleId of roles) {
    await vote(app.call, review, roleId, { weights: weights(0.123456789), rationale: 'canary of the ballot' });
  }
  const said = await ranked();
  expect(said).toEqual(revealed);
  expect(said.join('\n')).not.toMatch(/12\.34|0\.1234|canary/);
  await app.close();
});
