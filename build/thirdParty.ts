// The licences of what is bundled: a plugin that notes which packages' code went into a bundle, and the text that ships with Parley.
// (Vite's own build.license does not look into workers.)
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

interface Package {
  name: string;
  version: string;
  /** As package.json states it, an SPDX expression; some say it in their text alone. */
  license: string | undefined;
  /** All its licence files, one after the other; empty where it carries none. */
  text: string;
}

/** The folder of the package that a module belongs to; null for Parley's own sources. */
function packageFolder(moduleId: string): string | null {
  const file = moduleId.replace(/^\0/, '').split('?')[0]!;
  if (!/node_modules[/\\]/.test(file)) return null;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    // Folders inside a package may hold a package.json that only says how its modules are written.
    const description = join(folder, 'package.json');
    if (existsSync(description) && 'version' in (JSON.parse(readFileSync(description, 'utf8')) as object))
      return folder;
  }
  return null;
}

/** Notes the folders of the packages that bundles are made of. One list serves several builds. */
export function notePackages(folders: Set<string>): Plugin {
  return {
    name: 'note-packages',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        for (const id of file.moduleIds) {
          const folder = packageFolder(id);
          if (folder !== null) folders.add(folder);
        }
      }
    },
  };
}

const isLicence = (file: string) => /^(licen[cs]e|copying|notice)/i.test(file);

function readPackage(folder: string): Package {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Partial<Package> & Pick<Package, 'name' | 'version'>;
  const texts = readdirSync(folder)
    .filter(isLicence)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, text: texts.join('\n\n') };
}

/**
 * What ships as dist/THIRD-PARTY.md: every package with its version and licence, then the texts, each once with those it is of.
 *
 * @throws Error naming a package that states no licence in either way: Parley may not hand it out.
 */
export function thirdPartyText(folders: Iterable<string>): string {
  const packages = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
  const unknown = packages.find(({ license, text }) => license === undefined && text === '');
  if (unknown) throw new Error(`${unknown.name} ${unknown.version} states no licence, so it cannot be shipped.`);
  const byText = new Map<string, Package[]>();
  for (const one of packages) {
    const same = byText.get(one.text) ?? [];
    same.push(one);
    byText.set(one.text, same);
  }
  const titled = ({ name, version, license }: Package) =>
    name + ' ' + version + (license === undefined ? '' : ` (${license})`);
  const parts = [...byText].map(([text, of]) => {
    const said = text === '' ? 'The package states this licence and carries no text of its own.' : text;
    return `## ${of.map(titled).join(', ')}\n\n${said}\n`;
  });
  return [
    '# Third-party software in Parley\n',
    'Parley contains code of these packages. The desktop app also contains Electron and Chromium, whose licences lie beside it.\n',
    ...parts,
  ].join('\n');
}
