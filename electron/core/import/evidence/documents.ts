// The JSON, YAML and model cards in a folder, each as one value. What cannot be read is left out with its reason.
import { formatCount } from '../../../../shared/domain/format.ts';
import { ParleyError } from '../../../../shared/contract/errors.ts';
import type { Problem } from '../../../../shared/contract/errors.ts';
import type { ReadProgress } from '../planning/parsedTable.ts';
import { remark } from '../planning/source.ts';
import type { Folder } from './folder.ts';
import { readJson } from './json.ts';
import type { Json } from './json.ts';
import { frontMatter, textBehindFrontMatter } from './markup.ts';
import { readYaml } from './yaml.ts';

/** A file that holds one value. */
export interface Document {
  /** Where it is in the folder, or its name. */
  path: string;
  value: Json;
  /** The words of a model card, behind its front matter; '' for other files. */
  text: string;
}

export interface Documents {
  documents: Document[];
  problems: Problem[];
}

const reported = 10;

/** The first value of every file of a folder that ends in .json, .yaml, .yml or .md. O(characters). */
export function readDocuments({ paths, text }: Folder, onProgress: ReadProgress): Documents {
  const documents: Document[] = [];
  const problems: Problem[] = [];
  let unread = 0;
  for (const [i, path] of paths.entries()) {
    if (i % 256 === 0) onProgress((0.9 * i) / paths.length, 'Reading the files');
    const content = /\.(?:json|ya?ml|md)$/i.test(path) ? text(path) : null;
    if (content === null) continue;
    try {
      const document = documentIn(path, content);
      if (document) documents.push(document);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      unread += 1;
      if (unread <= reported) problems.push(remark(error.message));
    }
  }
  if (unread > reported) problems.push(remark(`${formatCount(unread - reported)} more files could not be read.`));
  return { documents, problems };
}

function documentIn(path: string, content: string): Document | null {
  if (/\.md$/i.test(path)) {
    const matter = frontMatter(content);
    const value = matter === null ? undefined : readYaml(matter, path)[0];
    return value === undefined ? null : { path, value, text: textBehindFrontMatter(content) };
  }
  const [value] = /\.json$/i.test(path) ? readJson(content, path) : readYaml(content, path);
  return value === undefined ? null : { path, value, text: '' };
}
