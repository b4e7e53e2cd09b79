// A column's name in pieces: "GPU Latency_p95 (ms) ↓" → gpu, latency, p95; apart from them what stands in brackets, and which
// way is better where an arrow or "(lower is better)" says it.
import { words as oneLine } from '../text/problems.ts';

/** One word of a name. */
export interface NameToken {
  /** Small letters and digits, without accents. */
  text: string;
  /** Stands right behind the one before, with nothing but a capital letter between them: "val" and "Loss" in "valLoss". */
  glued: boolean;
  /** Sets off what follows: a comma, a slash between two names, a line break. */
  break?: true;
}

export interface NameParts {
  /** The words of the name without brackets and marks; breaks are left out. */
  tokens: string[];
  /** The same with breaks, "per" for a slash before a unit of time, "at" for "@". */
  pieces: NameToken[];
  /** What stands in each pair of brackets, in order. */
  brackets: string[];
  /** The last of them where the name ends with it, or ''. */
  bracket: string;
  /** The name without that last bracket and without marks of direction. */
  plain: string;
  /** What a mark in the name states: an arrow, "higher is better". null: none. */
  stated: { direction: 'max' | 'min'; mark: string } | null;
}

const upward = String.raw`[↑⬆▲⇧⇑⭡⤒🔼🠕]`;
const downward = String.raw`[↓⬇▼⇩⇓⭣⤓🔽🠗]`;
const more = String.raw`(?:higher|larger|bigger|greater|more|max(?:imi[sz]ed?)?)`;
const less = String.raw`(?:lower|smaller|less|fewer|min(?:imi[sz]ed?)?)`;
const better = String.raw`\s?(?:is|=|means|-|→|values?\sare)?\s?(?:the\s)?better`;
const marks: readonly ['max' | 'min', RegExp][] = [
  ['max', new RegExp(String.raw`\s?[([{]?\s?${upward}\ufe0f?\s?(?:${more}${better})?\s?[)\]}]?`, 'iu')],
  ['min', new RegExp(String.raw`\s?[([{]?\s?${downward}\ufe0f?\s?(?:${less}${better})?\s?[)\]}]?`, 'iu')],
  ['max', new RegExp(String.raw`[\s,;:_-]*[([{]?\b${more}${better}\b\s?[)\]}]?`, 'iu')],
  ['min', new RegExp(String.raw`[\s,;:_-]*[([{]?\b${less}${better}\b\s?[)\]}]?`, 'iu')],
  ['max', /\s[([{](?:maximi[sz]ed?|max is best|hib)[)\]}]/iu],
  ['min', /\s[([{](?:minimi[sz]ed?|min is best|lib)[)\]}]/iu],
];

const longestName = 400;
const anyBracket = /[([]([^()[\]]{0,60})[)\]]/g;
const lastBracket = /^([^([]{1,180}?)\s{0,4}[([]([^()[\]]{1,60})[)\]]$/;
const tags = /<\/?[a-z][a-z0-9]{0,8}\s?\/?>/gi;

/** What a slash may stand before so that it means "per". */
const perWhat =
  /^(?:s|sec|secs|second|seconds|ms|min|minute|h|hr|hour|hours|d|day|days|week|month|mo|yr|year|req|reqs|request|requests|query|queries|call|calls|image|images|img|frame|sample|samples|token|tokens|tok|toks|\d+[kmb]?|[kmb]|user|users|item|epoch|step|batch|case|task|gpu|node|doc|document|page|conversion|click|w|watt|joule|j|kwh|usd|dollar|episode)(?![\p{L}\p{N}])/iu;

/** Cuts a name at everything that is no letter or digit, and between "aB". O(length). */
export function nameParts(header: string): NameParts {
  const whole = header.length > longestName ? header.slice(0, longestName) : header;
  let rest = whole;
  let stated: NameParts['stated'] = null;
  for (const [direction, pattern] of marks) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    stated ??= { direction, mark: found[0].trim() };
    rest = rest.replace(pattern, ' ').trim();
    break;
  }
  if (rest === '') rest = whole;
  const marked = stated === null ? header : oneLine(rest);
  const match = lastBracket.exec(marked.replace(tags, ' ').trim());
  const brackets: string[] = [];
  // "p(95)" is a percentile, "f(1)" a measure.
  const called = rest.normalize('NFKC').replace(/\b([pqf])\s?\((\d{1,3}(?:\.\d{1,3})?)\)/gi, '$1$2');
  const open = called
    .replace(/<br\s?\/?>/gi, ' | ')
    .replace(tags, ' ')
    .replace(anyBracket, (_, inside: string) => {
      if (inside.trim() !== '') brackets.push(inside.trim());
      return ' ';
    });
  const pieces = piecesOf(open.trim() === '' ? called : open);
  return {
    tokens: pieces.filter((piece) => !piece.break).map(({ text }) => text),
    pieces,
    brackets,
    bracket: match?.[2]?.trim() ?? '',
    plain: match?.[1]?.trim() || marked,
    stated,
  };
}

/** Letters without accents, so that "Spécificité" and "specificite" are one word. */
export const folded = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');

const idiograph = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー`;
const wordOrSign = new RegExp(String.raw`[${idiograph}]+|(?:(?![${idiograph}])[\p{L}\p{N}])+|[,;|/:]`, 'gu');

/** Words that look like two where a capital letter follows a small one. */
const oneWord =
  /\b(?:kW|kWh|[kmMGT]Wh|dB|[kM]B|[GMKT]iB|chrF|pH|IoU|mIoU|LoRA|MiB|arXiv|kgCO2|tCO2|kCal|[GMTK]?FLOPs|[GM]MACs)\b/g;

function piecesOf(plain: string): NameToken[] {
  const signs = plain
    .replace(/(\p{L})\+\+/gu, '$1 ')
    .replace(/(\p{L})\s?\+$/u, '$1 plus')
    .replace(/^([A-Z]{2,3})\s?[-−]$/u, '$1 minus')
    .replace(/([\d.]+)\s?%/g, (_, digits: string) => ` ${digits.replace('.', 'point')}th `)
    .replace(/%/g, ' percent ')
    .replace(/(\d)\.(\d)/g, '$1point$2')
    .replace(/#/g, ' number ')
    .replace(/@/g, ' at ')
    .replace(/US\$|\$/g, ' usd ')
    .replace(/€/g, ' eur ')
    .replace(/£/g, ' gbp ')
    // The share of depths within a factor of 1.25 of the true ones, as papers write it.
    .replace(/δ\s*(?:[<_]\s*)?(?:1\.25[\^]?[23²³]?|[123₁₂₃])(?!\d)/gu, ' delta1 ')
    .replace(/[Δ∆]/g, ' delta ')
    .replace(/[µμ]s\b/g, ' us ')
    .replace(/d['’](?=\p{L})/gu, 'de ')
    .replace(/l['’](?=\p{L})/gu, ' ');
  const pieces: NameToken[] = [];
  let at = 0;
  for (const found of signs.matchAll(wordOrSign)) {
    const [text] = found;
    const touching = found.index === at && at > 0 && !pieces.at(-1)?.break;
    at = found.index + text.length;
    if (/^[,;|:]$/.test(text)) pieces.push({ text, glued: false, break: true });
    else if (text === '/') {
      if (perWhat.test(signs.slice(at).trimStart()) && pieces.length > 0) pieces.push({ text: 'per', glued: false });
      else pieces.push({ text, glued: false, break: true });
    } else {
      camel(text).forEach((part, i) => pieces.push({ text: folded(part), glued: i > 0 || touching }));
    }
  }
  while (pieces.at(-1)?.break) pieces.pop();
  while (pieces[0]?.break) pieces.shift();
  return pieces;
}

/** "maxDepth" → max, Depth; "mAP50" stays one, for a single small letter before capitals belongs to them; so do units. */
function camel(word: string): string[] {
  if (/^\p{Ll}\p{Lu}{2,}[\p{Lu}\d]*s?$/u.test(word) || word.replace(oneWord, '') === '') return [word];
  return word
    .replace(/(\p{Lu})(\p{Lu}\p{Ll}{2,})/gu, '$1 $2')
    .replace(/(\p{Ll})(\p{Lu})|(\d)(\p{Lu}\p{Ll})/gu, '$1$3 $2$4')
    .split(' ');
}
