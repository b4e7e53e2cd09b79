// Names for files that are handed out: letters, digits, dots, hyphens and underscores only, so that every system takes them.

/** "Restaurant recommender", "Candidates", "csv" → "Restaurant-recommender-candidates.csv". */
export function exportName(title: string, what: string, extension: string): string {
  const plain = (text: string) =>
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[^A-Za-z0-9._]+/g, '-')
      .replace(/^[-.]+|[-.]+$/g, '')
      .slice(0, 80);
  return `${[plain(title), plain(what).toLowerCase()].filter((part) => part !== '').join('-') || 'parley'}.${extension}`;
}
