// The two sheets of a pre-read: what is asked of the role, and the candidates. One layout for the preview, the printer and the PDF.
import { countText } from '../domain/format.ts';
import { element, text, type DocumentElement } from '../record/nodes.ts';
import { recordStyle } from '../record/style.ts';
import type { PreRead, PreReadTable } from './preRead.ts';

/** Of the elements alone, beside those of a record. */
export const preReadStyle = `${recordStyle}
.sheet{min-height:297mm}
.sheet .title{font-size:15pt;line-height:19pt;font-weight:bold;margin:9pt 0 0}
.sheet ol{margin:2pt 0 0;padding-left:14pt}
.sheet li{margin:2pt 0}
.sheet table{font-size:9pt;line-height:11.4pt}
.sheet th{font-size:8.5pt;line-height:10.5pt}
.fill{width:19mm}
.lines{flex:1 1 24mm;min-height:24mm;height:0;overflow:hidden}
.lines i{display:block;height:9mm;border-bottom:.5pt solid #999}
.question .dot{margin-left:0;margin-right:5pt}
.sheet td:first-child{min-width:36mm}
.sheet .values{table-layout:fixed}
.sheet .values th:first-child{width:58mm}
.sheet .values th,.sheet .values td{overflow-wrap:anywhere}
.sheet .values .whole{white-space:normal}
.small{font-size:8.5pt;line-height:11pt;color:#333;margin:6pt 0}
.use{font-weight:400;color:#333}
@media print{.sheet{min-height:calc(100vh - 2mm);break-after:page}.sheet:last-child{break-after:auto}}
`;

/** To write on; as many as fit are printed. */
const LINES = 20;

/** Of the sheets of paper. */
export const preReadPaper = '@page{margin:11mm 15mm;@bottom-right{content:none}}';

const meta = ({ title, meeting }: PreRead, role: string, page: 1 | 2): DocumentElement =>
  element(
    'p',
    { class: 'meta' },
    element('span', {}, text(title)),
    element('span', {}, text(`Pre-read for ${role}, round ${meeting.round}`)),
    element('span', {}, `${page} of 2`),
  );

/** Who is there, in one line. */
function people({ meeting: { owner, facilitator, minutes } }: PreRead, speaker: string, role: string): string {
  const leads =
    facilitator === owner
      ? `${owner} answers for the decision and leads the meeting`
      : `${owner} answers for the decision, ${facilitator} leads the meeting`;
  const speaks = speaker === '' ? '' : ` ${speaker} ${speaker.includes(' and ') ? 'speak' : 'speaks'} for ${role}.`;
  return `${leads}; it takes ${countText(minutes, 'minute')}.${speaks}`;
}

/** Both sheets of one role. @throws RangeError for a role that is not in it. */
export function preReadPages(preRead: PreRead, roleId: number): DocumentElement[] {
  const role = preRead.roles.find(({ id }) => id === roleId);
  if (!role) throw new RangeError(`There is no role with the id ${roleId}.`);
  return [asked(preRead, role), candidates(preRead, role.name)];
}

function asked(preRead: PreRead, role: PreRead['roles'][number]): DocumentElement {
  const { meeting, objectives, rule } = preRead;
  const steps = [
    'Read the ranges below. A weight says how much going from the one end of a range to the other is worth to your role, against the other ranges.',
    `Share out 100 % over ${objectives.length === 1 ? 'the objective' : `the ${countText(objectives.length, 'objective')}`}. You need not fill in anything here; it helps to have thought about it.`,
    'Know what your role insists on, what it would like, and what has to wait, each with a number.',
    'In the meeting you vote alone and seal your ballot. All ballots are opened together, and nobody sees any before.',
  ];
  return element(
    'article',
    { class: 'page sheet' },
    meta(preRead, role.name, 1),
    element('p', { class: 'question' }, element('i', { class: `dot ${role.colour}` }), text(role.name)),
    element('h1', { class: 'decision' }, text(meeting.question)),
    element('p', {}, text(people(preRead, role.people, role.name))),
    element('h2', {}, 'What is asked of you'),
    element(
      'ol',
      {},
      steps.map((step) => element('li', {}, text(step))),
    ),
    element('h2', {}, 'What is voted on'),
    element(
      'table',
      {},
      head(['Objective', 'Range', 'Better', 'Confirmed by', 'Your weight, %']),
      element(
        'tbody',
        {},
        objectives.map(({ name, range, better, confirmedBy }) =>
          element(
            'tr',
            {},
            element('td', {}, element('b', {}, text(name))),
            element('td', {}, text(range)),
            element('td', {}, better),
            element('td', {}, text(confirmedBy === '' ? 'nobody yet' : confirmedBy)),
            element('td', { class: 'fill' }),
          ),
        ),
      ),
    ),
    element('p', { class: 'small' }, `The answer is found by ${rule}; opening the round locks that.`),
    element('h2', {}, 'What my role insists on, and why'),
    element(
      'div',
      { class: 'lines' },
      Array.from({ length: LINES }, () => element('i', {})),
    ),
    element('p', { class: 'small' }, 'Nothing on these pages comes from a ballot: no weight, no favourite, no order.'),
  );
}

function candidates(preRead: PreRead, role: string): DocumentElement {
  const { tables, shown, inUse } = preRead;
  return element(
    'article',
    { class: 'page sheet' },
    meta(preRead, role, 2),
    element('h2', { class: 'title' }, 'The candidates'),
    element('p', { class: 'small' }, text(shown)),
    tables.map(tableOf),
    inUse === '' ? [] : element('p', { class: 'small' }, text(inUse)),
  );
}

/** The first column holds names; of a table of values the others are numbers. */
const head = (headers: readonly string[], numbers = false) =>
  element(
    'thead',
    {},
    element(
      'tr',
      {},
      headers.map((header, place) =>
        element('th', numbers && place > 0 ? { scope: 'col', class: 'n' } : { scope: 'col' }, text(header)),
      ),
    ),
  );

function tableOf({ headers, rows }: PreReadTable): DocumentElement {
  return element(
    'table',
    { class: 'values' },
    head(['Candidate', ...headers], true),
    element(
      'tbody',
      {},
      rows.map(({ name, inUse, values }) =>
        element(
          'tr',
          {},
          element('td', {}, text(name), inUse ? element('span', { class: 'use' }, ' (in use)') : []),
          values.map((value) => element('td', { class: 'n' }, value)),
        ),
      ),
    ),
  );
}
