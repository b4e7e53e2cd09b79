// The settings of a run, from the file of them that stands beside its results.
import type { Document } from '../evidence/documents.ts';
import { isObject } from '../evidence/json.ts';
import { forEachLeaf, scalar } from '../evidence/leaves.ts';
import type { SourceCell } from '../planning/source.ts';

/** Paths, people, hosts and keys are private and say nothing about a model. */
const isPrivate = (name: string, value: SourceCell): boolean =>
  /(?:^|[._])(?:e?mail|user|username|host|hostname|ip|node_ip|pid|token|use_auth_token|api_key|password|secret|git|remote|cwd|root)$/i.test(
    name,
  ) ||
  /(?:_dir|_path|_file|^save_)/i.test(name) ||
  (typeof value === 'string' && /^(?:\/|~\/|[A-Za-z]:[\\/]|\\\\)/.test(value)) ||
  (typeof value === 'string' && /^[^\s@]{1,80}@[^\s@]{1,80}\.[a-z]{2,}$/i.test(value));

/** Every scalar of a settings file by its path, without what is private. */
export function settingsIn(document: Document | undefined): (readonly [string, SourceCell])[] {
  const settings: (readonly [string, SourceCell])[] = [];
  if (document && isObject(document.value)) {
    forEachLeaf(document.value, (name, value) => {
      const cell = scalar(value);
      if (cell !== null && cell !== '' && !isPrivate(name, cell)) settings.push([name, cell]);
    });
  }
  return settings;
}

/** The document of that name in a folder. */
export const documentAt = (documents: readonly Document[], folder: string, name: string): Document | undefined =>
  documents.find(({ path }) => path === (folder === '' ? name : `${folder}/${name}`));
