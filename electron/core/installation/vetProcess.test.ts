// The process that vets: what it brings over, and that a check which comes to no end says nothing against the file.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PassThrough } from 'node:stream';
import { closedReview } from '../testing/closedReview.ts';
import { newFolder, removeFolders, testApp } from '../testing/host.ts';
import type { StartChild } from '../processes/childProcess.ts';
import { vetApart, vetInProcess, type VetLimits } from './vetProcess.ts';

afterAll(removeFolders);

let file: string;
beforeAll(async () => {
  file = await closedReview();
});

const vet = (limits: Partial<VetLimits> = {}, withContent = false) =>
  vetInProcess(undefined, limits)({ path: file, ownJournal: false, withContent });

const uncheckedBecause = (why: RegExp) => ({
  ok: false,
  code: 'unchecked',
  message: expect.stringMatching(why) as string,
});

/** A process that says something and ends, without there being one; counts how often it is started. */
function pretend(...says: (string | null)[]): { start: StartChild; started: () => number } {
  let count = 0;
  const start: StartChild = () => {
    const said = says[count++] ?? null;
    const output = new PassThrough();
    const ended = new Promise<void>((resolve) => output.on('close', resolve));
    if (said === null) output.destroy();
    else output.end(said);
    return { output, ended, kill: () => undefined };
  };
  return { start, started: () => count };
}

describe('vetting in a process', () => {
  it('brings over the bytes that were vetted, when asked', async () => {
    const verdict = await vet({}, true);
    if (!verdict.ok || !verdict.content) throw new Error('There is no content.');
    expect(Buffer.compare(verdict.content, fs.readFileSync(file))).toBe(0);
    expect(await vet()).toEqual({ ...verdict, content: null });
  });

  it('counts computing time, and says so when a check uses too much', async () => {
    expect(await vet({ cpuSeconds: 0, cpuSecondsPerMb: 0 })).toMatchObject(uncheckedBecause(/computing time/));
    // What the size of the file allows is enough.
    expect(await vet({ cpuSeconds: 0, cpuSecondsPerMb: 1000 })).toMatchObject({ ok: true });
  });

  it('says when there is no answer, or no memory', async () => {
    expect(await vet({ silenceMs: 0 })).toMatchObject(uncheckedBecause(/no answer within 0 seconds/));
    expect(await vet({ heapMb: 1 })).toMatchObject(uncheckedBecause(/memory|ended before/));
    expect(await vet({ processMb: 1 })).toMatchObject(uncheckedBecause(/more memory than/));
  });

  it('tries once more, and only then says that the file could not be checked', async () => {
    const request = { path: file, ownJournal: false };
    const verdict = { ok: false, code: 'damaged', message: 'It is.' };
    const second = pretend(null, `${JSON.stringify(verdict)}\n`);
    expect(await vetApart(second.start)(request)).toEqual(verdict);
    expect(second.started()).toBe(2);
    const never = pretend('nonsense\n', null, null);
    expect(await vetApart(never.start)(request)).toMatchObject(uncheckedBecause(/ended before it was done/));
    expect(never.started()).toBe(2);
    const atOnce = pretend(`${JSON.stringify(verdict)}\n`);
    await vetApart(atOnce.start)(request);
    expect(atOnce.started()).toBe(1);
  });

  it('is told to the person with a code of its own', async () => {
    const app = testApp(newFolder(), { vet: vetInProcess(undefined, { cpuSeconds: 0, cpuSecondsPerMb: 0 }) });
    await expect(app.openPath(file)).rejects.toMatchObject({ code: 'unchecked' });
    expect(fs.readdirSync(path.dirname(file))).toEqual([path.basename(file)]);
    await app.close();
  });
});
