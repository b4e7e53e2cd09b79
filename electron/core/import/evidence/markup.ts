// Text that is no table but JSON, JSON Lines, YAML or a model card (Markdown with front matter): recognised by how it begins.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { isList, isObject, readJson } from './json.ts';
import type { Json } from './json.ts';
import { readYaml } from './yaml.ts';

export type Markup = 'JSON' | 'YAML' | 'front matter';

const jsonBegins = /^\s{0,1000}(?:\{\s{0,1000}["}]|\[\s{0,1000}[[{\]"\d-])/;
const yamlLine = /^(?:- )?(?:"[^"]{1,80}"|'[^']{1,80}'|[\w./@ -]{1,80}):(?:[ \t]|$)/;
const yamlName = /\.ya?ml$/i;

/** What the beginning of a text looks like; null for anything else. A name that ends in .yaml lets shorter YAML count. */
export function markupAt(text: string, fileName: string): Markup | null {
  if (jsonBegins.test(text)) return 'JSON';
  const matter = frontMatter(text);
  if (matter !== null && /^[\w-]+:/m.test(matter)) return 'front matter';
  return beginsLikeYaml(text, yamlName.test(fileName)) ? 'YAML' : null;
}

function beginsLikeYaml(text: string, named: boolean): boolean {
  const lines = text
    .slice(0, 4000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const [first = ''] = lines[0] === '---' ? lines.slice(1) : lines;
  if (named) return yamlLine.test(first) || first.startsWith('- ') || first.startsWith('{') || first.startsWith('[');
  const matching = lines.filter((line) => yamlLine.test(line.trim()) || /^\s*- /.test(line)).length;
  return yamlLine.test(first) && lines.length > 1 && matching * 10 >= lines.length * 8;
}

/**
 * The values in a text of this kind.
 *
 * @throws ParleyError `badInput` with the line.
 */
export function valuesIn(text: string, markup: Markup, fileName: string): Json[] {
  if (markup === 'JSON') return readJson(text, fileName);
  return readYaml(markup === 'YAML' ? text : (frontMatter(text) ?? ''), fileName);
}

/** Whether YAML holds more than words: every text is YAML to a parser. What is damaged counts, so that its fault is said. */
export function holdsValues(values: () => readonly Json[]): boolean {
  try {
    return values().some((value) => isObject(value) || isList(value));
  } catch (error) {
    if (error instanceof ParleyError) return true;
    throw error;
  }
}

const opening = /^\ufeff?---[ \t]*\r?\n/;
const closing = /\r?\n---[ \t]*(?:\r?\n|$)/;

/** The YAML between the first two lines of three hyphens; null without. */
export function frontMatter(text: string): string | null {
  const open = opening.exec(text);
  if (!open) return null;
  const rest = text.slice(open[0].length);
  const close = closing.exec(rest);
  return close ? rest.slice(0, close.index) : null;
}

/** Everything behind the front matter. */
export function textBehindFrontMatter(text: string): string {
  const open = opening.exec(text);
  const rest = open ? text.slice(open[0].length) : text;
  const close = open ? closing.exec(rest) : null;
  return close ? rest.slice(close.index + close[0].length).trim() : '';
}
