// The sheets of a record: page 1, which people sign, and the appendix that an auditor reads. The one layout of a record: the file, the
// printer, the PDF and the preview are made of it.
import type { RecordDocument } from './document.ts';
import { element, text, type DocumentElement, type DocumentNode } from './nodes.ts';
import { qrPath } from './qrPath.ts';
import type { Section, TableOf } from './section.ts';

const row = (cells: readonly DocumentNode[]) => element('tr', {}, cells);
const heads = (...headers: readonly [header: string, number?: 'n'][]) =>
  element(
    'thead',
    {},
    row(headers.map(([header, number]) => element('th', { scope: 'col', class: number ?? '' }, header))),
  );

function tableOf({ columns, rows }: TableOf): DocumentElement {
  const cell = (written: string, c: number) => {
    const classes = [
      columns[c]?.number ? 'n' : '',
      /^[0-9a-f]{40,}$/.test(written) ? 'code' : '',
      c === 0 && written.length <= 28 ? 'short' : '',
    ];
    return element('td', { class: classes.filter(Boolean).join(' ') }, text(written));
  };
  return element(
    'table',
    {},
    heads(...columns.map(({ header, number }): [string, 'n'?] => (number ? [header, 'n'] : [header]))),
    element(
      'tbody',
      {},
      rows.map((cells) => row(cells.map(cell))),
    ),
  );
}

function section({ letter, title, sentences, tables }: Section): DocumentElement {
  return element(
    'section',
    {},
    element('h3', {}, `${letter}\u2002`, text(title)),
    sentences.length === 0 ? [] : element('p', {}, text(sentences.join(' '))),
    tables.map(tableOf),
  );
}

/** What stands after the stance: objections are printed above, in full. */
function said(stance: string, words: string): DocumentNode[] {
  if (stance === 'Objects') return [', above in full'];
  return words === '' ? [] : ['. ', ...text(`“${words}”`)];
}

function rolesTable({ roles }: RecordDocument): DocumentElement {
  const rows = roles.map(({ role, colour, people, wanted, givesUp, native, stance, words }) =>
    row([
      element(
        'td',
        { class: 'name' },
        element('i', { class: `dot ${colour}` }),
        text(role),
        people === '' ? [] : element('small', {}, text(people)),
      ),
      element('td', {}, text(wanted)),
      element('td', { class: 'n strong' }, text(givesUp)),
      element('td', {}, text(native)),
      element('td', {}, element('b', {}, stance), said(stance, words)),
    ]),
  );
  return element(
    'table',
    { class: 'roles' },
    heads(['Role'], ['Wanted'], ['Gives up', 'n'], ['Where it loses most'], ['Stance, in its own words']),
    element('tbody', {}, rows),
  );
}

function conditionsTable({ conditions }: RecordDocument): DocumentNode[] {
  if (conditions.length === 0) return [];
  const rows = conditions.map(({ kind, what, expected, owner, due }) =>
    row([
      element('td', { class: 'strong' }, kind),
      element('td', {}, text(expected === '' ? what : `${what.replace(/[.\s]+$/, '')}. Expected: ${expected}`)),
      element('td', {}, text(owner)),
      element('td', { class: 'n' }, text(due)),
    ]),
  );
  return [
    element('h2', {}, 'Conditions, and what we watch'),
    element('table', {}, heads([''], ['What'], ['Who answers'], ['Due', 'n']), element('tbody', {}, rows)),
  ];
}

function code(receipt: string): DocumentElement {
  const { d, size } = qrPath(receipt);
  return element(
    'svg',
    {
      viewBox: `0 0 ${size} ${size}`,
      role: 'img',
      'aria-label': 'The receipt as a QR code',
      'shape-rendering': 'crispEdges',
    },
    element('rect', { width: String(size), height: String(size), fill: '#fff' }),
    element('path', { d }),
  );
}

const meta = (left: string, right: string) =>
  element('p', { class: 'meta' }, element('span', {}, text(left)), element('span', {}, text(right)));
const block = (title: string, written: string) =>
  element('div', {}, element('h2', {}, text(title)), element('p', {}, text(written)));

/** Page 1. */
export function firstPage(document: RecordDocument): DocumentElement {
  const { title, series, recorded, question, decision, objections, why, whyNot, then, firm, receipt } = document;
  const reasons = [
    ...(why === '' ? [] : [block('Why', why)]),
    ...(whyNot === null ? [] : [block(whyNot.title, whyNot.text)]),
  ];
  const foot = document.foot.flatMap(([word, value], i) => [
    ...(i === 0 ? [] : [' · ']),
    element('b', {}, word),
    ' ',
    ...text(value),
  ]);
  const classes = ['page', 'first', document.roles.length > 4 ? 'many' : '', document.draft ? 'draft' : ''];
  return element(
    'article',
    { class: classes.filter(Boolean).join(' '), 'aria-label': 'The record' },
    meta(`${title} · ${series}`, recorded),
    element('h1', { class: 'question' }, text(question)),
    element('p', { class: 'decision' }, text(decision)),
    objections.map(({ role, words }) =>
      element('div', { class: 'objection' }, element('b', {}, text(`Objection of ${role}.`)), ' ', text(`“${words}”`)),
    ),
    reasons.length === 0 ? [] : element('div', { class: 'two' }, reasons),
    element('h2', {}, 'What each role wanted, and gives up'),
    rolesTable(document),
    conditionsTable(document),
    then.length === 0 ? [] : element('p', { class: 'then' }, text(then.join(' '))),
    firm.length === 0 ? [] : [element('h2', {}, 'How firm'), element('p', { class: 'firm' }, text(firm.join(' ')))],
    element(
      'div',
      { class: 'signatures' },
      document.signatures.map(({ role, text: signed }) =>
        element('div', {}, element('b', {}, text(role)), text(signed)),
      ),
    ),
    element(
      'div',
      { class: 'foot' },
      element(
        'div',
        {},
        foot,
        receipt === null
          ? []
          : [
              element('br', {}),
              'The code holds the receipt. ',
              element('b', {}, 'parley verify'),
              ' tells from it whether this record was changed afterwards.',
            ],
      ),
      receipt === null ? [] : code(receipt),
    ),
  );
}

/** Everything after page 1. */
export function appendixPages(document: RecordDocument): DocumentElement {
  return element(
    'article',
    { class: 'page appendix', 'aria-label': 'Appendix' },
    meta(`${document.title} · Appendix`, document.recorded),
    element('h2', {}, 'What the decision stood on'),
    document.appendix.map(section),
  );
}
