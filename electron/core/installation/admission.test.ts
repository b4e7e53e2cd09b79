// The door of a meeting: what a wrong code costs, who waits, and who is in.
import { beforeEach, describe, expect, it } from 'vitest';
import { Admission } from './admission.ts';

let now: number;
let door: Admission;
beforeEach(() => {
  now = Date.parse('2026-12-01T10:00:00Z');
  door = new Admission(() => new Date(now));
});

const later = (seconds: number) => (now += seconds * 1000);
const ask = (name = 'Ana', address = 'a', code = door.code) => door.ask(address, { code, name, wish: 2 });
const wrongCode = () => (door.code === 'AAAA-AAAA' ? 'BBBB-BBBB' : 'AAAA-AAAA');
const askWrong =
  (address = 'a') =>
  () =>
    ask('Eve', address, wrongCode());
const waitingId = (name: string) => door.waiting().find((each) => each.name === name)!.id;

describe('the code', () => {
  it('has eight letters and digits that cannot be taken for one another', () => {
    for (let i = 0; i < 200; i++) {
      expect(door.code).toMatch(/^[A-HJKMNP-Z2-9]{4}-[A-HJKMNP-Z2-9]{4}$/);
      door.changeCode();
    }
  });

  it('may be typed in small letters, with or without the line and blanks', () => {
    for (const typed of [door.code.toLowerCase(), door.code.replace('-', ''), ` ${door.code.replace('-', ' ')} `]) {
      expect(ask('Ana', 'a', typed)).toHaveLength(43);
    }
  });

  it('is refused when it is wrong, and after five times that computer waits a minute, whatever it says', () => {
    for (let i = 0; i < 5; i++)
      expect(askWrong()).toThrow('That is not today’s code. It is on the facilitator’s screen.');
    expect(() => ask()).toThrow('Too many wrong codes from this computer. Try again in 60 seconds.');
    expect(ask('Ben', 'b')).toHaveLength(43);
    later(59);
    expect(() => ask()).toThrow('Try again in 1 second.');
    later(1);
    expect(ask()).toHaveLength(43);
  });

  it('begins to count again after a right one', () => {
    for (let i = 0; i < 4; i++) expect(askWrong()).toThrow();
    ask();
    for (let i = 0; i < 4; i++) expect(askWrong()).toThrow(/today’s code/);
    expect(ask()).toHaveLength(43);
  });

  it('changes after fifty wrong ones of everybody, and whoever is in stays in', () => {
    const secret = ask();
    door.admit(waitingId('Ana'), { kind: 'guest' });
    const before = door.code;
    for (let i = 0; i < 50; i++) expect(askWrong(`computer ${i}`)).toThrow();
    expect(door.code).not.toBe(before);
    expect(() => ask('Ana', 'c', before)).toThrow(/today’s code/);
    expect(door.standing(secret)).toMatchObject({ state: 'admitted' });
  });
});

describe('somebody at the door', () => {
  it('waits, and is let in as what the facilitator says', () => {
    const secret = ask();
    expect(door.standing(secret)).toEqual({ state: 'waiting' });
    expect(door.admitted(secret)).toBeUndefined();
    expect(door.waiting()).toEqual([{ id: 1, name: 'Ana', wish: 2, since: '2026-12-01T10:00:00.000Z' }]);
    door.admit(1, { kind: 'seat', roleId: 3 });
    expect(door.standing(secret)).toEqual({ state: 'admitted', name: 'Ana', as: { kind: 'seat', roleId: 3 } });
    expect(door.admitted(secret)).toEqual({ id: 1, name: 'Ana', as: { kind: 'seat', roleId: 3 } });
    expect(door.waiting()).toEqual([]);
    expect(() => door.admit(1, { kind: 'guest' })).toThrow(/waiting any more/);
  });

  it('may be refused, and is told', () => {
    const secret = ask();
    door.refuse(1);
    expect(door.standing(secret)).toEqual({ state: 'refused', wish: 2 });
    expect(door.admitted(secret)).toBeUndefined();
    expect(door.people()).toEqual([]);
  });

  it('is forgotten when they go away', () => {
    const secret = ask();
    later(30);
    expect(door.waiting()).toEqual([]);
    expect(door.standing(secret)).toBeNull();
  });

  it('is nobody with any other secret', () => {
    const secret = ask();
    door.admit(1, { kind: 'guest' });
    for (const other of ['', 'x', secret.slice(1), `${secret}A`, secret.toLowerCase()]) {
      expect(door.standing(other)).toBeNull();
      expect(door.admitted(other)).toBeUndefined();
    }
  });
});

describe('somebody who was let in', () => {
  it('is shown as away when their page is silent, and as here when it is heard of again', () => {
    const secret = ask();
    door.admit(1, { kind: 'guest' });
    expect(door.people()).toMatchObject([{ name: 'Ana', here: true }]);
    later(25);
    expect(door.people()).toMatchObject([{ name: 'Ana', here: false }]);
    door.standing(secret);
    expect(door.people()).toMatchObject([{ name: 'Ana', here: true }]);
  });

  it('may be sent away, and their secret is worth nothing from then on', () => {
    const secret = ask();
    door.admit(1, { kind: 'facilitator' });
    door.dismiss(1);
    expect(door.admitted(secret)).toBeUndefined();
    expect(door.standing(secret)).toEqual({ state: 'dismissed' });
    expect(door.people()).toEqual([]);
    expect(() => door.admit(1, { kind: 'guest' })).toThrow(/waiting any more/);
    expect(() => door.dismiss(1)).toThrow(/no longer in the meeting/);
  });

  it('is one of 64 at most: the next one is told', () => {
    for (let i = 0; i < 64; i++) {
      ask(`Person ${i}`);
      door.admit(waitingId(`Person ${i}`), { kind: 'guest' });
    }
    const full = '64 people are in this meeting, which is as many as it holds.';
    expect(() => ask('One more')).toThrow(full);
    door.dismiss(1);
    ask('One more');
    ask('And another');
    door.admit(waitingId('One more'), { kind: 'guest' });
    expect(() => door.admit(waitingId('And another'), { kind: 'guest' })).toThrow(full);
    expect(door.people()).toHaveLength(64);
  });
});

it('lets no crowd gather at the door', () => {
  for (let i = 0; i < 64; i++) ask(`Person ${i}`);
  expect(() => ask('One more')).toThrow(/Too many people are waiting/);
});
