// Speed of the product's own functions as ratios to stated baselines, measured in one run. It asserts nothing: milliseconds
// belong to a machine. Run one part by naming it: slider, live, load, fronts, layers, volume, peer, peerSlider, certainty, compromise, rules,
// predictions, cube, surrogates, ingest, page, meeting, start.
import { benchCertainty } from './certainty.ts';
import { benchCompromise } from './compromise.ts';
import { benchCsv } from './csv.ts';
import { benchCube } from './cube.ts';
import { benchFronts, benchLayers } from './fronts.ts';
import { benchIngest } from './ingest.ts';
import { benchLive } from './live.ts';
import { benchMeeting } from './meeting.ts';
import { benchPage } from './page.ts';
import { benchPeer } from './peer.ts';
import { benchPeerSlider } from './peerSlider.ts';
import { benchPredictions } from './predictions.ts';
import { benchRules } from './rules.ts';
import { benchLoad, benchSlider } from './slider.ts';
import { benchStart } from './start.ts';
import { benchSurrogates } from './surrogates.ts';
import { benchVolume } from './volume.ts';

const parts: Record<string, () => void | Promise<void>> = {
  slider: benchSlider,
  live: benchLive,
  load: benchLoad,
  fronts: benchFronts,
  layers: benchLayers,
  volume: benchVolume,
  peer: benchPeer,
  peerSlider: benchPeerSlider,
  certainty: benchCertainty,
  compromise: benchCompromise,
  rules: benchRules,
  predictions: benchPredictions,
  cube: benchCube,
  surrogates: benchSurrogates,
  ingest: benchIngest,
  csv: benchCsv,
  page: benchPage,
  start: benchStart,
  meeting: benchMeeting,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark named ${unknown.join(', ')}. Choose from ${Object.keys(parts).join(', ')}.`);
  process.exitCode = 2;
} else {
  console.log(`Node ${process.versions.node}, medians; "2×" means twice as fast as the baseline.`);
  for (const [name, run] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await run();
}
