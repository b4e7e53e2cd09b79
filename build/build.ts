// Builds dist/: the main side's bundles, the preload, the page, the ballot form, the library and the sample review. `ensureBuilt` does so only when a source has changed.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { build, mergeConfig, type InlineConfig } from 'vite';
import { BALLOT_FORM_PAGE } from '../shared/sealing/ballotForm.ts';
import { compressPage } from './compress.ts';
import { root } from './paths.ts';
import { buildSample } from './sample/review.ts';
import { notePackages, thirdPartyText } from './thirdParty.ts';
import { buildForm } from './vite.form.ts';
import { library, writeDeclarations } from './vite.library.ts';
import { main, preload } from './vite.main.ts';
import renderer from './vite.renderer.ts';

const stamp = `${root}dist/.built`;

function sourcesHash(): string {
  const hash = createHash('sha256');
  const files = globSync(
    [
      'shared/**/*',
      'electron/**/*',
      'renderer/**/*',
      'build/vite.*.ts',
      'build/sample/*',
      'build/localApp.ts',
      'build/compress.ts',
      'build/thirdParty.ts',
      'build/icons/linux/*',
      'package*.json',
    ],
    {
      cwd: root,
      withFileTypes: true,
      exclude: (entry) => /\.(test|bench)\.ts$|^testing$|^fixtures$|\.tsbuildinfo$/.test(entry.name),
    },
  )
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Builds everything, in about ten seconds. @throws what Vite throws on an error in a source. */
async function buildAll(): Promise<void> {
  const hash = sourcesHash();
  // better-sqlite3 is the one package that is not bundled. It is handed out all the same.
  const packages = new Set([`${root}node_modules/better-sqlite3`]);
  const note = notePackages(packages);
  const page = { ...renderer, configFile: false, logLevel: 'warn' } satisfies InlineConfig;
  for (const config of [main, preload, page, library]) await build(mergeConfig(config, { plugins: [note] }));
  writeDeclarations();
  writeFileSync(`${root}dist/renderer/${BALLOT_FORM_PAGE}`, await buildForm(note));
  writeFileSync(`${root}dist/THIRD-PARTY.md`, thirdPartyText(packages));
  // On Linux windows take their picture from a file.
  copyFileSync(`${root}build/icons/linux/256x256.png`, `${root}dist/icon.png`);
  await compressPage(`${root}dist/renderer`);
  await buildSample(`${root}dist/sample/restaurant-recommender.parley`);
  writeFileSync(stamp, hash);
}

/** Builds if the sources are not the ones of the last build. Answers whether it did. */
export async function ensureBuilt(): Promise<boolean> {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourcesHash()) return false;
  await buildAll();
  return true;
}

if (import.meta.main) await (process.argv.includes('--if-changed') ? ensureBuilt() : buildAll());
