// Before the tests of each file: property tests draw the same cases in every run, so that a failure is always a change's own, and the
// engine is the plain one, whatever a file that shared the thread put in its place. PARLEY_SEED draws other cases.
import fc from 'fast-check';
import { setKernels } from '../shared/engine/kernels/kernels.ts';

fc.configureGlobal({ seed: Number(process.env['PARLEY_SEED'] ?? 20261123) });
setKernels(null);
