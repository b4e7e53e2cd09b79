// Text that is no table but JSON, NDJSON, YAML or a model card: told by how it begins, then by what stands in it.
import { ParleyError } from '../../../../shared/contract/errors.ts';
import { expShowSource, isExpShow } from './dvc.ts';
import {
  cardText,
  evalResultsSource,
  frontMatter,
  hasModelIndex,
  isEvalResults,
  modelIndexSource,
} from './huggingFace.ts';
import { isList, isObject, readJson } from './json.ts';
import type { Json } from './json.ts';
import { isLmEval, lmEvalSource } from './lmEval.ts';
import { isMteb, mtebSource } from './mteb.ts';
import type { Chosen, Source } from '../planning/source.ts';
import { readValues } from './values.ts';
import { readYaml } from './yaml.ts';

const jsonBegins = /^\s{0,1000}(?:\{\s{0,1000}["}]|\[\s{0,1000}[[{\]"\d-])/;
const yamlLine = /^(?:- )?(?:"[^"]{1,80}"|'[^']{1,80}'|[\w./@ -]{1,80}):(?:[ \t]|$)/;
const yamlEnds = /\.ya?ml$/i;

const plainName = (fileName: string) => fileName.replace(/\.[a-z]{1,8}$/i, '');

/** The source in a text, or null when the text is a table. @throws ParleyError `badInput` with the place. */
export function readStructured(text: string, fileName: string, chosen: Chosen): Source | null {
  if (jsonBegins.test(text)) {
    const values = readJson(text, fileName);
    return sourceOf(values, fileName, values.length > 1 ? 'JSON Lines' : 'JSON', chosen);
  }
  const matter = frontMatter(text);
  if (matter !== null && /^[\w-]+:/m.test(matter)) {
    const values = readYaml(matter, fileName);
    if (hasModelIndex(values[0])) {
      return modelIndexSource([{ value: values[0], name: plainName(fileName), text: cardText(text) }], fileName);
    }
    const cardWithout = `${fileName} begins like a model card and has no model-index, which holds the results.`;
    throw new ParleyError('badInput', `${cardWithout} Add one, or import the results from a table.`);
  }
  if (!looksLikeYaml(text, yamlEnds.test(fileName))) return null;
  const values = readYaml(text, fileName);
  return values.some((value) => isObject(value) || isList(value)) ? sourceOf(values, fileName, 'YAML', chosen) : null;
}

function looksLikeYaml(text: string, named: boolean): boolean {
  const lines = text
    .slice(0, 4000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !/^\s*#/.test(line));
  const [first = ''] = lines[0] === '---' ? lines.slice(1) : lines;
  if (named) return yamlLine.test(first) || first.startsWith('- ') || first.startsWith('{') || first.startsWith('[');
  const like = lines.filter((line) => yamlLine.test(line.trim()) || /^\s*- /.test(line)).length;
  return yamlLine.test(first) && lines.length > 1 && like * 10 >= lines.length * 8;
}

function sourceOf(values: readonly Json[], fileName: string, format: string, chosen: Chosen): Source {
  const [only] = values;
  if (values.length === 1) {
    if (isLmEval(only)) return lmEvalSource([{ value: only, name: fileName }]);
    if (isMteb(only)) return mtebSource([{ path: fileName, value: only }], plainName(fileName));
    if (isExpShow(only)) return expShowSource(only);
    if (hasModelIndex(only)) return modelIndexSource([{ value: only, name: plainName(fileName), text: '' }], fileName);
    if (isEvalResults(only)) return evalResultsSource([{ value: only, model: plainName(fileName) }]);
  }
  return readValues(values, fileName, format, chosen);
}
