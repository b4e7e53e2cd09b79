// Property tests draw the same cases in every run, so that a failure is always a change's own. PARLEY_SEED draws others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PARLEY_SEED'] ?? 20261123) });
