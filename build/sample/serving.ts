// From counted work to milliseconds and euros. Every constant of the sample's latency and cost model stands here.
// The values are those of a plain cloud server in one region; they are assumptions, and the review's note says so.
import { randomFrom } from './random.ts';
import type { Work } from './work.ts';

export const LATENCY = {
  /** One multiply-add, in nanoseconds, on one core without vector units. */
  multiplyAdd: 1,
  /** One read at an unforeseeable place, in nanoseconds. */
  lookup: 8,
  /** One row from a store: transfer and decoding, in microseconds. */
  row: 60,
  /** Getting to the service and back, in milliseconds: median of a log-normal. */
  gateway: 5,
  /** One round trip to a store, in milliseconds: median of a log-normal. */
  trip: 6,
  /** One hop to a further service, in milliseconds: median of a log-normal. */
  hop: 7,
  /** Standard deviation of the logarithm of each of the three. */
  jitter: 0.35,
} as const;

export const COST = {
  /** Requests per second the service has to carry at its peak. */
  peakRequests: 400,
  /** Share of a core's time that may be busy. */
  utilisation: 0.5,
  /** Euros per core and month. */
  core: 32,
  /** Every service runs at least this many cores, in two zones. */
  fewestCores: 2,
  /** Euros per service and month: deployment, monitoring, standing by. */
  service: 240,
  /** Euros per store read from and month: keeping it filled, fresh and watched. */
  store: 90,
  /** Euros per million rows read; the average load is a fifth of the peak. */
  millionRows: 0.01,
  averageLoad: 0.2,
  /** The real catalogue and user base against the simulated city, for memory and fitting. */
  scale: 1000,
  /** Euros per gigabyte of memory and month, in each zone. */
  gigabyte: 6,
  zones: 2,
  /** Fitted anew this many times a month, at this many multiply-adds per second and euros per hour. */
  fittings: 30,
  fittingSpeed: 3e8,
  fittingHour: 0.9,
} as const;

const SECONDS_PER_MONTH = 730 * 3600;

/** Milliseconds of computing, without any waiting. */
export function busyMs(work: Work): number {
  return (
    (work.multiplyAdds * LATENCY.multiplyAdd + work.lookups * LATENCY.lookup) / 1e6 + (work.rows * LATENCY.row) / 1e3
  );
}

/**
 * Milliseconds for one request: computing, gateway, trips and hops one after another. The network's luck is drawn from
 * the request's number, so that all candidates meet the same weather.
 */
export function latencyMs(work: Work, request: number): number {
  const random = randomFrom(7919 * (request + 1));
  const wait = (median: number) => median * Math.exp(LATENCY.jitter * random.normal());
  let total = busyMs(work) + wait(LATENCY.gateway);
  for (let trip = 0; trip < work.profileTrips + work.featureTrips; trip++) total += wait(LATENCY.trip);
  for (let hop = 0; hop < work.hops; hop++) total += wait(LATENCY.hop);
  return total;
}

interface Load {
  /** Mean milliseconds of computing per request. */
  busy: number;
  /** Stores in the answer's path. */
  stores: number;
  /** Mean rows read per request. */
  rows: number;
  megabytes: number;
  services: number;
  fittingSteps: number;
}

/** Euros per month: cores + services + stores + rows read + memory + fitting. */
export function deployCost({ busy, stores, rows, megabytes, services, fittingSteps }: Load): number {
  const needed = Math.ceil((COST.peakRequests * busy) / 1000 / COST.utilisation);
  const cores = Math.max(needed, COST.fewestCores * services);
  const requests = COST.peakRequests * COST.averageLoad * SECONDS_PER_MONTH;
  const hours = (fittingSteps * COST.scale) / COST.fittingSpeed / 3600;
  return (
    cores * COST.core +
    services * COST.service +
    stores * COST.store +
    ((requests * rows) / 1e6) * COST.millionRows +
    ((megabytes * COST.scale) / 1000) * COST.gigabyte * COST.zones * services +
    COST.fittings * hours * COST.fittingHour
  );
}
