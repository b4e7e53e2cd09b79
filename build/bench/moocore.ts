// The published C library for multi-objective work as a peer: compiled from its sources where PARLEY_MOOCORE names their folder (`c` of
// https://github.com/multi-objective/moocore) and there is a C compiler; asked in a process of its own, in turns with ours.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ObjectiveColumns } from '../../shared/engine/dominance.ts';

/** How long it took, in milliseconds of the processor, and what it answered. */
export interface PeerAnswer {
  took: number;
  answer: Buffer;
}
export interface Peer {
  front: (points: Points) => PeerAnswer;
  layers: (points: Points) => PeerAnswer;
  volume: (points: Points) => PeerAnswer;
  contributions: (points: Points) => PeerAnswer;
  close: () => void;
}
/** A file of n × d doubles, row by row. */
interface Points {
  path: string;
  n: number;
  d: number;
}

const sources = ['hv.c', 'hv3dplus.c', 'hv4d.c', 'hvc3d.c', 'hv_contrib.c', 'pareto.c', 'libutil.c', 'avl.c'];

/** The library, ready to be asked; null where its sources are not named, which is said. @throws where they do not compile. */
export function openMoocore(): Peer | null {
  const folder = process.env.PARLEY_MOOCORE ?? '';
  if (folder === '') {
    console.log('PARLEY_MOOCORE names no sources of moocore, so nothing is measured beside it.');
    return null;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'parley-moocore-'));
  const program = join(scratch, 'moocore');
  const driver = fileURLToPath(new URL('moocore.c', import.meta.url));
  const flags = ['-O3', '-DNDEBUG', '-flto', '-w', `-I${folder}`];
  const compiled = spawnSync(
    'cc',
    [...flags, '-o', program, driver, ...sources.map((name) => join(folder, name)), '-lm'],
    { encoding: 'utf8' },
  );
  if (compiled.status !== 0) throw new Error(`moocore in ${folder} does not compile:\n${compiled.stderr}`);
  const asked =
    (question: string) =>
    ({ path, n, d }: Points): PeerAnswer => {
      const written = join(scratch, 'answer');
      const { status, stdout, stderr } = spawnSync(program, [question, path, String(n), String(d), written], {
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`moocore, ${question}: ${stderr}`);
      return { took: Number(stdout), answer: readFileSync(written) };
    };
  return {
    front: asked('front'),
    layers: asked('layers'),
    volume: asked('volume'),
    contributions: asked('contributions'),
    close: () => rmSync(scratch, { recursive: true, force: true }),
  };
}

/** Writes candidates, all minimised, to a file that the library is asked about. */
export function writePoints({
  n,
  m,
  compared,
}: Pick<ObjectiveColumns, 'n' | 'm' | 'compared'>): Points & { remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-points-'));
  const path = join(folder, 'points');
  const rows = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) rows[i * m + j] = compared[j]![i]!;
  writeFileSync(path, rows);
  return { path, n, d: m, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
