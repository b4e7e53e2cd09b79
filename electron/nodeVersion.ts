// Whether this Node can load SQLite. Imports nothing, so that it can be asked before anything else is loaded.

/** A sentence, or null when it can. The database binding crashes without a word on Nodes older than Node-API 10. */
export function nodeProblem(): string | null {
  if (Number(process.versions.napi ?? 0) >= 10) return null;
  return `Parley needs Node 22.14 or newer; this is ${process.version}. npm start and npm test bring their own.`;
}
