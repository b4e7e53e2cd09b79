// Cells of the agreement matrix: signs, the tint's strength, undefined pairs, and words that never contradict the figure.
import { describe, expect, it } from 'vitest';
import { agreementCells, concordanceWords, tauWords } from './layout.ts';

describe('agreementCells', () => {
  const taus = [1, 0.31, -0.42, 0.31, 1, NaN, -0.42, NaN, 1];

  it('signs the figures, leaves the diagonal empty and says nothing of what is not defined', () => {
    const cells = agreementCells(taus, 3);
    expect(cells.map((row) => row.map((cell) => cell?.text ?? ''))).toEqual([
      ['', '+0.31', '−0.42'],
      ['+0.31', '', '—'],
      ['−0.42', '—', ''],
    ]);
    expect(cells[0]![1]).toMatchObject({ tone: 'alike', strength: 0.31 });
    expect(cells[0]![2]).toMatchObject({ tone: 'apart', strength: 0.42 });
    expect(cells[1]![2]).toMatchObject({ tone: 'neither', strength: 0 });
  });

  it('tints nothing that is written as zero', () => {
    expect(agreementCells([1, 0.004, 0.004, 1], 2)[0]![1]).toMatchObject({ text: '0.00', tone: 'neither' });
  });

  it('has no cell for one role alone', () => {
    expect(agreementCells([1], 1)).toEqual([[null]]);
    expect(agreementCells([], 0)).toEqual([]);
  });
});

describe('words', () => {
  it('go from the same to the opposite without a gap', () => {
    const said = [1, 0.7, 0.3, 0, -0.3, -0.7, -1].map(tauWords);
    expect(new Set(said).size).toBe(7);
    expect(said[0]).toBe('order all candidates alike');
    expect(said[6]).toBe('order all candidates exactly the opposite way');
    expect(tauWords(NaN)).toMatch(/cannot be compared/);
  });
  it('keep “the same” for what is the same', () => {
    expect(concordanceWords(0.99)).toBe('The roles largely agree');
    expect(concordanceWords(1)).toBe('The roles want the same');
    expect(concordanceWords(0)).toBe('The roles hardly agree on anything');
  });
});
