// Where the safe zone of a weight is drawn, at its ends and when it is a single point.
import { describe, expect, it } from 'vitest';
import { safeZoneLayout } from './layout.ts';

describe('safeZoneLayout', () => {
  it('draws the interval on the track, with an edge at each end that is not the end of the track', () => {
    const layout = safeZoneLayout({ low: 0.2, high: 1 }, 0.4, 0.4);
    expect(layout.zone).toEqual({ left: 20, width: 80 });
    expect(layout.edges).toEqual([{ side: 'low', at: 20 }]);
    expect(layout.committed).toBe(40);
    expect(layout.outside).toBe(false);
  });
  it('has no edges where the whole track is safe', () => {
    expect(safeZoneLayout({ low: 0, high: 1 }, 0.4, 1).edges).toEqual([]);
  });
  it('keeps a zone of one point visible and on the track', () => {
    const { zone } = safeZoneLayout({ low: 1, high: 1 }, 1, 1);
    expect(zone!.width).toBeGreaterThan(0);
    expect(zone!.left + zone!.width).toBeLessThanOrEqual(100);
  });
  it('says when the slider stands outside, and not for the ends themselves', () => {
    expect(safeZoneLayout({ low: 0.2, high: 0.5 }, 0.4, 0.5).outside).toBe(false);
    expect(safeZoneLayout({ low: 0.2, high: 0.5 }, 0.4, 0.51).outside).toBe(true);
    expect(safeZoneLayout({ low: 0.2, high: 0.5 }, 0.4, 0.19).outside).toBe(true);
  });
  it('draws no zone without an interval', () => {
    expect(safeZoneLayout(null, 0.4, 0.9)).toEqual({ zone: null, committed: 40, edges: [], outside: false });
  });
});
