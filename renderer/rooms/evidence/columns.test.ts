// Columns: order, missing cells, the window of columns in view, and the text they copy as.
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../shared/domain/catalog.ts';
import type { Metric } from '../../../shared/domain/metric.ts';
import type { Objective } from '../../../shared/domain/objective.ts';
import {
  columnsBetween,
  columnsBeyond,
  columnsOf,
  widened,
  countMissing,
  digitsInCell,
  edgesOf,
  sidewaysStep,
} from './columns.ts';
import { tableText } from './tableText.ts';

const metrics: Metric[] = [
  { id: 1, name: 'size', unit: 'MB', direction: 'min', formula: null },
  { id: 2, name: 'accuracy', unit: '%', direction: 'max', formula: null },
  { id: 3, name: 'never measured', unit: '', direction: 'max', formula: null },
];
const objective: Objective = {
  id: 7,
  metricId: 2,
  name: 'Accuracy',
  direction: 'max',
  missing: 'exclude',
  position: 0,
  valueFunction: { shape: 'linear', worst: 0, best: 100 },
};
const catalog: Catalog = {
  revision: 1,
  candidateIds: Int32Array.of(10, 11),
  names: ['small\tone', 'large'],
  columns: [
    { metricId: 1, measured: Float64Array.of(-1.5, NaN), standardErrors: null },
    { metricId: 2, measured: Float64Array.of(80, 90), standardErrors: Float64Array.of(NaN, 1.25) },
  ],
  attributes: [{ id: 1, name: 'licence', values: ['MIT', ''] }],
  tags: [],
};
const columns = columnsOf({
  metrics,
  objectives: [objective],
  catalog,
  decimals: new Map([[1, 1]]),
  incumbentId: null,
});

describe('columnsOf', () => {
  it('shows the metrics of objectives first and words last', () => {
    expect(columns.map((column) => column.label)).toEqual([
      'Candidate',
      'Standing',
      'accuracy',
      'size',
      'never measured',
      'licence',
    ]);
  });
  it('makes room beside the name for the word that marks the incumbent', () => {
    const described = { metrics, objectives: [objective], catalog, decimals: new Map<number, number>() };
    const width = (incumbentId: number | null) => columnsOf({ ...described, incumbentId })[0]!.width;
    expect(width(10)).toBeGreaterThan(width(null));
  });
  it('has no standing without objectives', () => {
    const plain = columnsOf({ metrics, objectives: [], catalog, decimals: new Map(), incumbentId: null });
    expect(plain.some((column) => column.kind === 'standing')).toBe(false);
  });
});

describe('standard errors', () => {
  const errorsBeside = (measured: number[], errors: number[]) => {
    const only = { metricId: 2, measured: Float64Array.from(measured), standardErrors: Float64Array.from(errors) };
    const shown = columnsOf({
      metrics: metrics.slice(1, 2),
      objectives: [],
      catalog: { ...catalog, columns: [only], attributes: [] },
      decimals: new Map([[2, 2]]),
      incumbentId: null,
    });
    const column = shown[1];
    return column?.kind === 'metric' ? column.errors : undefined;
  };
  it('have two digits, and at least those of the values', () => {
    expect(errorsBeside([0.88, 0.91], [0.011, NaN])).toEqual({ decimals: 3, width: 54 });
    expect(errorsBeside([88.25, 91], [1.25, 3])).toEqual({ decimals: 2, width: 46 });
  });
  it('are left to the panel where there is no room for them', () => {
    expect(errorsBeside([1_234_567_890.12, 1], [123_456, 2])).toBeNull();
  });
  it('are not drawn where there are none', () => {
    expect(columns.map((column) => (column.kind === 'metric' ? column.errors !== null : null))).toEqual([
      null,
      null,
      true,
      false,
      false,
      null,
    ]);
  });
});

describe('digits in a cell', () => {
  it('are those of the column, and more where a value would read as 0', () => {
    expect([30.2, 0.5, 0, 0.02, -0.0004].map((value) => digitsInCell(value, 1))).toEqual([1, 1, 1, 3, 5]);
  });
});

describe('countMissing', () => {
  it('counts metrics that no candidate has', () => {
    expect(countMissing(metrics, catalog)).toBe(3);
  });
});

describe('columnsBetween', () => {
  it('covers what is in view, and never the pinned first column', () => {
    const edges = edgesOf(columns.map((column) => ({ ...column, width: 100 })));
    expect(edges).toEqual([0, 100, 200, 300, 400, 500, 600]);
    expect(columnsBetween(edges, 0, 250)).toEqual([1, 4]);
    expect(columnsBetween(edges, 350, 450)).toEqual([2, 6]);
    expect(columnsBetween(edges, 5000, 6000)).toEqual([5, 6]);
  });
});

describe('tableText', () => {
  it('writes a header with units, full numbers, and empty cells for what is missing', () => {
    const shown = columns.filter((column) => column.key !== 'metric 3' && column.kind !== 'standing');
    expect(tableText(shown, [0, 1], () => '')).toBe(
      'Candidate\taccuracy (%)\taccuracy standard error (%)\tsize (MB)\tlicence\nsmall one\t80\t\t-1.5\tMIT\nlarge\t90\t1.25\t\t\n',
    );
  });
});

describe('columnsBeyond', () => {
  const edges = [0, 100, 200, 300, 400, 500];
  const beyond = (left: number, width: number) => {
    const found = columnsBeyond(edges, left, width);
    return [found.left, found.right, [...found.cut]];
  };
  it('counts what is not wholly in sight on either side, the first column aside, and what is cut', () => {
    expect(beyond(0, 500)).toEqual([0, 0, []]);
    expect(beyond(0, 400)).toEqual([0, 1, []]);
    expect(beyond(0, 340)).toEqual([0, 2, [3]]);
    expect(beyond(160, 340)).toEqual([2, 0, [2]]);
  });
  it('shows a column that is wider than what is seen, rather than never', () => {
    expect(beyond(0, 150)).toEqual([0, 3, []]);
  });
  it('says nothing of a table that is not drawn yet', () => {
    expect(beyond(0, 0)).toEqual([0, 0, []]);
  });
  it('goes on to where a column begins', () => {
    expect(sidewaysStep(edges, 0, 340, 1)).toBe(100);
    expect(sidewaysStep(edges, 160, 340, -1)).toBe(0);
  });
});

it('larger text makes a column wider, and what stands after its numbers with it', () => {
  const columns = columnsOf({ metrics, objectives: [objective], catalog, decimals: new Map(), incumbentId: null });
  for (const column of columns) {
    const large = widened(column, 1.25);
    expect(large.width).toBe(Math.ceil(column.width * 1.25));
    expect(widened(column, 1)).toEqual(column);
  }
});

describe('the width of a column', () => {
  const widthOf = (name: string) =>
    columnsOf({
      metrics: [{ ...metrics[0]!, name }],
      objectives: [],
      catalog: { ...catalog, attributes: [] },
      decimals: new Map(),
      incumbentId: null,
    })[1]!.width;
  it('goes by its numbers; a long name makes it a little wider at most', () => {
    expect(widthOf('size')).toBeLessThan(90);
    expect(widthOf('p95 latency of the whole request chain, cold caches (milliseconds)')).toBe(124);
  });
});
