// Finds the folder that stands for a candidate.

const commonNames = new Set([
  'dvclive',
  'metrics',
  'eval',
  'evaluation',
  'results',
  'output',
  'outputs',
  'logs',
  '.eval_results',
]);

/** The folder that names the candidate, without trailing folders that every candidate has. */
export function candidateFolder(folder: string): string {
  const names = folder.split('/').filter((name) => name !== '');
  while (names.length > 0 && commonNames.has((names.at(-1) ?? '').toLowerCase())) names.pop();
  return names.join('/');
}
