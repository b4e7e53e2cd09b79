// Which draft a round begins from.
import { describe, expect, it } from 'vitest';
import { noAnswers } from '../../parts/ballot/place.ts';
import { draftOn } from './drafts.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}
const place = (round: number, roleId = 1) => ({ review: 'r', roleId, round });
const never = () => false;
const answers = { ...noAnswers, rationale: 'Why I weigh so.' };

describe('a draft', () => {
  it('is there again after a reload', () => {
    const device = storage();
    draftOn(device, place(1), never).keep.save(answers);
    const { keep, from } = draftOn(device, place(1), never);
    expect(keep.load()).toEqual(answers);
    expect(from).toBe(null);
  });

  it('is what was written last where the form comes back', () => {
    const { keep } = draftOn(storage(), place(1), never);
    expect(keep.load()).toBe(null);
    keep.save(answers);
    expect(keep.load()).toEqual(answers);
  });

  it('goes on in the next round when its own was stopped, also when that one is stopped too', () => {
    const device = storage();
    draftOn(device, place(1), never).keep.save(answers);
    const second = draftOn(device, place(2), (round) => round === 1);
    expect(second.keep.load()).toEqual(answers);
    expect(second.from).toBe(1);
    // Untouched it is still what was given in round 1, and is called that.
    second.keep.save(answers);
    expect(draftOn(device, place(2), (round) => round === 1).from).toBe(1);
    const third = draftOn(device, place(3), (round) => round < 3);
    expect([third.from, third.keep.load()]).toEqual([1, answers]);
    third.keep.save({ ...answers, rationale: 'Another reason.' });
    expect(draftOn(device, place(3), (round) => round < 3).from).toBe(null);
    expect(draftOn(device, place(4), (round) => round < 4).from).toBe(3);
  });

  it('is gone after a reveal, and never another role’s', () => {
    const device = storage();
    draftOn(device, place(1), never).keep.save(answers);
    expect(draftOn(device, place(1, 2), never).keep.load()).toBe(null);
    expect(draftOn(device, place(2), never).keep.load()).toBe(null);
    expect(device.kept.size).toBe(0);
  });

  it.each(['', '{', '{"round":1}', 'null'])('counts as not there where it cannot be read: %j', (text) => {
    const device = storage();
    device.setItem('parley.draft.r.1', text);
    expect(draftOn(device, place(1), never).keep.load()).toBe(null);
  });
});
