// Whether this Node can load SQLite. Imports nothing, so that it can be asked before anything else is loaded.

const running = { version: process.version, napi: process.versions.napi ?? '0' };

/** A sentence, or null when it can. The database binding crashes without a word on a Node older than Node-API 10. */
export function nodeProblem({ version, napi } = running): string | null {
  if (Number(napi) >= 10) return null;
  return `Parley needs Node 22.14 or newer; this is ${version}. npm start and npm test bring their own.`;
}
