// One component on an empty page, for tests: `show(name)` puts it there with the props of its scene. What the component asks
// for (a change, a selection) is written down in `asked`, and taken over into its props, as the room around it would.
import { names, snapshot } from './host.ts';
import { createRawSnippet, mount, unmount, type Component } from 'svelte';
import '../../renderer/ui/tokens.css';
import '../../renderer/ui/base.css';
import { DOMINATED, FRONT, INFEASIBLE } from '../../renderer/charts/paretoScatter/layout.ts';
import ParetoScatter from '../../renderer/charts/paretoScatter/ParetoScatter.svelte';
import { frontOfTwo } from '../../renderer/charts/paretoScatter/stepFront.ts';
import ValueCurve from '../../renderer/charts/valueCurve/ValueCurve.svelte';
import ReviewTable from '../../renderer/app/library/ReviewTable.svelte';
import BallotColumn from '../../renderer/rooms/ballots/BallotColumn.svelte';
import RangeBar from '../../renderer/ui/RangeBar.svelte';
import WeightRow from '../../renderer/rooms/ballots/WeightRow.svelte';
import { Answers } from '../../renderer/parts/weighing/answers.svelte.ts';
import SwingWay from '../../renderer/parts/weighing/SwingWay.svelte';
import ColumnFilter from '../../renderer/rooms/evidence/ColumnFilter.svelte';
import Grid from '../../renderer/rooms/evidence/Grid.svelte';
import { TableView } from '../../renderer/rooms/evidence/tableView.svelte.ts';
import RankingTable from '../../renderer/rooms/tradeoffs/RankingTable.svelte';
import Dialog from '../../renderer/ui/Dialog.svelte';
import TypedText from '../../renderer/ui/TypedText.svelte';
import DataTable from '../../renderer/ui/table/DataTable.svelte';
import Menu from '../../renderer/ui/Menu.svelte';
import NumberField from '../../renderer/ui/NumberField.svelte';
import { Address } from '../../renderer/state/address.svelte.ts';
import { Notices } from '../../renderer/state/notices.svelte.ts';
import { ReviewState } from '../../renderer/state/review.svelte.ts';
import type { LibraryEntry, OpenedReview } from '../../shared/contract/library.ts';
import { activeHolds } from '../../shared/engine/holds.ts';
import InReview from './InReview.svelte';
import { chartScenes } from './chartScenes.ts';
import BallotForm from '../../renderer/parts/ballot/BallotForm.svelte';
import BringInBallots from '../../renderer/parts/ballotFiles/BringInBallots.svelte';
import MakeForms from '../../renderer/parts/ballotFiles/MakeForms.svelte';
import WordsField from '../../renderer/parts/ballot/WordsField.svelte';
import type { BallotAnswers, SealBallot } from '../../renderer/parts/ballot/place.ts';
import { ParleyError } from '../../shared/contract/errors.ts';
import type { PlainBallot } from '../../shared/sealing/ballot.ts';
import { nobleCipher, nobleKeyOf } from '../../shared/sealing/noble.ts';
import { openBox, type SealedBox } from '../../shared/sealing/sealing.ts';
import { wordsFrom } from '../../shared/sealing/words.ts';
import { hexToBytes } from '@noble/hashes/utils.js';
import { placeOf } from './roundOf.ts';

/** What a component asked for, in order: the name of the callback and its arguments. */
type Asked = [name: string, ...what: unknown[]];

declare global {
  interface Window {
    show(name: string, more?: Record<string, unknown>): void;
    asked: Asked[];
    /** What a form keeps, where the scene lets it. */
    draft: BallotAnswers | null;
    /** Opens the box that was handed over last. */
    openLast(words: string): Promise<{ ballot: PlainBallot }>;
    someWords: string;
    /** The names of the scenes that are charts. */
    charts: readonly string[];
  }
}

window.asked = [];
window.draft = null;
window.someWords = wordsFrom(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));

const ballotPlace = placeOf(snapshot, 1, 'Which one?');
let lastBox: SealedBox | null = null;
window.openLast = async (words) => {
  if (!lastBox) throw new Error('Nothing was sealed.');
  const { review, round, role, digest, formId, basis } = ballotPlace;
  const at = { review, round, role: role.id, basis: digest, formId: hexToBytes(formId) };
  const opened = openBox(nobleCipher, await nobleKeyOf(words, lastBox.salt), lastBox, at, basis);
  if (opened.state !== 'opened') throw new Error(opened.state);
  return { ballot: opened.ballot };
};

/** A callback that is written down; `then` takes it over into the props. */
const ask =
  (name: string, then: (...what: never[]) => void = () => undefined) =>
  (...what: unknown[]) => {
    window.asked.push([name, ...what]);
    then(...(what as never[]));
  };
const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));
const form = createRawSnippet(() => ({
  render: () => '<div><button>Before</button> <input aria-label="Name" /> <button>Last</button></div>',
}));

const { objectives } = snapshot.settings;
const address = new Address();
const review = await ReviewState.load(
  { review: 'components', fileName: 'components.parley' } as OpenedReview,
  address,
  new Notices(),
);

/** A component in the window of the review. */
const inReview = (component: unknown, own: Record<string, unknown>) => ({
  component: InReview,
  props: { component, review, address, own },
});

const ballotOf = (place: number) =>
  inReview(BallotColumn, {
    get role() {
      return review.settings.roles[place];
    },
  });

/** A form that nothing is kept of. The first `refuses` seals are refused. */
function ballotProps(): Record<string, unknown> {
  const props: Record<string, unknown> = { place: ballotPlace, start: null, keep: null, refuses: 0 };
  const seal: SealBallot = (sealed, by) => {
    window.asked.push(['seal', Array.from(sealed.commitment), by]);
    if (window.asked.length <= Number(props['refuses'])) {
      const sentence = 'Not sealed: the facilitator’s disk is full. Your ballot is still here; try again.';
      return Promise.reject(new ParleyError('diskFull', sentence));
    }
    lastBox = sealed;
    return Promise.resolve();
  };
  return Object.assign(props, { seal });
}

type Scene = () => { component: unknown; props: Record<string, unknown> };

const scenes: Record<string, Scene> = {
  NumberField: () => {
    const props: Record<string, unknown> = $state({ value: 5, label: 'Latency', min: 0, max: 100, step: 0.5 });
    props['onchange'] = ask('change', (value) => (props['value'] = value));
    return { component: NumberField, props };
  },
  FollowedField: () => {
    const props: Record<string, unknown> = $state({ value: 5, label: 'Bound', max: 100 });
    props['ontype'] = ask('type', (value) => (props['value'] = value));
    return { component: NumberField, props };
  },
  TypedText: () => {
    const props: Record<string, unknown> = $state({ value: 'Mia', label: 'Who speaks', maxlength: 400, refuses: 0 });
    props['onsave'] = (text: string) => {
      window.asked.push(['save', text]);
      if (window.asked.length <= Number(props['refuses'])) return Promise.resolve(false);
      props['value'] = text.trim();
      return Promise.resolve(true);
    };
    return { component: TypedText, props };
  },
  RangeBar: () => {
    const props: Record<string, unknown> = $state({
      value: 40,
      room: 60,
      colour: 'grey',
      label: 'Weight',
      valueText: '',
    });
    props['ondrag'] = ask('drag', (value) => (props['value'] = value));
    props['ondrop'] = () => window.asked.push(['drop']);
    return { component: RangeBar, props };
  },
  WeightRow: () => {
    const props: Record<string, unknown> = $state({
      objective: objectives[0],
      roleName: 'Product',
      weight: 0.4,
      shown: 40,
      locked: false,
      room: 0.6,
      last: false,
      disabled: false,
      lockable: true,
    });
    const set = (weight: never) => {
      props['weight'] = weight;
      props['shown'] = Number((weight * 100).toFixed(1));
    };
    props['ondrag'] = ask('drag', set);
    props['ondrop'] = () => window.asked.push(['drop']);
    props['ontype'] = ask('type', set);
    props['onlock'] = () => {
      window.asked.push(['lock']);
      props['locked'] = props['locked'] !== true;
    };
    return { component: WeightRow, props };
  },
  ValueCurve: () => {
    const props: Record<string, unknown> = $state({
      valueFunction: { shape: 'linear', worst: 0, best: 100 },
      direction: 'max',
      measured: Float64Array.of(10, 40, 80),
      label: 'accuracy',
      unit: '%',
      colour: 'grey',
    });
    props['onchange'] = ask('change', (f) => (props['valueFunction'] = f));
    return { component: ValueCurve, props };
  },
  ParetoScatter: () => {
    const [x, y] = snapshot.catalog.columns.map((column) => column.measured);
    const props: Record<string, unknown> = $state({
      data: {
        x: { title: 'accuracy', unit: '', better: 1, measured: x, valuedByLog: false },
        y: { title: 'latency', unit: 'ms', better: -1, measured: y, valuedByLog: false },
        kinds: Uint8Array.of(1, 1, 1, 2),
        bounds: [{ id: 7, axis: 'y', comparator: '<=', bound: 250, must: true, owner: 'Product:' }],
      },
      names,
      held: null,
      knees: [],
      recommended: 0,
      favourites: [],
      selected: [],
      hovered: null,
      label: 'Accuracy and latency',
      card: text('card'),
    });
    props['describe'] = (index: number) => names[index];
    props['describeBound'] = (_: number, bound: number) => `latency ≤ ${bound} ms`;
    props['onhover'] = ask('hover', (index) => (props['hovered'] = index));
    props['onselect'] = ask('select', (index) => (props['selected'] = [index]));
    props['objectives'] = 2;
    props['onselectall'] = ask('selectall', (indices) => (props['selected'] = indices));
    props['onclear'] = () => window.asked.push(['clear']);
    props['onbound'] = ask('bound', (_id, bound) => {
      const data = props['data'] as { bounds: object[] };
      props['data'] = { ...data, bounds: data.bounds.map((one) => ({ ...one, bound })) };
    });
    return { component: ParetoScatter, props };
  },
  CrowdedScatter: () => {
    const n = 10_000;
    // Two measurements in conflict, with what chance adds; the same ones on every run.
    const along = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) / n);
    const off = along.map((_, i) => (((i * 104_729) % 9973) / 9973 + ((i * 15_485_863) % 7919) / 7919) / 2);
    const x = along.map((share, i) => 0.5 + 0.4 * share - 0.3 * off[i]!);
    const y = along.map((share, i) => 20 + 300 * share * share + 400 * off[i]!);
    const front = new Set(frontOfTwo(x, y, { x: 1, y: -1 }, new Uint8Array(n).fill(1)));
    const made = scenes['ParetoScatter']!();
    const role = { roleId: 1, role: 'Product', colour: 'var(--role-blue)' };
    Object.assign(made.props, {
      data: {
        x: { title: 'accuracy', unit: '', better: 1, measured: x, valuedByLog: false },
        y: { title: 'latency', unit: 'ms', better: -1, measured: y, valuedByLog: false },
        kinds: Uint8Array.from(y, (latency, i) => (latency > 600 ? INFEASIBLE : front.has(i) ? FRONT : DOMINATED)),
        bounds: [{ id: 7, axis: 'y', comparator: '<=', bound: 600, must: true, owner: 'Product:' }],
      },
      names: Array.from({ length: n }, (_, i) => `candidate ${i}`),
      recommended: [...front][5],
      favourites: [{ ...role, index: [...front][9] }],
      selected: [[...front][5]],
      describe: (index: number) => `candidate ${index}`,
    });
    return made;
  },
  ...chartScenes(ask),
  SwingWay: () => ({
    component: SwingWay,
    props: {
      objectives: ['accuracy', 'latency', 'cost'].map((name, j) => ({
        ...objectives[0],
        id: j + 1,
        name,
        position: j,
      })),
      answers: new Answers([[1], [2], [3]]),
      swingOf: () => 'from worst to best',
    },
  }),
  UnplacedSwings: () => ({
    component: SwingWay,
    props: {
      objectives: ['accuracy', 'latency', 'cost'].map((name, j) => ({
        ...objectives[0],
        id: j + 1,
        name,
        position: j,
      })),
      answers: new Answers(),
      swingOf: () => 'from worst to best',
    },
  }),
  BallotForm: () => ({ component: BallotForm, props: ballotProps() }),
  KeptBallot: () => {
    const keep = { load: () => window.draft, save: (answers: BallotAnswers) => (window.draft = answers) };
    return { component: BallotForm, props: { ...ballotProps(), keep } };
  },
  MakeForms: () => ({ component: MakeForms, props: { review: '', round: 1, by: 'Bo' } }),
  BringInBallots: () => ({ component: BringInBallots, props: { review: '', round: 1, by: 'Bo' } }),
  WordsField: () => {
    const props: Record<string, unknown> = { answer: '' };
    props['onwords'] = (words: string) => {
      window.asked.push(['words', words]);
      return Promise.resolve(props['answer']);
    };
    return { component: WordsField, props };
  },
  ColumnFilter: () => {
    const view = new TableView(review);
    const anchor = document.createElement('p');
    anchor.id = 'anchor';
    anchor.textContent = 'anchor';
    document.getElementById('stage')!.append(anchor);
    $effect.root(() => {
      $effect(() => {
        anchor.textContent = Array.from(view.rows, (row) => names[row]).join(' ');
      });
    });
    const column = view.columns.find(({ label }) => label === 'accuracy');
    return {
      component: ColumnFilter,
      props: { view, column, anchor: '#anchor', onclose: () => window.asked.push(['close']) },
    };
  },
  Grid: () => {
    const onedit = () => window.asked.push(['edit']);
    const onaction = ask('action');
    return inReview(Grid, { view: new TableView(review), onedit, onaction, oncopied: ask('copied') });
  },
  DataTable: () => {
    const count = 9;
    const measures = Array.from({ length: count }, (_, c) => c);
    const number = (row: number, column: number) => ((row * 7 + column * 3) % 10) / 10 + 0.012;
    const long = (row: number) => `vit_large_patch14_clip.pretrained_on_data_${row}_finetuned_in12k_in1k`;
    const props: Record<string, unknown> = $state({
      label: 'Figures',
      remember: 'components',
      rows: Array.from({ length: 40 }, (_, row) => ({ key: String(row), name: row < 3 ? `Short ${row}` : long(row) })),
      columns: measures.map((column) => ({
        key: `m${column}`,
        label: `Measure ${column}`,
        width: 90,
        order: { values: Array.from({ length: 40 }, (_, row) => number(row, column)), better: 'max' as const },
      })),
      sort: 'm0',
      subjects: new Set<number>(),
      column: 'measure',
      cell: createRawSnippet<[number, number]>((row, column) => ({
        render: () => `<span>${number(row(), column()).toFixed(3)}</span>`,
      })),
    });
    return { component: DataTable, props };
  },
  RankingTable: () => {
    const own = {
      holds: activeHolds(snapshot.settings, snapshot.catalog, '2026-01-01'),
      leader: review.recommended,
      get selected() {
        return review.selected.map((id) => review.indexById.get(id)!);
      },
    };
    return inReview(RankingTable, own);
  },
  BallotColumn: () => ballotOf(0),
  UnweighedBallot: () => ballotOf(1),
  Menu: () => ({
    component: Menu,
    props: {
      label: 'More',
      children: text('More'),
      items: [
        { label: 'Rename', run: () => window.asked.push(['Rename']) },
        { label: 'Export', disabled: true, run: () => window.asked.push(['Export']) },
        { label: 'Remove', run: () => window.asked.push(['Remove']) },
      ],
    },
  }),
  ReviewTable: () => {
    const entry = (title: string): LibraryEntry => ({
      entry: title,
      title,
      fileName: `${title}.parley`,
      folder: '/reviews',
      openedAt: null,
      present: true,
      open: false,
      glimpse: null,
      problem: null,
    });
    const [first, second] = [entry('Ranking'), entry('Search')];
    const props: Record<string, unknown> = $state({
      groups: [{ group: 'unseen', entries: [first, second] }],
      why: new Map(),
      looking: null,
      today: '2026-11-30',
    });
    // A look into the second file ended: it stands in another group now.
    const lookEnds = () => {
      props['groups'] = [
        { group: 'deciding', entries: [second] },
        { group: 'unseen', entries: [first] },
      ];
    };
    props['onmenu'] = ask('menu', (open) => {
      if (!open) lookEnds();
    });
    props['onaction'] = ask('action', lookEnds);
    return inReview(ReviewTable, props);
  },
  Dialog: () => {
    const props: Record<string, unknown> = $state({ open: true, title: 'Rename', children: form });
    props['onclose'] = () => {
      window.asked.push(['close']);
      props['open'] = false;
    };
    return { component: Dialog, props };
  },
};

/** Every chart, in the order of the page that shows them all. */
window.charts = ['ParetoScatter', 'CrowdedScatter', 'ValueCurve', ...Object.keys(chartScenes(ask))];

let shown: Record<string, unknown> | null = null;
window.show = (name, more = {}) => {
  if (shown) void unmount(shown);
  window.asked.length = 0;
  const target = document.getElementById('stage')!;
  target.replaceChildren();
  const { component, props } = scenes[name]!();
  Object.assign(props, more);
  shown = mount(component as Component, { target, props });
};
