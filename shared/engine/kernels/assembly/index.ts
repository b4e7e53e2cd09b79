// What the host may call. Arrays are pointers there; see ../install.ts.
export { doubles, integers, reset } from './memory';
export { front } from './front';
export { layers } from './layers';
export { addRow, beginExclusives, beginVolume, exclusiveOf, sweepVolume } from './volume';
export { contributionsIn3 } from './contributions';
