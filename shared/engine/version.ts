// The engine's version, stored with every recorded result: equal version and equal input mean equal output.

/** Grows with every change that can alter a number, an order or a tie. */
export const ENGINE_VERSION = '2.1.0';
