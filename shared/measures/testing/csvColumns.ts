// Columns of a log from the text of a small table, as the host hands them over. No quotes: tests that need them read with the importer.
import type { LogColumn } from '../../domain/predictionLog.ts';

export function csvColumns(text: string): LogColumn[] {
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  return header!.map((name, c) => {
    const cells = rows.map((row) => row[c]!);
    const places = new Map<string, number>();
    const codes = Int32Array.from(cells, (cell) => {
      if (cell === '') return -1;
      const word = Number.isNaN(Number(cell)) ? cell : String(Number(cell));
      if (!places.has(word)) places.set(word, places.size);
      return places.get(word)!;
    });
    const numbers = Float64Array.from(cells, (cell) => (cell === '' ? NaN : Number(cell)));
    return { header: name, numbers, words: { codes, names: [...places.keys()] } };
  });
}
