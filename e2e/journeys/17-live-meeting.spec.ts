// Everybody at their own screen: joining, voting, one page loaded again in between, one role that never votes, the reveal on every page.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../app.ts';
import { join, openDoor, otherBrowser } from '../pages/meeting.ts';
import { Parley } from '../pages/parley.ts';
import { Clicks, fillAndSeal, openRound, seats } from '../pages/round.ts';

test('a round in which everybody votes on their own device', async ({ app, page }) => {
  test.slow();
  const facilitator = new Clicks();
  const parley = new Parley(page);
  await parley.openSample();
  const door = await openDoor(page);
  const clicks = { Mia: new Clicks(), Sam: new Clicks(), Pia: new Clicks(), Ivo: new Clicks() };
  const mia = await join(app, door, 'Mia', 'ML engineers', clicks.Mia);
  const sam = await join(app, door, 'Sam', 'Sales', clicks.Sam);
  const pia = await join(app, door, 'Pia', 'Product', clicks.Pia);
  const wall = await join(app, door, 'The wall', null);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  await parley.go('Ballots');
  await openRound(page, seats, facilitator);

  // One is loaded again while drafting; what was typed is still there. Nobody else's browser has it.
  await expect(sam.getByRole('heading', { name: 'Sales weighs' })).toBeVisible();
  await sam.getByRole('textbox', { name: 'Ad revenue: points' }).fill('80');
  await sam.getByRole('textbox', { name: 'Ad revenue: points' }).blur();
  await sam.reload();
  await expect(sam.getByRole('textbox', { name: 'Ad revenue: points' })).toHaveValue('80');
  expect(await mia.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('0.8');

  const vote = async (who: Page, points: Record<string, number>, by: keyof typeof clicks) => {
    await fillAndSeal(who, points, by, clicks[by]);
    await clicks[by].click(who.getByRole('button', { name: 'Back to the meeting' }));
    await expect(who.getByText('Your ballot is sealed.')).toBeVisible();
  };
  await vote(mia, { 'NDCG@10': 90, 'p95 latency': 10 }, 'Mia');
  await expect(page.getByRole('heading', { name: /^1 of 4 ballots is sealed/ })).toBeVisible();
  await vote(sam, { 'NDCG@10': 20, 'Ad revenue': 80 }, 'Sam');
  await vote(pia, { 'NDCG@10': 60, 'p95 latency': 40 }, 'Pia');
  // And one after it has sealed.
  await mia.reload();
  await expect(mia.getByText('Your ballot is sealed. It opens by itself')).toBeVisible();
  await expect(wall.getByText('Round 1 is being voted on')).toBeVisible();

  await facilitator.click(page.getByRole('button', { name: 'Close without Infrastructure…' }));
  await facilitator.click(page.getByRole('dialog').getByRole('button', { name: 'Close the round' }));
  // The devices open their ballots by themselves.
  await expect(page.getByText('Open, shown with the others')).toHaveCount(3);
  // Who comes too late can follow.
  await page.getByRole('button', { name: 'Who is in…' }).click();
  const ivo = await join(app, door, 'Ivo', 'Infrastructure', clicks.Ivo);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await expect(
    ivo.getByText('The ballots of round 1 are closed. You can follow, and vote in the next round.'),
  ).toBeVisible();
  await facilitator.click(page.getByRole('radio', { name: 'Leave Infrastructure out of this round' }));
  await facilitator.click(page.getByRole('button', { name: 'Reveal', exact: true }));

  for (const each of [page, mia, sam, pia, ivo, wall]) {
    const show = each.getByRole('dialog', { name: 'The reveal of round 1' });
    await expect(show.getByText('By least regret, the rule that was locked')).toBeVisible();
    await expect(show.getByRole('listitem')).toHaveCount(3);
    await show.getByRole('button', { name: /Done|Skip/ }).click();
  }
  // The key of the box stays on no device once the ballots are open.
  for (const each of [mia, sam, pia]) {
    expect(
      await each.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('parley.key'))),
    ).toEqual([]);
  }

  // Each page has the answer, what it costs whom, and everybody's ballot; also after it was loaded again.
  await sam.reload();
  for (const each of [sam, mia, wall]) {
    await expect(each.getByRole('region', { name: 'The answer', exact: true })).toContainText(
      'by least regret, the rule that was',
    );
    await expect(each.getByRole('region', { name: 'The answer', exact: true })).toContainText('Infrastructure');
    const gives = each.getByRole('region', { name: 'What each role gives up' });
    await expect(gives.getByRole('listitem')).toHaveCount(3);
    await expect(gives).toContainText(/Sales( \(you\))?/);
    await expect(each.getByRole('article', { name: 'Ballot of Sales' })).toContainText(/Ad revenue\s*80.0\s%/);
    await expect(each.getByRole('article', { name: 'Ballot of Sales' })).toContainText('Sam');
    await expect(each.getByRole('article', { name: 'Ballot of Infrastructure' })).toBeVisible();
  }
  await expect(wall.getByRole('button', { name: 'Propose…' })).toHaveCount(0);

  // Sales asks Product for a hold; nobody else knows of it until Product has declined, on its own device, with a reason.
  await clicks.Sam.click(sam.getByRole('button', { name: 'Propose…' }));
  const proposing = sam.getByRole('dialog');
  await expect(proposing.getByLabel('Proposed by')).toHaveCount(0);
  await proposing.getByLabel('To', { exact: true }).selectOption({ label: 'Product' });
  await proposing.getByLabel('What', { exact: true }).selectOption({ label: 'A condition' });
  await proposing.getByLabel('What has to come true').fill('Advertisers are told');
  await proposing.getByLabel('Who answers for it').fill('Pia');
  await proposing.getByLabel('Why', { exact: true }).fill('They plan a quarter ahead.');
  await clicks.Sam.click(proposing.getByRole('button', { name: 'Propose', exact: true }));
  const listOf = (who: Page) => who.getByRole('list', { name: 'Proposals' });
  await expect(listOf(sam).getByRole('button', { name: 'Take back proposal 1' })).toBeVisible();
  await expect(listOf(sam).getByRole('button', { name: 'Accept proposal 1' })).toHaveCount(0);
  await clicks.Pia.click(listOf(pia).getByRole('button', { name: 'Decline proposal 1' }));
  await expect(listOf(mia)).toHaveCount(0);
  await pia.getByRole('dialog').getByLabel('Why not').fill('They were told in spring.');
  await clicks.Pia.click(pia.getByRole('dialog').getByRole('button', { name: 'Decline', exact: true }));
  for (const each of [sam, pia, mia, wall]) {
    await expect(listOf(each)).toContainText('“They were told in spring.”');
    await expect(listOf(each)).toContainText('by Sam');
  }

  // A second round, in which the one who came late votes; two keep their ballots as they were, and one has moved.
  await parley.go('Ballots');
  facilitator.count += 2;
  await openRound(page, seats, facilitator);
  for (const [who, by] of [
    [mia, 'Mia'],
    [sam, 'Sam'],
  ] as const) {
    await clicks[by].click(who.getByRole('button', { name: 'Keep as it was' }));
    await clicks[by].click(who.getByRole('button', { name: 'I wrote them down' }));
    await clicks[by].click(who.getByRole('button', { name: 'Back to the meeting' }));
  }
  await vote(pia, { 'NDCG@10': 50, 'p95 latency': 50 }, 'Pia');
  await vote(ivo, { 'Deploy cost': 50, 'Inputs read': 50 }, 'Ivo');
  await facilitator.click(page.getByRole('button', { name: 'Close the round' }));
  await expect(page.getByText('Open, shown with the others')).toHaveCount(4);
  await facilitator.click(page.getByRole('button', { name: 'Reveal', exact: true }));
  for (const each of [page, mia, sam, pia, ivo, wall]) {
    const show = each.getByRole('dialog', { name: 'The reveal of round 2' });
    await expect(show.getByRole('listitem')).toHaveCount(4);
    await show.getByRole('button', { name: /Done|Skip/ }).click();
  }

  // What was said about a gap that changes the answer is noted.
  await parley.go('Compromise');
  await facilitator.click(page.getByRole('button', { name: /^Note what was said about/ }).first());
  await page.getByRole('dialog').getByLabel('What was said').fill('Sales would pay for half of it.');
  await facilitator.click(page.getByRole('dialog').getByRole('button', { name: 'Note it' }));
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // A decision is drafted; one objects in words of its own, one lives with it, and each signs on its own device.
  await parley.go('Decision');
  await facilitator.click(page.getByRole('region', { name: 'We choose' }).getByRole('button').first());
  for (const each of [sam, mia, wall]) {
    await expect(each.getByRole('region', { name: 'The decision that is drafted' })).toContainText(/We deploy .+\./);
  }
  await expect(wall.getByRole('button', { name: /^Sign as/ })).toHaveCount(0);
  await clicks.Sam.click(sam.getByRole('radio', { name: 'Object' }));
  await expect(sam.getByRole('button', { name: 'Sign as Sam' })).toBeDisabled();
  await sam.getByRole('textbox', { name: /^In your words/ }).fill('It gives away a tenth of the revenue.');
  await clicks.Sam.click(sam.getByRole('button', { name: 'Sign as Sam' }));
  await clicks.Mia.click(mia.getByRole('radio', { name: 'Can live with it' }));
  await clicks.Mia.click(mia.getByRole('button', { name: 'Sign as Mia' }));
  for (const each of [sam, pia, wall]) {
    const stances = each.getByRole('list', { name: 'Stances' });
    await expect(stances.getByRole('listitem').first()).toContainText('objects, signed by Sam');
    await expect(stances).toContainText('“It gives away a tenth of the revenue.”');
    await expect(stances).toContainText('can live with it, signed by Mia');
    await expect(stances).toContainText('Product has not signed');
  }
  await expect(page.getByRole('region', { name: 'Stances' })).toContainText('It gives away a tenth of the revenue.');

  await expect(pia).toHaveTitle(/^The decision waits for your signature · /);
  // It is recorded; the record, opened by a browser that has never seen Parley, says what was decided and who objects, and its trail
  // ends where the receipts say.
  await parley.fill('Why it', 'It costs its unluckiest role the least.');
  await facilitator.click(page.getByRole('button', { name: 'Record decision' }));
  await expect(parley.heading.first()).toHaveText(/^We deploy/);
  const decided = await parley.heading.first().innerText();
  await expect(page.getByText('follow from one another')).toBeVisible();
  const exported = async (what: string) => {
    await facilitator.click(page.getByRole('button', { name: 'Export the record' }));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      facilitator.click(page.getByRole('menuitem', { name: what })),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  const record = await otherBrowser(app, 1200);
  await record.context().setOffline(true);
  const html = await exported('Record as HTML');
  await record.setContent(html);
  await expect(record.getByText(decided).first()).toBeVisible();
  await expect(record.locator('body')).toContainText('Objection of Sales.');
  await expect(record.locator('body')).toContainText('It gives away a tenth of the revenue.');
  await expect(record.locator('body')).toContainText('Sales would pay for half of it.');
  const [, head] = /entries, head ((?:[0-9a-f]{4}\s?){4})/.exec(await record.locator('body').innerText())!;
  expect(await exported('Receipts of all roles')).toContain(head!.replaceAll(/\s/g, '').toUpperCase());

  // Each seat has its receipt, and everybody the same file.
  const receipts: string[] = [];
  for (const each of [sam, mia, pia]) {
    const given = each.getByRole('region', { name: 'Your receipts' }).getByRole('listitem');
    await expect(given).toHaveCount(2);
    await expect(given.nth(0)).toContainText(/Decision 1\s*PARLEY1:[0-9A-F]{32}:/);
    await expect(given.nth(1)).toContainText(/Round 2\s*PARLEY1:[0-9A-F]{32}:/);
    receipts.push(await given.nth(0).locator('code').innerText());
  }
  expect(new Set(receipts).size).toBe(3);
  await expect(wall.getByRole('region', { name: 'Your receipts' })).toHaveCount(0);
  const saved = async (who: Page, button: string) => {
    const [download] = await Promise.all([
      who.waitForEvent('download'),
      who.getByRole('button', { name: button }).click(),
    ]);
    return readFile(await download.path(), 'utf8');
  };
  expect(await saved(sam, 'Save the receipt of decision 1')).toContain(receipts[0]);
  for (const each of [sam, wall]) expect(await saved(each, 'Save the record of decision 1')).toBe(html);
  const inFile = JSON.parse((await record.locator('#parley-record').textContent())!) as {
    head: { n: number; hash: string };
  };
  for (const receipt of receipts) {
    expect(receipt.split(':').slice(2, 4)).toEqual([String(inFile.head.n), inFile.head.hash.toUpperCase()]);
  }
  await record.context().close();

  for (const { count } of Object.values(clicks)) expect(count).toBeLessThanOrEqual(40);
  expect(facilitator.count).toBeLessThanOrEqual(60);
  console.info(
    `clicks: facilitator ${facilitator.count}, ${Object.entries(clicks)
      .map(([name, { count }]) => `${name} ${count}`)
      .join(', ')}`,
  );
  for (const each of [mia, sam, pia, ivo, wall]) await each.context().close();
});

test('nobody passes, which every seat reads with the way out; and when the meeting is stopped, each page says so', async ({
  app,
  page,
}) => {
  test.slow();
  await new Parley(page).openSample();
  const door = await openDoor(page);
  const sam = await join(app, door, 'Sam', 'Sales');
  const pia = await join(app, door, 'Pia', 'Product');
  const wall = await join(app, door, 'The wall', null);
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await new Parley(page).go('Ballots');
  await openRound(page, seats);
  await expect(pia).toHaveTitle(/^Your ballot of round 1 · Restaurant recommender/);
  await pia.getByRole('button', { name: 'Add a bound' }).click();
  const latency = pia.getByLabel('Metric').locator('option', { hasText: /^p95/ });
  await pia.getByLabel('Metric').selectOption({ label: await latency.innerText() });
  await pia.getByRole('textbox', { name: 'Bound' }).fill('1');
  await pia.getByRole('radio', { name: /^Must/ }).check();
  await pia.getByRole('button', { name: 'Keep this bound' }).click();
  await fillAndSeal(pia, { 'NDCG@10': 60, 'p95 latency': 40 }, 'Pia');
  await fillAndSeal(sam, { 'Ad revenue': 100 }, 'Sam');
  for (const each of [sam, pia]) await each.getByRole('button', { name: 'Back to the meeting' }).click();
  await page.getByRole('button', { name: /^Close without/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close the round' }).click();
  for (const role of ['ML engineers', 'Infrastructure']) {
    await page.getByRole('radio', { name: `Leave ${role} out of this round` }).click();
  }
  await page.getByRole('button', { name: 'Reveal', exact: true }).click();
  for (const each of [page, sam, pia, wall]) {
    const show = each.getByRole('dialog', { name: 'The reveal of round 1' });
    await show.getByRole('button', { name: /Done|Skip/ }).click();
    await expect(show).toBeHidden();
  }

  // The sentence is the one that the leader reads; a role is not asked by itself.
  await new Parley(page).go('Compromise');
  const wayOut = 'The smallest change that lets one pass';
  const sentence = page.getByRole('region', { name: wayOut }).getByText(/^The one must leaves nobody: Product’s p95/);
  const said = await sentence.innerText();
  for (const each of [sam, pia, wall]) {
    await expect(each.getByRole('region', { name: wayOut })).toContainText(said);
    await expect(each.getByRole('button', { name: 'Try it' })).toHaveCount(0);
  }
  for (const each of [pia, wall])
    await expect(each.getByRole('button', { name: 'Propose to Product…' })).toHaveCount(0);
  await sam.getByRole('button', { name: 'Propose to Product…' }).first().click();
  await sam.getByRole('dialog').getByRole('button', { name: 'Propose', exact: true }).click();
  await expect(pia).toHaveTitle(/^One proposal from Sales waits for your answer · /);
  const waits = pia.getByRole('list', { name: 'What waits for you' });
  await waits.getByRole('button', { name: 'Show it' }).click();
  await expect(pia.getByRole('heading', { name: 'Proposals' })).toBeFocused();
  await pia.getByRole('button', { name: 'Accept proposal 1' }).click();
  await pia.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(pia).toHaveTitle('Restaurant recommender · Parley');
  await expect(waits).toHaveCount(0);

  // Stopped, the pages know; and once there is a meeting again at this address, they ask for its code by themselves.
  await page.getByRole('button', { name: 'Stop…', exact: true }).click();
  await expect(page.getByRole('dialog')).toContainText('3 people are in; their pages end.');
  await page.getByRole('button', { name: 'Stop the meeting' }).click();
  for (const each of [sam, pia, wall]) {
    await expect(each.getByRole('heading', { name: 'The meeting has ended' })).toBeVisible();
    await expect(each.getByText('Not connected since')).toHaveCount(0);
  }
  // Who has a receipt still has it.
  for (const each of [sam, pia]) {
    const given = each.getByRole('region', { name: 'Your receipt' });
    await expect(given).toContainText(/Round 1\s*PARLEY1:[0-9A-F]{32}:/);
    await expect(given.getByRole('button', { name: 'Save the receipt of round 1' })).toBeEnabled();
  }
  await expect(wall.getByRole('region', { name: 'Your receipt' })).toHaveCount(0);
  const again = await openDoor(page);
  await sam.getByLabel('Today’s code').fill(again.code);
  await sam.getByRole('button', { name: 'Go on' }).click();
  await expect(sam.getByLabel('Your name')).toHaveValue('Sam');
  // Calls that were on their way when it was stopped have failed, and the browser says so.
  app.problems.length = 0;
  for (const each of [sam, pia, wall]) await each.context().close();
});
