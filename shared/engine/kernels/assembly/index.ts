// What the host may call. Arrays are pointers there; see ../kernels.ts.
export { doubles, reset } from './memory';
export { front } from './front';
