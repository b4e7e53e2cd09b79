// A round on one computer that is passed around: prepared, sealed, closed, opened with the words, revealed.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';
import { cardOf, openRound, seats, voteHere } from '../pages/round.ts';

const points: Record<string, Record<string, number>> = {
  'ML engineers': { 'NDCG@10': 90, 'p95 latency': 10 },
  Sales: { 'NDCG@10': 20, 'Ad revenue': 80 },
  Product: { 'NDCG@10': 60, 'p95 latency': 40 },
};

test('a round passed around on one computer', async ({ page }) => {
  const parley = new Parley(page);
  await parley.openSample();
  await parley.go('Ballots');
  await openRound(page, seats);
  await expect(page.getByText('Frozen while round 1 is going on:')).toBeVisible();

  // Rooms that rank say when they will, and nobody looks through a role's eyes.
  await parley.go('Compromise');
  await expect(page.getByText('Rankings appear with the reveal')).toBeVisible();
  await expect(page.getByText('Seen by', { exact: true })).toHaveCount(0);
  await parley.go('Ballots');

  const words: Record<string, string> = {};
  for (const [role, worth] of Object.entries(points)) {
    words[role] = await voteHere(page, role, seats[role as keyof typeof seats], worth);
  }
  await expect(
    page.getByRole('heading', { name: '3 of 4 ballots are sealed; Infrastructure is still voting' }),
  ).toBeVisible();

  // Closing early is a choice that says what it means.
  await page.getByRole('button', { name: 'Close without Infrastructure…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  await expect(page.getByRole('heading', { name: '3 ballots are still sealed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reveal', exact: true })).toBeDisabled();

  const open = async (role: string, typed: string) => {
    await cardOf(page, role).getByRole('textbox').fill(typed);
    await cardOf(page, role).getByRole('button', { name: 'Open the ballot' }).click();
  };
  // The words of another ballot, a slip, and then the right ones.
  await open('Sales', words['Product']!);
  await expect(cardOf(page, 'Sales')).toContainText(
    'These are words of another ballot, or this file was changed on its way.',
  );
  await open('Sales', words['Sales']!.split(' ').slice(0, 5).join(' '));
  await expect(cardOf(page, 'Sales')).toContainText('Six words are needed; these are five.');
  for (const role of Object.keys(points)) {
    await open(role, words[role]!);
    await expect(cardOf(page, role)).toContainText('Open, shown with the others');
  }
  await cardOf(page, 'Infrastructure').getByRole('radio', { name: 'Leave Infrastructure out of this round' }).check();
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();

  const show = page.getByRole('dialog', { name: 'The reveal of round 1' });
  await expect(show).toBeVisible();
  await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
  await expect(show.getByRole('listitem')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(page.getByText('These are the ballots of round 1')).toBeVisible();

  // What is typed into a ballot afterwards is said, where the ballots stand and at the ballot, and can be taken back.
  await parley.weigh('Sales', 'Ad revenue', 5);
  await expect(page.getByText('Since then Sales’ ballot was changed.')).toBeVisible();
  await expect(parley.ballot('Sales')).toContainText('Sales’ weights were changed after round 1 was revealed.');
  await parley.ballot('Sales').getByRole('button', { name: 'Put back what was revealed' }).click();
  await expect(page.getByText('Since then Sales’ ballot was changed.')).toHaveCount(0);
  await expect(parley.ballot('Sales')).not.toContainText('were changed');
});
