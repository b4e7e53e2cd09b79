// Geometry of one weight on its track, in percent of the track: where it stands, and how far it may go before the answer changes.

export interface Zone {
  /** Weights between which the winner stays, both ends included. */
  low: number;
  high: number;
}

interface SafeZoneLayout {
  /** Percent of the track. */
  zone: { left: number; width: number } | null;
  committed: number;
  /** An end of the zone that is not an end of the track: there another candidate takes over. */
  edges: readonly { side: 'low' | 'high'; at: number }[];
  /** The weight shown lies outside of the zone. */
  outside: boolean;
}

/** Weights closer than this to an end of the track are at it. */
const END = 1e-9;
/** A zone is drawn at least this wide, in percent: one of a single point has to be seen. */
const LEAST = 0.6;

/**
 * @param zone       null where no interval was found.
 * @param committed  the weight of the ballot, 0 to 1.
 * @param shown      where the slider stands, 0 to 1.
 */
export function safeZoneLayout(zone: Zone | null, committed: number, shown: number): SafeZoneLayout {
  const at = (share: number) => Math.min(100, Math.max(0, share * 100));
  if (zone === null) return { zone: null, committed: at(committed), edges: [], outside: false };
  const width = Math.max(LEAST, at(zone.high) - at(zone.low));
  const left = Math.min(at(zone.low), 100 - width);
  const edges = [
    ...(zone.low > END ? [{ side: 'low' as const, at: at(zone.low) }] : []),
    ...(zone.high < 1 - END ? [{ side: 'high' as const, at: at(zone.high) }] : []),
  ];
  const outside = shown < zone.low - END || shown > zone.high + END;
  return { zone: { left, width }, committed: at(committed), edges, outside };
}
