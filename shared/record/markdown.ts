// The document as a decision record in Markdown, in the shape of MADR 4.0 (adr.github.io/madr), for a repository or a wiki.
import { countText, formatCount } from '../domain/format.ts';
import type { Section, TableOf } from './section.ts';
import type { RecordDocument } from './document.ts';

/** Text that Markdown leaves as it is: no emphasis, link, entity, list, or line that makes a heading of the one above. */
function plain(text: string): string {
  return text
    .replace(/([\\`*_{}[\]<>#|~&])/g, '\\$1')
    .replace(/^([ \t]*)([-+=])/gm, '$1\\$2')
    .replace(/^([ \t]*\d+)([.)])(?=\s|$)/gm, '$1\\$2');
}
/** The same on one line, for a cell of a table or an entry of a list. */
export const inCell = (text: string) => plain(text).replace(/\s*\n\s*/g, ' ');
/** A YAML string in double quotes is a JSON string. */
const yaml = (text: string) => JSON.stringify(text);

function table({ columns, rows }: TableOf): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(({ header }) => inCell(header))),
    line(columns.map(({ number }) => (number ? '--:' : '---'))),
    ...rows.map((row) => line(row.map(inCell))),
  ].join('\n');
}

function section({ letter, title, sentences, tables }: Section): string {
  return [`### ${letter}. ${plain(title)}`, sentences.map(plain).join(' '), ...tables.map(table)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/**
 * @param options.consulted  people who spoke for a role.
 * @param options.date       ISO date of the decision.
 */
export function toMarkdown(
  document: RecordDocument,
  { consulted, date }: { consulted: readonly string[]; date: string },
): string {
  const foot = new Map(document.foot);
  const makers = [foot.get('Owner') ?? ''].filter((name) => name !== '');
  const rows = document.roles.map(({ role, wanted, givesUp, native, stance, words }) => [
    role,
    wanted,
    givesUp,
    native,
    stance,
    words,
  ]);
  const headers = ['Role', 'Wanted', 'Gives up', 'Where it loses most', 'Stance', 'In its own words'];
  const options =
    document.appendix.find(({ letter }) => letter === 'C')?.tables[0]?.rows.map(([name]) => name ?? '') ?? [];
  const parts = [
    [
      '---',
      `status: ${document.draft ? 'proposed' : 'accepted'}`,
      `date: ${date}`,
      `decision-makers: [${makers.map(yaml).join(', ')}]`,
      `consulted: [${consulted.map(yaml).join(', ')}]`,
      'informed: []',
      '---',
    ].join('\n'),
    `# ${plain(document.decision)}`,
    `## Context and Problem Statement\n\n${plain(document.question)}\n\n${plain(`${document.title}. ${document.series}. ${document.recorded}.`)}`,
    ...(document.objections.length === 0
      ? []
      : [
          `## Objections\n\n${document.objections.map(({ role, words }) => `* **Objection of ${plain(role)}.** “${inCell(words)}”`).join('\n')}`,
        ]),
    `## Decision Drivers\n\n${(document.appendix[0]?.tables[0]?.rows ?? []).map(([name, unit, worst, best]) => `* ${inCell(name ?? '')}${unit === '' ? '' : ` (${inCell(unit ?? '')})`}: from ${worst} to ${best}`).join('\n')}`,
    `## Considered Options\n\n${[...options.map((name) => `* ${inCell(name)}`), ...(document.unlisted === 0 ? [] : [`\nThese ${formatCount(options.length)} are the chosen one, those that a role, a rule or a method puts first, and candidates of the front. ${countText(document.unlisted, 'other is', 'others are')} in the JSON of this record, because the page has room for the finalists only.`])].join('\n')}`,
    `## Decision Outcome\n\n${plain(document.decision)}${document.why === '' ? '' : `\n\n${plain(document.why)}`}${document.whyNot === null ? '' : `\n\n**${plain(document.whyNot.title)}.** ${plain(document.whyNot.text)}`}`,
    `### Consequences\n\n${table({ columns: headers.map((header) => ({ header, number: header === 'Gives up' })), rows })}`,
    `### Confirmation\n\n${[...document.conditions.map(({ kind, what, expected, owner, due }) => `* ${kind}: ${inCell(what)}${expected === '' ? '' : `, expected ${inCell(expected)}`}. ${inCell(owner)}${due === '' ? '' : `, ${due}`}.`), ...document.then.map((text) => `* ${inCell(text)}`)].join('\n')}`,
    ...(document.firm.length === 0 ? [] : [`### How firm\n\n${document.firm.map(plain).join(' ')}`]),
    `## More Information\n\n${document.foot.map(([word, value]) => `* ${plain(word)}: ${plain(value)}`).join('\n')}${document.receipt === null ? '' : `\n\nReceipt: \`${document.receipt}\``}`,
    ...document.appendix.map(section),
  ];
  return `${parts.join('\n\n')}\n`;
}
