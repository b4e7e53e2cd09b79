// Stands for the built entry of the thread: a module that loads another, which starts reading.
export { readInWorker } from '../reading/worker.ts';
