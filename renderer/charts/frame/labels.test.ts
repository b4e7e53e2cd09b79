// Names beside marks never cover each other, keep inside the frame, and prefer the side nothing can be on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, placeLabels, shortened, type LabelRequest } from './labels.ts';

const frame = { left: 0, top: 0, right: 400, bottom: 300 };
const better = { x: -1, y: -1 } as const;
const request = (key: number, x: number, y: number, more: Partial<LabelRequest> = {}): LabelRequest => ({
  key,
  text: `mark ${key}`,
  x,
  y,
  radius: 4,
  width: 50,
  overMarks: false,
  insist: false,
  ...more,
});

describe('placeLabels', () => {
  it('puts a name on the better side when that is free', () => {
    const [label] = placeLabels([request(1, 200, 150)], [], frame, better);
    expect(label!.anchor).toBe('end');
    expect(label!.box.right).toBeLessThan(200);
    expect(label!.box.bottom).toBeLessThanOrEqual(150);
  });
  it('moves to another side at the edge of the frame', () => {
    const [label] = placeLabels([request(1, 20, 8)], [], frame, better);
    expect(label!.box.left).toBeGreaterThanOrEqual(0);
    expect(label!.box.top).toBeGreaterThanOrEqual(0);
  });
  it('leaves a name out rather than cover another, unless it insists', () => {
    const wall = { left: 0, top: 0, right: 400, bottom: 300 };
    expect(placeLabels([request(1, 200, 150)], [wall], frame, better)).toEqual([]);
    expect(placeLabels([request(1, 200, 150, { insist: true })], [wall], frame, better)).toHaveLength(1);
  });
  it('asks about crowds only for names that must not cover marks', () => {
    const crowded = () => true;
    expect(placeLabels([request(1, 200, 150)], [], frame, better, crowded)).toEqual([]);
    expect(placeLabels([request(1, 200, 150, { overMarks: true })], [], frame, better, crowded)).toHaveLength(1);
  });
  it('never lets two names overlap, nor one leave the frame', () => {
    const place = fc.record({ x: fc.integer({ min: 0, max: 400 }), y: fc.integer({ min: 0, max: 300 }) });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 40 }), (places) => {
        const labels = placeLabels(
          places.map(({ x, y }, key) => request(key, x, y)),
          [],
          frame,
          better,
        );
        labels.forEach((a, k) => {
          expect(a.box.left >= 0 && a.box.right <= 400 && a.box.top >= 0 && a.box.bottom <= 300).toBe(true);
          for (const b of labels.slice(k + 1)) expect(overlaps(a.box, b.box)).toBe(false);
        });
      }),
    );
  });
});

describe('shortened', () => {
  it('cuts the middle and keeps both ends', () => {
    expect(shortened('short', 24)).toBe('short');
    const cut = shortened('eva02_large_patch14_448.mim_m38m_ft_in22k_in1k / 448', 24);
    expect(Array.from(cut).length).toBeLessThanOrEqual(24);
    expect(shortened('efficientvit_m1..r224_in1k · 224', 24)).not.toContain('.…');
    expect(cut).toMatch(/^eva02_.*….*\/ 448$/);
  });
});
