// Entry of the process that reads a database: node child.ts FOLDER, with the request in the folder; leaves the answer there.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { exchange } from './process.ts';
import type { ProcessAnswer } from './process.ts';
import { readSource } from './readSource.ts';
import { serializeError } from './stoppable.ts';
import type { ReadRequest } from '../evidence/evidence.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Usage: child FOLDER');

async function answer(): Promise<ProcessAnswer> {
  try {
    const request = deserialize(readFileSync(path.join(folder!, exchange.request))) as ReadRequest;
    return { ok: true, value: await readSource(request) };
  } catch (error) {
    if (error instanceof ParleyError) return { ok: false, ...serializeError(error) };
    const message = `It could not be read: ${error instanceof Error ? error.message : String(error)}. Nothing was imported.`;
    return { ok: false, code: 'internal', message, problems: undefined };
  }
}

const outcome = await answer();
// Written under another name first, so that a half-written answer is never read.
const file = path.join(folder, exchange.answer);
writeFileSync(`${file}.part`, serialize(outcome), { mode: 0o600 });
renameSync(`${file}.part`, file);
