// From a server: address and token, the experiment from a list, the same preview as of a file; asked again in one click, and undone.
import { startMlflow, testRun, type TestMlflow } from '../../electron/core/import/testing/mlflowServer.ts';
import { expect, test } from '../app.ts';
import { judge } from '../pages/accessible.ts';
import { Parley } from '../pages/parley.ts';

const token = 'tok-5d10';
let mlflow: TestMlflow;
test.beforeEach(async () => {
  mlflow = await startMlflow(
    [
      testRun('a1', 'large', { auc: 0.75, latency_ms: 12 }),
      testRun('b2', 'small', { auc: 0.5, latency_ms: 7 }),
      testRun('c3', 'worse', { auc: 0.25, latency_ms: 30 }),
    ],
    token,
  );
});
test.afterEach(() => mlflow.stop());

test('a server is read like a file, and asked again in one click', async ({ app, page }) => {
  const parley = new Parley(page);
  await parley.newReview('Servers');
  await page.getByRole('button', { name: 'From a server…' }).click();
  const dialog = page.getByRole('dialog', { name: /server$/ });
  const address = dialog.getByRole('combobox', { name: /^Address/ });
  const secret = dialog.getByLabel(/^Password or token/);
  await expect(dialog).toContainText('is written nowhere');
  await address.fill('postgresql://me:pasted@127.0.0.1:1/nothing');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog.getByRole('alert')).toContainText('Nothing answers at 127.0.0.1:1');
  await expect(address).toHaveValue('postgresql://me@127.0.0.1:1/nothing');
  await expect(secret).toHaveValue('pasted');
  await address.fill(mlflow.address);
  await judge(page, 'the address of a server', '[role=dialog]');
  await secret.fill('wrong');
  await dialog.getByRole('button', { name: 'Connect' }).click();
  await expect(dialog.getByRole('alert')).toContainText('the token is missing, wrong');
  await secret.fill(token);
  await dialog.getByRole('button', { name: 'Connect' }).click();
  const choosing = page.getByRole('dialog', { name: 'Read from the MLflow server' });
  await expect(choosing.getByRole('combobox', { name: 'Experiment' })).toHaveValue('7');
  await choosing.getByRole('button', { name: 'Read it' }).click();
  await expect(parley.importDialog).toContainText('MLflow server');
  await parley.acceptImport();
  await expect(parley.heading).toContainText('3 candidates');

  mlflow.runs = [
    testRun('a1', 'large', { auc: 0.75, latency_ms: 9 }),
    testRun('d4', 'new', { auc: 0.625, latency_ms: 5 }),
    mlflow.runs[1]!,
  ];
  await page.getByRole('button', { name: 'Ask the server again' }).click();
  const again = page.getByRole('dialog', { name: 'What has changed at the source' });
  await expect(again.getByRole('region', { name: 'What changes in the review' })).toContainText(
    '1 candidate gets new values, 1 stays as it is, 1 is new.',
  );
  await expect(again.getByRole('row', { name: /^latency_ms 1 0/ })).toContainText('12 → 9 ms large');
  const gone = again.getByRole('region', { name: 'No longer at the source' });
  await expect(gone).toContainText('worse came from here before, and stays in the review');
  await judge(page, 'what has changed at a server', '[role=dialog]');
  await gone.getByRole('checkbox', { name: 'Also remove it from the review' }).check();
  await again.getByRole('button', { name: 'Take what has changed' }).click();
  const done = page.getByRole('dialog', { name: /is imported$/ });
  await expect(done).toContainText('1 candidate removed.');
  await expect(done).toContainText('The table names every other candidate of the review.');
  await done.getByRole('button', { name: 'Done' }).click();
  await expect(parley.cells.getByRole('row', { name: /^worse/ })).toBeHidden();
  await parley.undo.click();
  await expect(parley.cells.getByRole('row', { name: /worse/ })).toBeVisible();
  await parley.redo.click();

  await page.getByRole('button', { name: 'Ask the server again' }).click();
  await expect(again).toContainText('Nothing has changed since');
  await expect(again.getByRole('button', { name: 'Take what has changed' })).toBeDisabled();
  await again.getByRole('button', { name: 'Cancel' }).click();
  expect(app.problems).toEqual([]);
});
