// DuckDB as far as it is used here. It is an optional package with a binary per system: where it is absent everything else works, and
// type-checks too, so its own types are not asked.
import { ParleyError } from '../../../shared/contract/errors.ts';

export interface Connection {
  run(text: string): Promise<unknown>;
  /** Whole numbers and decimals come as texts. */
  runAndReadAll(text: string): Promise<{ getRowObjectsJson(): Record<string, unknown>[] }>;
  /** `percentage`: −1 where it is not known. */
  readonly progress: { readonly percentage: number };
  closeSync(): void;
}

export interface Engine {
  DuckDBInstance: {
    create(path: string, settings: Readonly<Record<string, string>>): Promise<{ connect(): Promise<Connection> }>;
  };
}

/** Not written out where it is loaded, so that no bundler and no compiler looks for it. */
const packageName: string = '@duckdb/node-api';

/** The engine; null where it, or its binary for this system, is not installed. */
export async function installedEngine(): Promise<Engine | null> {
  try {
    return (await import(/* @vite-ignore */ packageName)) as Engine;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** @throws ParleyError `refused` where it is not installed. */
export async function requiredEngine(): Promise<Engine> {
  const engine = await installedEngine();
  if (engine !== null) return engine;
  throw new ParleyError(
    'refused',
    'Counting large logs needs DuckDB, which is not installed here. Install it beside Parley: npm install @duckdb/node-api@1.5.6-r.1.',
  );
}
