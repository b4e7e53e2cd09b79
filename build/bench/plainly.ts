// The engine's plain versions as a baseline of its kernels.
import { installKernels } from '../../shared/engine/kernels/install.ts';
import { kernels, setKernels } from '../../shared/engine/kernels/kernels.ts';

if (!installKernels()) console.log('The kernels do not run here: "ours" is the plain version too.');

/** Runs the work without the kernels. */
export function plainly<T>(work: () => T): T {
  const kept = kernels();
  setKernels(null);
  try {
    return work();
  } finally {
    setKernels(kept);
  }
}

/** What the candidates of a bench look like, in words. */
export const shapes = {
  uniform: 'uniform',
  anticorrelated: 'anticorrelated',
  front: 'all on the front',
  ties: 'ties',
} as const;
export type Shape = keyof typeof shapes;
export const everyShape = Object.keys(shapes) as Shape[];
