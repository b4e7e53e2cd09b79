// A weight is dragged in the real page, in a real browser: the time our code takes of each frame, beside evaluating
// everything from scratch in the same JavaScript engine.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { randomColumns } from '../../shared/engine/testing/random.ts';
import { ensureBuilt } from '../build.ts';
import { obtainChromium } from '../chromium.ts';
import { localApp } from '../localApp.ts';
import { root } from '../paths.ts';

const FRAMES = 90;
const FRAME_MS = 16.7;

/** A review with n candidates, m objectives and four weighed roles, as bytes. */
async function largeReview(n: number, m: number): Promise<Uint8Array> {
  const columns = randomColumns(n, m, 'uniform', 3);
  const header = ['model', ...columns.map((_, j) => `score ${j + 1}`)].join(',');
  const rows = Array.from({ length: n }, (_, i) =>
    [`Model ${i + 1}`, ...columns.map((column) => column[i]!.toFixed(6))].join(','),
  );
  const app = localApp();
  try {
    const { review } = await app.call('library.create', { title: 'Benchmark' });
    const preview = await app.call('imports.read', {
      task: 'bench',
      fileName: 'bench.csv',
      kind: 'file',
      bytes: new TextEncoder().encode([header, ...rows].join('\n')),
      options: { delimiter: ',', decimal: '.', header: true },
    });
    const mapping = {
      uses: preview.columns.map((column) => column.use),
      duplicates: 'refuse' as const,
      unreadable: 'refuse' as const,
    };
    await app.call('imports.accept', { task: 'bench', review, table: preview.table, mapping, objectives: false });
    const { settings } = await app.call('review.get', { review });
    const { ids } = await app.call('objectives.createFromMetrics', {
      review,
      metricIds: settings.metrics.map((metric) => metric.id),
    });
    for (const [k, role] of settings.roles.entries()) {
      const weights = ids.map((objectiveId, j) => ({ objectiveId, weight: 1 + ((j + k) % 3), locked: false }));
      const sum = weights.reduce((total, entry) => total + entry.weight, 0);
      const shares = weights.map((entry) => ({ ...entry, weight: entry.weight / sum }));
      await app.call('ballots.setWeights', { review, roleId: role.id, weights: shares });
    }
    return (await app.call('library.copy', { review })).bytes;
  } finally {
    await app.close();
  }
}

/** Runs in the page: moves one slider, frame by frame; answers with milliseconds of script, and of script and layout. */
async function drag(frames: number): Promise<{ script: number; layout: number }[]> {
  const slider = document.querySelector<HTMLInputElement>('article input[type=range]')!;
  const taken: { script: number; layout: number }[] = [];
  for (let k = 0; k < frames; k++) {
    await new Promise(requestAnimationFrame);
    const start = performance.now();
    slider.value = String(5 + ((k * 7) % 60));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    // The page updates in microtasks; a few turns of them and it is done.
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    const script = performance.now() - start;
    document.body.getBoundingClientRect();
    taken.push({ script, layout: performance.now() - start });
  }
  return taken;
}

const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!;

export async function benchPage(): Promise<void> {
  await ensureBuilt();
  console.log(`\nA weight is dragged in Chromium, Ballots room, ${FRAMES} frames of ${FRAME_MS} ms`);
  const browser = await chromium.launch({
    executablePath: obtainChromium(),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--no-first-run'],
  });
  try {
    for (const [n, m] of [
      [100, 8],
      [10_000, 8],
      [100_000, 10],
    ] as const) {
      const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
      const file = join(folder, 'bench.parley');
      writeFileSync(file, await largeReview(n, m));
      const host = spawn(process.execPath, [`${root}dist/main/web.js`, file], {
        env: { ...process.env, PARLEY_LIBRARY: join(folder, 'library'), PARLEY_DATA: join(folder, 'data') },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const address = await new Promise<string>((resolve) => {
        host.stdout.on('data', (chunk: Buffer) => {
          const found = /http:\/\/\S+#token=\S+/.exec(chunk.toString())?.[0];
          if (found) resolve(found);
        });
      });
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
      await page.goto(address);
      await page.getByRole('link', { name: 'Ballots' }).click();
      await page.locator('article input[type=range]').first().waitFor();
      const taken = await page.evaluate(drag, FRAMES);
      const script = median(taken.map((frame) => frame.script));
      const layout = median(taken.map((frame) => frame.layout));
      const worst = Math.max(...taken.map((frame) => frame.layout));
      const name = `${n.toLocaleString('en')} candidates × ${m} × 4 roles`;
      console.log(
        `${name.padEnd(40)} our code ${(script / FRAME_MS).toFixed(2)} of a frame (${script.toFixed(1)} ms), with layout ${(layout / FRAME_MS).toFixed(2)} (worst ${(worst / FRAME_MS).toFixed(2)})`,
      );
      await page.close();
      host.kill();
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    await browser.close();
  }
}
