// One component on an empty page, for tests: `show(name)` puts it there with the props of its scene. What the component asks
// for (a change, a selection) is written down in `asked`, and taken over into its props, as the room around it would.
import { createRawSnippet, mount, unmount, type Component } from 'svelte';
import '../../renderer/ui/tokens.css';
import '../../renderer/ui/base.css';
import ParetoScatter from '../../renderer/charts/paretoScatter/ParetoScatter.svelte';
import ValueCurve from '../../renderer/charts/valueCurve/ValueCurve.svelte';
import RangeBar from '../../renderer/rooms/ballots/RangeBar.svelte';
import WeightRow from '../../renderer/rooms/ballots/WeightRow.svelte';
import { Answers } from '../../renderer/rooms/ballots/weigh/answers.svelte.ts';
import SwingWay from '../../renderer/rooms/ballots/weigh/SwingWay.svelte';
import ColumnFilter from '../../renderer/rooms/evidence/ColumnFilter.svelte';
import { TableView } from '../../renderer/rooms/evidence/tableView.svelte.ts';
import Dialog from '../../renderer/ui/Dialog.svelte';
import Menu from '../../renderer/ui/Menu.svelte';
import NumberField from '../../renderer/ui/NumberField.svelte';
import { RoomMemory } from '../../renderer/state/roomMemory.ts';
import type { ReviewState } from '../../renderer/state/review.svelte.ts';
import { prepare } from '../../shared/engine/evaluate.ts';
import { linear, snapshotOf } from '../../shared/engine/testing/snapshot.ts';

/** What a component asked for, in order: the name of the callback and its arguments. */
type Asked = [name: string, ...what: unknown[]];

declare global {
  interface Window {
    show(name: string, more?: Record<string, unknown>): void;
    asked: Asked[];
  }
}

window.asked = [];

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

const names = ['Alpha', 'Beta', 'Gamma', 'Delta'];
const snapshot = snapshotOf({
  names,
  rows: [
    [0.91, 120],
    [0.88, 45],
    [0.93, 300],
    [0.8, 200],
  ],
  objectives: [
    { ...linear(0.7, 1), name: 'accuracy' },
    { ...linear(400, 0), name: 'latency' },
  ],
});
const { objectives } = snapshot.settings;

/** The review as the evidence table sees it, without a host behind it. */
function reviewOf(): ReviewState {
  return {
    saved: snapshot.settings,
    catalog: snapshot.catalog,
    decimals: new Map(),
    foundation: prepare(snapshot, { role: null }),
    indexById: new Map(Array.from(snapshot.catalog.candidateIds, (id, index) => [id, index])),
    selected: [],
    memory: new RoomMemory(),
  } as unknown as ReviewState;
}

type Scene = () => { component: unknown; props: Record<string, unknown> };

const scenes: Record<string, Scene> = {
  NumberField: () => {
    const props: Record<string, unknown> = $state({ value: 5, label: 'Latency', min: 0, max: 100, step: 0.5 });
    props['onchange'] = ask('change', (value) => (props['value'] = value));
    return { component: NumberField, props };
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
      locked: false,
      room: 0.6,
      last: false,
      disabled: false,
      lockable: true,
    });
    const set = (weight: never) => (props['weight'] = weight);
    props['ondrag'] = ask('drag', set);
    props['ondrop'] = () => window.asked.push(['drop']);
    props['onset'] = ask('set', set);
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
    props['onclear'] = () => window.asked.push(['clear']);
    props['onbound'] = ask('bound', (_id, bound) => {
      const data = props['data'] as { bounds: object[] };
      props['data'] = { ...data, bounds: data.bounds.map((one) => ({ ...one, bound })) };
    });
    return { component: ParetoScatter, props };
  },
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
  ColumnFilter: () => {
    const view = new TableView(reviewOf());
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
  Dialog: () => {
    const props: Record<string, unknown> = $state({ open: true, title: 'Rename', children: form });
    props['onclose'] = () => {
      window.asked.push(['close']);
      props['open'] = false;
    };
    return { component: Dialog, props };
  },
};

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
