/** The kernels' WebAssembly module in base64; made from assembly/ by build/kernels.ts. Empty where it could not be made. */
export const wasm: string;
