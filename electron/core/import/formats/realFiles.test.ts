// Files that real tools wrote open, or are refused with a sentence: the fixtures, and where ../shared is here, whatever lies there.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { tablePreview } from '../../../../shared/contract/imports.ts';
import { planImport } from '../planning/plan.ts';
import { fixture, fixturesIn } from '../testing/fixtures.ts';
import { read } from '../testing/readBytes.ts';
import { emptyReview, proposed } from '../testing/readText.ts';

const shared = new URL('../../../../../shared/', import.meta.url);
const absent = !existsSync(new URL('data', shared));
const isEvidence = (path: string) => /\.(?:csv|json|ya?ml|md|db|sqlite3)$/.test(path) && !/README|expected/.test(path);
const listed = (folder: string) =>
  absent
    ? []
    : readdirSync(new URL(`${folder}/`, shared), { recursive: true, encoding: 'utf8' })
        .filter(isEvidence)
        .map((path) => `${folder}/${path}`);

/** Files that hold no results, and what is said of them. */
const refused: Record<string, string> = {
  'sample_invalid_model_index.md': 'names no dataset, so it is left out',
  'sample_windows_line_breaks.md': 'has no model-index',
};

async function opens(path: string, bytes: Uint8Array): Promise<void> {
  const fileName = path.split('/').at(-1)!;
  const result = await read(bytes, { fileName }).catch((error: unknown) => {
    if (!(error instanceof ParleyError)) throw error;
    return error;
  });
  if (result instanceof ParleyError) {
    expect(result.message).toContain(refused[fileName] ?? 'is not expected to be refused');
    return;
  }
  tablePreview.parse({ ...result.preview, table: 't' });
  expect(result.preview.rows).toBeGreaterThan(0);
  // As somebody would take it who answers what is asked.
  const { uses } = proposed(result.preview);
  const answered = uses.map((use) => (use.use === 'metric' ? { ...use, zeros: 'unknown' as const } : use));
  const mapping = { uses: answered, duplicates: 'number', unreadable: 'missing' } as const;
  const { check, content } = planImport(result.table, mapping, emptyReview);
  expect(check.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(content?.rows.length).toBe(result.preview.rows);
}

const folders = ['tables', 'yaml', 'model-cards', 'mteb', 'lm-eval', 'optuna', 'mlflow'];
const own = folders.flatMap((folder) => fixturesIn(folder).map((path) => `${folder}/${path}`));

it.each(own)('%s opens', async (path) => {
  await opens(path, fixture(path));
});

describe.skipIf(absent)(`more real files${absent ? ' (skipped: ../shared is not here)' : ''}`, () => {
  it.each([...listed('data'), ...listed('golden/optuna-edge'), ...listed('golden/timm-pareto')])('%s', async (path) => {
    await opens(path, new Uint8Array(readFileSync(new URL(path, shared))));
  });
});
