// What the palette lists for what is typed.
import { describe, expect, it } from 'vitest';
import { glossary } from '../parts/help/glossary.ts';
import { makeRecent, search, termEntry, type Entry } from './palette.ts';

const entry = (label: string, kind: Entry['kind'] = 'action'): Entry => ({
  kind,
  id: `${kind}:${label}`,
  label,
  keys: '',
  says: '',
  run: () => undefined,
});
const labels = (query: string, entries: readonly Entry[], recent: readonly string[] = []) =>
  search(entries, query, recent).map(({ label }) => label);

describe('the palette', () => {
  const entries = ['Compromise', 'Add role', 'Two-tower', 'Two-stage', 'A compromise of two'].map((label) =>
    entry(label),
  );

  it('finds what has every word, best where a label or one of its words begins with it', () => {
    expect(labels('comp', entries)).toEqual(['Compromise', 'A compromise of two']);
    expect(labels('two', entries)).toEqual(['Two-tower', 'Two-stage', 'A compromise of two']);
    expect(labels('TOWER two', entries)).toEqual(['Two-tower']);
    expect(labels('omprom', entries)).toEqual(['Compromise', 'A compromise of two']);
    expect(labels('nothing', entries)).toEqual([]);
  });

  it('has what was chosen last first, where it answers as well', () => {
    expect(labels('', entries, ['action:Two-stage', 'action:Add role'])).toEqual([
      'Two-stage',
      'Add role',
      'Compromise',
      'Two-tower',
      'A compromise of two',
    ]);
    expect(labels('two', entries, ['action:A compromise of two', 'action:Two-stage'])).toEqual([
      'Two-stage',
      'Two-tower',
      'A compromise of two',
    ]);
  });

  it('remembers a few, each once', () => {
    const recent = makeRecent();
    for (const id of ['a', 'b', 'a', ...'cdefghij']) recent.note(id);
    expect(recent.ids).toEqual(['j', 'i', 'h', 'g', 'f', 'e', 'd', 'c']);
  });

  it('finds a term of the glossary, and says what it means', () => {
    const terms = Object.entries(glossary).map(([id, term]) => termEntry(id, term));
    expect(search([...entries, ...terms], 'regret', [])[0]).toMatchObject({
      kind: 'term',
      label: 'Regret',
      says: glossary.regret.text,
    });
  });

  it('finds one of ten thousand names', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => entry(`run-${i}`, 'candidate'));
    expect(labels('run-7421', many)).toEqual(['run-7421']);
  });
});
