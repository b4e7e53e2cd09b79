// Units that are no common knowledge, in a sentence for whoever has to weigh them.

const meanings: Readonly<Record<string, string>> = {
  '× fair share':
    '1 × fair share is in proportion: shown as much as chosen when people choose for themselves; 0.5 is half as much.',
};

/** What a unit means, as one sentence; '' where it needs no word. */
export const unitMeaning = (unit: string): string => meanings[unit.trim().toLowerCase()] ?? '';
