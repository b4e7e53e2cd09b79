// A part that is skipped by whoever leads is skipped in the window for the room, and nowhere else.
import { expect, it } from 'vitest';
import { paceOf } from './pace.ts';

it('reaches the windows that follow the same round of the same review', async () => {
  const heard: string[] = [];
  let end = () => undefined as void;
  const over = new Promise<void>((resolve) => (end = resolve));
  const wall = paceOf('a-review', 1, (step) => {
    heard.push(`wall ${step}`);
    if (step === 3) end();
  });
  const others = [
    paceOf('a-review', 2, () => heard.push('another round')),
    paceOf('b-review', 1, () => heard.push('another review')),
  ];
  const leader = paceOf('a-review', 1, null);
  leader.tell(2);
  wall.tell(1);
  leader.tell(3);
  await over;
  expect(heard).toEqual(['wall 2', 'wall 3']);
  for (const pace of [wall, leader, ...others]) pace.close();
});
