// The ballot form on its own: points, bounds, weighing by questions, the seal and its words; and the field that words are typed into.
import { expect, test, type Stage } from './stage.ts';

const points = ({ page }: Stage, name: string) => page.getByRole('textbox', { name: `${name}: points` });

async function give(stage: Stage, shares: Record<string, string>) {
  for (const [name, share] of Object.entries(shares)) {
    await points(stage, name).fill(share);
    await points(stage, name).press('Enter');
  }
}
async function sealIt({ page }: Stage) {
  await page.getByLabel('Who gives this ballot').fill('Ana');
  await page.getByRole('button', { name: 'Seal my ballot' }).click();
}
async function wordsOf({ page }: Stage) {
  const texts = await page.locator('ol li').allInnerTexts();
  return texts.map((text) => text.replace(/^\d\s*/, '')).join(' ');
}
const problem = ({ page }: Stage) => page.getByRole('alert');

test.describe('points', () => {
  test('are none at first, and add up to 100 or say by how much they do not', async ({ stage }) => {
    await stage.show('BallotForm');
    for (const name of ['accuracy', 'latency', 'cost']) await expect(points(stage, name)).toHaveValue('');
    await expect(stage.page.getByText('0 of 100 points shared out')).toBeVisible();
    await give(stage, { accuracy: '60', latency: '32' });
    await expect(stage.page.getByText('92 of 100 points shared out')).toBeVisible();
    await give(stage, { cost: '16' });
    await expect(stage.page.getByText('108 of 100 points: 8 too many')).toBeVisible();
    await stage.page.getByRole('button', { name: 'Scale to 100' }).click();
    await expect(points(stage, 'accuracy')).toHaveValue('55');
    await expect(stage.page.getByText('100 of 100 points shared out')).toBeVisible();
  });

  test('that are not shared out are not sealed, and Enter in a field seals nothing', async ({ stage }) => {
    await stage.show('BallotForm');
    await give(stage, { accuracy: '60' });
    await expect(problem(stage)).toHaveCount(0);
    await sealIt(stage);
    await expect(problem(stage)).toHaveText('Share out exactly 100 points first.');
    await give(stage, { cost: '40' });
    await expect(stage.page.getByText('latency gets none.')).toBeVisible();
    expect(await stage.asked()).toEqual([]);
  });

  test('are given with the keyboard on the slider', async ({ stage }) => {
    await stage.show('BallotForm');
    const slider = stage.page.getByRole('slider', { name: 'latency' });
    await expect(slider).toHaveAttribute('aria-valuetext', 'no points yet');
    await slider.press('End');
    await expect(points(stage, 'latency')).toHaveValue('100');
    await expect(slider).toHaveAttribute('aria-valuetext', '100 of 100 points');
  });
});

test('a bound says how many candidates reach it, one that is missing not among them', async ({ stage }) => {
  await stage.show('BallotForm');
  const { page } = stage;
  await page.getByRole('button', { name: 'Add a bound' }).click();
  await page.getByRole('combobox', { name: 'Metric' }).selectOption('latency');
  await expect(page.getByRole('combobox', { name: 'Comparison' })).toHaveValue('<=');
  const bound = page.getByRole('textbox', { name: 'Bound', exact: true });
  await bound.fill('150');
  await bound.press('Enter');
  await page.getByRole('radio', { name: 'Must' }).check();
  await page.getByRole('button', { name: 'Keep this bound' }).click();
  await expect(page.getByText('2 of 4 candidates reach it')).toBeVisible();
  await page.getByText('Want', { exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Want' })).toBeChecked();
});

test('weighing by questions begins without an answer, names no candidate, and its answers are in the ballot', async ({
  stage,
}) => {
  await stage.show('BallotForm');
  const { page } = stage;
  await page.getByRole('button', { name: 'Weigh by questions' }).click();
  await expect(page.getByRole('button', { name: 'Take these points' })).toBeDisabled();
  for (const name of ['Alpha', 'Beta', 'Gamma', 'Delta']) await expect(page.getByText(name)).toHaveCount(0);
  await page.getByRole('button', { name: 'cost: place 1' }).click();
  await page.getByRole('button', { name: 'latency: place 2' }).click();
  await page.getByRole('button', { name: 'accuracy: place 3' }).click();
  await page.getByRole('button', { name: 'Take these points' }).click();
  await expect(points(stage, 'cost')).toHaveValue('61.4');
  await expect(page.getByText('100 of 100 points shared out')).toBeVisible();
  await sealIt(stage);
  const { ballot } = await openedBallot(stage);
  expect(ballot.elicited).toEqual({ way: 'swing', answers: [18, 45, 100], consistency: null });
  expect(ballot.weights.map(({ weight }) => Math.round(weight * 163))).toEqual([18, 45, 100]);
});

test('pairs keep what was answered, and how well it fits', async ({ stage }) => {
  await stage.show('BallotForm');
  const { page } = stage;
  await page.getByRole('button', { name: 'Weigh by questions' }).click();
  await page.getByText('In pairs').click();
  for (const pair of ['accuracy against latency', 'accuracy against cost', 'latency against cost']) {
    await page.getByRole('combobox', { name: pair }).selectOption('2');
  }
  await page.getByRole('button', { name: 'Take these points' }).click();
  await sealIt(stage);
  const { elicited } = (await openedBallot(stage)).ballot;
  expect(elicited.way).toBe('pairs');
  expect(elicited.answers).toEqual([2, 2, 2]);
  expect(elicited.consistency).toBeGreaterThan(0.9);
  expect(elicited.consistency).toBeLessThan(1);
});

test.describe('the seal', () => {
  test('shows six words once, and nobody’s favourite before they are written down', async ({ stage }) => {
    await stage.show('BallotForm');
    const { page } = stage;
    await give(stage, { accuracy: '90', latency: '10' });
    for (const name of ['Alpha', 'Beta', 'Gamma', 'Delta']) await expect(page.getByText(name)).toHaveCount(0);
    await sealIt(stage);
    await expect(page.getByRole('heading', { name: 'Sealed. Keep these six words' })).toBeFocused();
    const words = await wordsOf(stage);
    expect(words.split(' ')).toHaveLength(6);
    await expect(page.getByText('Gamma')).toHaveCount(0);
    await page.getByRole('button', { name: 'I wrote them down' }).click();
    await expect(page.locator('ol li')).toHaveCount(0);
    await expect(page.getByText('Only you see this')).toBeVisible();
    await expect(page.getByText('Gamma')).toBeVisible();
  });

  test('counts the role’s own musts in its favourite', async ({ stage }) => {
    await stage.show('BallotForm', {
      start: {
        weights: [{ objective: 1, weight: 1 }],
        requirements: [{ metric: 2, comparator: '<=', bound: 150, level: 'must', reason: '' }],
        holds: [],
        rationale: '',
        elicited: { way: 'points', answers: [], consistency: null },
        note: '',
      },
    });
    await sealIt(stage);
    await stage.page.getByRole('button', { name: 'I wrote them down' }).click();
    await expect(stage.page.getByText('Alpha')).toBeVisible();
    await expect(stage.page.getByText('Gamma')).toHaveCount(0);
  });

  test('that is refused leaves the form as it is with the sentence, and hands the same box over again', async ({
    stage,
  }) => {
    await stage.show('BallotForm', { refuses: 1 });
    await give(stage, { cost: '100' });
    await sealIt(stage);
    await expect(problem(stage)).toHaveText(
      'Not sealed: the facilitator’s disk is full. Your ballot is still here; try again.',
    );
    await expect(points(stage, 'cost')).toHaveValue('100');
    await stage.page.getByRole('button', { name: 'Seal my ballot' }).click();
    await stage.page.getByRole('button', { name: 'I wrote them down' }).click();
    const [first, second] = (await stage.asked()).filter(([name]) => name === 'seal');
    expect(second).toEqual(first);
  });

  test('keeps the last ballot as it was in one click, sealed afresh', async ({ stage }) => {
    await stage.show('BallotForm', {
      by: 'Ana',
      start: {
        weights: [
          { objective: 1, weight: 0.123456789 },
          { objective: 2, weight: 0.876543211 },
          { objective: 3, weight: 0 },
        ],
        requirements: [],
        holds: [],
        rationale: 'As said before.',
        elicited: { way: 'swing', answers: [1, 2, 3], consistency: null },
        note: '',
      },
    });
    await expect(points(stage, 'accuracy')).toHaveValue('12.3');
    await stage.page.getByRole('button', { name: 'Keep as it was' }).click();
    const { ballot } = await openedBallot(stage);
    expect(ballot.weights.map(({ weight }) => weight)).toEqual([0.123456789, 0.876543211, 0]);
    expect(ballot.elicited).toEqual({ way: 'asBefore', answers: [], consistency: null });
    expect(ballot.rationale).toBe('As said before.');
  });

  test('prints the words alone', async ({ stage }) => {
    await stage.show('BallotForm');
    await give(stage, { cost: '100' });
    await sealIt(stage);
    const words = await wordsOf(stage);
    // What the sheet holds while the print dialog would be open.
    await stage.page.evaluate(() => (window.print = () => undefined));
    await stage.page.getByRole('button', { name: 'Print the words' }).click();
    await stage.page.emulateMedia({ media: 'print' });
    await expect(stage.page.locator('.words-sheet li')).toHaveText(words.split(' '));
    await expect(stage.page.getByRole('heading', { name: 'Sealed.' })).toBeHidden();
    await stage.page.emulateMedia({ media: 'screen' });
    await expect(stage.page.locator('.words-sheet')).toBeHidden();
    await stage.page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect(stage.page.locator('.words-sheet')).toHaveCount(0);
    for (const word of words.split(' ')) expect(await stage.page.title()).not.toContain(word);
  });
});

test('keeps a draft where the page gives it a place, and nowhere else', async ({ stage }) => {
  await stage.show('KeptBallot');
  await give(stage, { accuracy: '60' });
  await stage.page.getByLabel('In your words').fill('Because.');
  const kept = await stage.page.evaluate(() => window.draft);
  expect(kept).toMatchObject({ weights: [{ objective: 1, weight: 0.6 }], rationale: 'Because.' });
  await stage.show('KeptBallot');
  await expect(points(stage, 'accuracy')).toHaveValue('60');
  await expect(points(stage, 'cost')).toHaveValue('');
  await stage.show('BallotForm');
  await expect(points(stage, 'accuracy')).toHaveValue('');
  expect(await stage.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
});

test('has targets of 44 pixels and no wider page on a phone', async ({ stage }) => {
  const { page } = stage;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => Object.assign(document.getElementById('stage')!.style, { width: '390px', height: 'auto' }));
  await page.evaluate(() => (document.body.style.overflow = 'visible'));
  await stage.show('BallotForm');
  await give(stage, { accuracy: '60' });
  await page.getByRole('button', { name: 'Add a bound' }).click();
  const low = async () =>
    page
      .locator('#stage')
      .evaluate((root) =>
        [
          ...root.querySelectorAll<HTMLElement>(
            'button, select, input:not([type=radio], [type=checkbox]), label:has(input)',
          ),
        ]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 42)
          .map((each) => each.outerHTML.slice(0, 120)),
      );
  expect(await low()).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Weigh by questions' }).click();
  for (const way of ['Best and worst', 'In pairs', 'Swing']) {
    await page.getByText(way, { exact: true }).click();
    expect(await low()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});

test.describe('a field for the words', () => {
  // Of golden words: 60 zero bits and their check.
  const typed = async (stage: Stage, text: string) => {
    await stage.page.getByRole('textbox', { name: 'The six words' }).fill(text);
    await stage.page.getByRole('button', { name: 'Open the ballot' }).click();
  };
  const said = ({ page }: Stage) => page.getByRole('status');

  test('says what is wrong with them before anybody is asked', async ({ stage }) => {
    await stage.show('WordsField');
    await typed(stage, 'abandon ability able about above');
    await expect(said(stage)).toHaveText('Six words are needed; these are five.');
    await typed(stage, 'abandon zebrra able about above absent');
    await expect(said(stage)).toContainText("“zebrra” is not one of Parley's words. Did you mean “zebra”?");
    await stage.page.getByRole('button', { name: 'Use “zebra”' }).click();
    await expect(stage.page.getByRole('textbox')).toHaveValue('abandon zebra able about above absent');
    expect(await stage.asked()).toEqual([]);
  });

  test('completes a word after four letters, and typing on or a blank takes it', async ({ stage }) => {
    await stage.show('WordsField');
    const field = stage.page.getByRole('textbox');
    await field.pressSequentially('aban');
    await expect(field).toHaveValue('abandon');
    await field.press(' ');
    await field.pressSequentially('zebra');
    await expect(field).toHaveValue('abandon zebra');
    await field.press('Backspace');
    await expect(field).toHaveValue('abandon zebr');
  });

  test('hands six words on once, and is empty afterwards, whatever came of it', async ({ stage }) => {
    await stage.show('WordsField', {
      answer: 'These are words of another ballot, or this file was changed on its way.',
    });
    const words = await stage.page.evaluate(() => window.someWords);
    await typed(stage, `1. ${words.replaceAll(' ', '\n2. ').toUpperCase()}`);
    await expect(said(stage)).toHaveText('These are words of another ballot, or this file was changed on its way.');
    await expect(stage.page.getByRole('textbox')).toHaveValue('');
    expect(await stage.asked()).toEqual([['words', words]]);
    expect(await stage.page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
});

/** The sealed ballot, opened with the words on the page. */
async function openedBallot(stage: Stage) {
  await expect(stage.page.getByRole('button', { name: 'I wrote them down' })).toBeVisible();
  return stage.page.evaluate(async (words) => window.openLast(words), await wordsOf(stage));
}
