// Every chart once, on small fixtures: the scenes of the gallery's page of charts. What a chart asks for is written down by `ask`.
import { createRawSnippet } from 'svelte';
import Acceptability from '../../renderer/charts/acceptability/Acceptability.svelte';
import { acceptabilityRows } from '../../renderer/charts/acceptability/layout.ts';
import AgreementMatrix from '../../renderer/charts/agreementMatrix/AgreementMatrix.svelte';
import DecisionTree from '../../renderer/charts/decisionTree/DecisionTree.svelte';
import DriftLine from '../../renderer/charts/driftLine/DriftLine.svelte';
import FeatureBars from '../../renderer/charts/featureBars/FeatureBars.svelte';
import FidelityByDepth from '../../renderer/charts/fidelityByDepth/FidelityByDepth.svelte';
import GapSteps from '../../renderer/charts/gapSteps/GapSteps.svelte';
import GroupDots from '../../renderer/charts/groupDots/GroupDots.svelte';
import ParallelCoordinates from '../../renderer/charts/parallelCoordinates/ParallelCoordinates.svelte';
import { DOMINATED, FRONT, INFEASIBLE, THINNED } from '../../renderer/charts/paretoScatter/layout.ts';
import PointCurve from '../../renderer/charts/pointCurve/PointCurve.svelte';
import PriceLadder from '../../renderer/charts/priceLadder/PriceLadder.svelte';
import RankFlow from '../../renderer/charts/rankFlow/RankFlow.svelte';
import RegretBars from '../../renderer/charts/regretBars/RegretBars.svelte';
import ReliabilityPlot from '../../renderer/charts/reliability/ReliabilityPlot.svelte';
import SafeZone from '../../renderer/charts/safeZone/SafeZone.svelte';
import StackedBar from '../../renderer/charts/stackedBar/StackedBar.svelte';
import ValueStrip from '../../renderer/charts/valueStrip/ValueStrip.svelte';
import { reliability } from '../../shared/measures/classification/calibration.ts';
import { growTree } from '../../shared/measures/surrogate/cart.ts';
import { risingOrder } from '../../shared/measures/surrogate/order.ts';
import { roleColours } from '../../shared/domain/role.ts';

type Ask = (name: string) => (...what: unknown[]) => void;
type Made = { component: unknown; props: Record<string, unknown> };

const words = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));
const roles = [
  'ML engineers',
  'Sales',
  'Product',
  'Infrastructure',
  'Compliance',
  'Customers',
  'Finance',
  'Support',
].map((name, place) => ({ id: place + 1, name, colour: `var(--role-${roleColours[place]!})` }));
const candidates = ['Two-tower', 'Boosted trees', 'Popularity', 'Item-kNN', 'Sequential transformer'];

export const chartScenes = (ask: Ask): Record<string, () => Made> => ({
  Acceptability: () => {
    const rows = acceptabilityRows(
      [0, 1, 2],
      [
        [0.71, 0.2, 0.09],
        [0.28, 0.6, 0.12],
        [0.01, 0.2, 0.79],
      ],
      3,
    );
    const props = { ...rows, names: candidates, answer: 0, hovered: -1, selected: [1] };
    return {
      component: Acceptability,
      props: Object.assign(props, { onhover: ask('hover'), onselect: ask('select') }),
    };
  },
  AgreementMatrix: () => {
    const taus = Float64Array.of(1, 0.4, -0.2, 0.1, 0.4, 1, -0.6, 0.3, -0.2, -0.6, 1, NaN, 0.1, 0.3, NaN, 1);
    return {
      component: AgreementMatrix,
      props: { roles: roles.slice(0, 4), taus, picked: [0, 2], onpick: ask('pick') },
    };
  },
  DecisionTree: () => {
    const column = Float64Array.from({ length: 64 }, (_, k) => k);
    const tree = growTree(
      [column],
      [risingOrder(column)],
      column.map((k) => (k * 7) % 11),
      null,
      3,
    );
    const said = (node: number) => ({
      condition: node === 0 ? 'All rows' : `age ${node % 2 === 0 ? '>' : '≤'} ${node * 3}`,
      answer: node % 2 === 0 ? 'approve' : 'refuse',
      positive: node % 2 === 0,
      detail: '91 % of 12',
    });
    return { component: DecisionTree, props: { label: 'A tree', tree, depth: 2, rows: tree.rows, words: said } };
  },
  DriftLine: () => {
    const values = { means: [0.8, 0.79, 0.74, 0.7], lows: [0.77, 0.76, 0.7, 0.66], highs: [0.83, 0.82, 0.78, NaN] };
    const props = {
      title: 'Two-tower',
      note: 'worse',
      values,
      domain: [0.6, 0.9],
      ends: ['January', 'April'],
      changed: true,
    };
    const texts = { text: (value: number) => value.toFixed(2), said: (slice: number) => `slice ${slice}` };
    return { component: DriftLine, props: Object.assign(props, texts) };
  },
  FeatureBars: () => {
    const cell = (value: number) => ({ value, text: value.toFixed(2), title: String(value) });
    const sources = candidates
      .slice(0, 3)
      .map((name, k) => ({ key: String(k), name, note: k === 0 ? 'SHAP' : null, scale: 'a' }));
    const features = ['age', 'income', 'tenure'].map((name, j) => ({
      key: name,
      name,
      cells: [cell(0.4 - 0.3 * j), cell(-0.2 + 0.1 * j), j === 1 ? null : cell(0.1)],
    }));
    return { component: FeatureBars, props: { label: 'Importances', remember: 'gallery', sources, features } };
  },
  FidelityByDepth: () => {
    const one = { baseline: 0.6, against: 'always “no” 60 %' };
    const made = candidates.slice(0, 3).map((name, k) => ({
      name,
      values: [0.7, 0.8 - k / 20, k === 2 ? null : 0.9],
      value: '80 %',
      ...one,
    }));
    return { component: FidelityByDepth, props: { candidates: made, depth: 2, chosen: 1, onchoose: ask('choose') } };
  },
  GapSteps: () => {
    const props = {
      bounds: [0.3, 0.2, 0.1],
      comparator: '<=',
      lines: roles
        .slice(0, 3)
        .map(({ id, name }, k) => ({ key: id, name, values: [0.9 - k / 20, 0.7, k === 2 ? null : 0.4] })),
      answers: [
        { step: 0, name: 'Boosted trees' },
        { step: 2, name: 'Two-tower' },
      ],
      colours: new Map(roles.map(({ id, colour }) => [id, colour])),
      titleX: 'Largest gap',
      label: 'What a bound on the gap costs',
    };
    return { component: GapSteps, props };
  },
  GroupDots: () => {
    const cell = (value: number | null) => ({
      value,
      lo: value === null ? null : value - 0.05,
      hi: value === null ? null : value + 0.06,
      reason: value === null ? 'no positives' : null,
    });
    const rows = ['women', 'men', 'not stated'].map((group, g) => ({
      group,
      n: [420, 560, 12][g]!,
      small: g === 2,
      reference: g === 1,
      cells: [0.4, 0.5, 0.45].map((value, c) => cell(g === 2 && c === 1 ? null : value + g / 20)),
    }));
    const order = (values: readonly (number | null)[]) => ({
      values: values.map((value) => value ?? NaN),
      better: 'max',
    });
    return {
      component: GroupDots,
      props: { label: 'Rates', candidates: candidates.slice(0, 3), rows, smallest: 20, order },
    };
  },
  ParallelCoordinates: () => {
    const axis = (id: number, title: string, better: number, measured: number[], valuedByLog = false) => ({
      id,
      title,
      measured: Float64Array.from(measured),
      better,
      valuedByLog,
    });
    const data = {
      axes: [
        axis(1, 'accuracy', 1, [0.9, 0.7, 0.8, 0.75, 0.85]),
        axis(2, 'latency', -1, [100, 10, 1, 20, 300], true),
        axis(3, 'cost', -1, [5, 7, 6, 9, 4]),
      ],
      kinds: Uint8Array.of(FRONT, FRONT, DOMINATED, INFEASIBLE, THINNED),
    };
    const props: Record<string, unknown> = {
      data,
      names: candidates,
      recommended: 0,
      selected: [1],
      hovered: null,
      ranges: new Map(),
      inside: new Uint8Array(5).fill(1),
      label: 'Lines',
      card: words('card'),
      describe: (index: number) => candidates[index],
      describeValue: (_: number, value: number) => String(value),
    };
    for (const name of ['hover', 'select', 'clear', 'range', 'open', 'move']) props[`on${name}`] = ask(name);
    return { component: ParallelCoordinates, props };
  },
  PointCurve: () => {
    const props = {
      x: Float64Array.of(0, 0.25, NaN, 0.75, 1),
      y: Float64Array.of(0.5, 0.7, 0.6, 0.65, 0.4),
      onFront: Uint8Array.of(1, 1, 1, 0, 0),
      better: { x: 1, y: 1 },
      points: [
        { key: 0, x: 0.25, y: 0.7, text: '0.5' },
        { key: 1, x: 0.26, y: 0.7, text: '0.49' },
        { key: 2, x: 0.75, y: 0.65, text: '0.3' },
      ],
      titleX: 'recall',
      titleY: 'precision',
      label: 'Thresholds',
      ticked: new Set([0]),
      known: new Set([1]),
      hovered: null,
    };
    return { component: PointCurve, props: Object.assign(props, { onhover: ask('hover'), ontick: ask('tick') }) };
  },
  PriceLadder: () => ({
    component: PriceLadder,
    props: {
      comparator: '<=',
      bound: 120,
      tried: 140,
      measured: Float64Array.of(80, 100, 131, 131, 200),
      steps: [{ bound: 131, answer: true }],
      subject: 131,
      label: 'What the bound costs',
    },
  }),
  RankFlow: () => {
    const columns = [...roles, { id: 0, name: 'Group', colour: null }].map(({ id, name, colour }, k) => ({
      id: String(id),
      name,
      colour,
      ranks: candidates.map((_, c) => (c === 4 && k === 1 ? 0 : ((c * (k + 1) + k) % 5) + 1)),
    }));
    const finalists = candidates.map((name, id) => ({ id, name }));
    const props = { finalists, columns, leader: 0, hovered: null, selected: [2] };
    return { component: RankFlow, props: Object.assign(props, { onhover: ask('hover'), onselect: ask('select') }) };
  },
  RegretBars: () => {
    const rows = roles.map((role, k) => Object.assign({ regret: k / 20, text: (k / 20).toFixed(2) }, role));
    return { component: RegretBars, props: { rows, native: words('−2.10 € per 1,000 against Two-tower') } };
  },
  Reliability: () => {
    const scores = Float64Array.from({ length: 200 }, (_, k) => (k + 0.5) / 200);
    const labels = Uint8Array.from(scores, (score, k) => (((k * 37) % 100) / 100 < score ? 1 : 0));
    const table = reliability(labels, scores, null);
    return { component: ReliabilityPlot, props: { title: 'Two-tower', note: 'ECE 0.02', table, weighted: false } };
  },
  SafeZone: () => ({
    component: SafeZone,
    props: {
      zone: { low: 0.12, high: 0.4 },
      committed: 0.3,
      shown: 0.45,
      colour: 'var(--objective-0)',
      label: 'Weight of accuracy',
      spoken: 'safe from 12 to 40 percent',
      onmove: ask('move'),
    },
  }),
  StackedBar: () => ({
    component: StackedBar,
    props: {
      label: 'Score',
      parts: Array.from({ length: 10 }, (_, j) => ({
        id: j,
        name: `objective ${j + 1}`,
        colour: `var(--objective-${j})`,
        value: 0.09,
      })),
    },
  }),
  ValueStrip: () => ({
    component: ValueStrip,
    props: { measured: Float64Array.of(1, 2, 2.5, 4, 9), index: 3, error: 0.4, fails: false, label: '4 of 1 to 9' },
  }),
});
