// Applies earlier answers about columns of the same name to the preview: they are proposed, and not asked again.
import type { ColumnAnswer, ColumnPreview, ColumnQuestion } from '../../../../shared/contract/imports.ts';
import { withStatistic } from '../../../../shared/domain/statistic.ts';

/** Applies earlier answers. They never overrule what the file states, and leave columns alone that are no metrics. */
export function withRemembered(
  columns: readonly ColumnPreview[],
  recall: (header: string) => ColumnAnswer | null,
): ColumnPreview[] {
  const names = new Set(columns.flatMap(({ use }) => (use.use === 'metric' ? [use.name] : [])));
  return columns.map((column) => {
    const said = column.use.use === 'metric' ? recall(column.header) : null;
    if (said === null || column.use.use !== 'metric') return column;
    const use = { ...column.use };
    const remembered: ColumnQuestion[] = [];
    let { statistic, directed } = column;
    if (said.direction !== undefined && column.stated !== true) {
      use.direction = said.direction;
      directed = true;
      remembered.push('direction');
    }
    if (said.unit !== undefined) {
      use.unit = said.unit;
      remembered.push('unit');
    }
    if (said.statistic !== undefined && column.asks.includes('statistic')) {
      const name = withStatistic(use.name, said.statistic);
      if (name === use.name || !names.has(name)) use.name = name;
      statistic = said.statistic;
      remembered.push('statistic');
    }
    if (said.zeros !== undefined && column.asks.includes('zeros')) {
      use.zeros = said.zeros;
      remembered.push('zeros');
    }
    const asks = column.asks.filter((question) => !remembered.includes(question));
    const answered: ColumnPreview = { ...column, use, asks, remembered };
    if (directed !== undefined) answered.directed = directed;
    if (statistic !== undefined) answered.statistic = statistic;
    return answered;
  });
}
