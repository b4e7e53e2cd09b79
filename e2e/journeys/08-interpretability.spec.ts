// What drives each candidate, from a log of what it knew: trees that imitate it, what they lean on, and one row explained.
import { expect, test } from '../app.ts';
import { Parley } from '../pages/parley.ts';

/** Sixty cases: `strict` goes by debt alone, `lenient` by debt and age. */
const cases = Array.from({ length: 60 }, (_, i) => {
  const debt = (i * 7) % 20;
  const age = 20 + ((i * 11) % 40);
  const strict = debt < 8 ? 'yes' : 'no';
  const lenient = debt < 8 || age > 45 ? 'yes' : 'no';
  return [i + 1, i % 3 ? 'yes' : 'no', debt, age, i % 2 ? 'town' : 'country', strict, lenient].join(',');
});
const log = ['id,label,debt,age,region,pred_strict,pred_lenient', ...cases].join('\n');

test('small trees imitate the candidates of a log, and what they tell can be taken', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Who gets a loan?');
  const room = page.getByRole('main');
  await room.getByRole('button', { name: 'Interpretability' }).click();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  await dialog.getByRole('textbox', { name: 'Prediction log' }).fill(log);
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(dialog).toBeHidden();

  // The answer first, and what it is not.
  await expect(parley.heading).toHaveText(
    /^A tree of depth 3 says what strict says on 100\s% of rows it has not seen; always answering “no” would be right on \d\d\s%\.$/,
  );
  await expect(room).toContainText('Surrogate evidence, not the model’s mechanism.');
  const rules = room.getByRole('list', { name: 'Rules' });
  await expect(rules.getByRole('listitem')).toHaveText([/^debt ≤ \S+: yes, .* 100\s% agree\.$/, /^debt > \S+: no, /]);

  // Another candidate asks about both; its tree needs two questions in a row.
  await room.getByRole('button', { name: /^lenient: / }).click();
  await expect(parley.heading).toContainText('what lenient says');
  await expect(rules).toContainText(/age ≤ \S+ and debt ≤ \S+: yes/);
  await room.getByRole('button', { name: '1', exact: true }).click();
  await expect(parley.heading).toContainText('A tree of depth 1 says what lenient says');
  await room.getByRole('button', { name: '3', exact: true }).click();
  const importance = room.getByRole('table', { name: 'Importance of features at depth 3' });
  await expect(importance.getByRole('row', { name: /^strict/ })).toContainText('0.0 pt');

  // One click makes it an objective.
  const measures = room.getByRole('table', { name: 'Surrogates at depth 3' });
  await parley.takeMeasure('Surrogates at depth 3', 'Features asked', 'Take as objective');
  await expect(measures.getByRole('columnheader', { name: /^Features asked/ })).toContainText('objective');

  // One row on which they disagree, and the next one by the keyboard.
  const rows = room.getByRole('region', { name: 'One row' });
  const shown = rows.getByRole('table');
  const first = await rows.getByLabel('Row', { exact: true }).inputValue();
  const says = async () =>
    Promise.all(
      ['strict', 'lenient'].map((name) =>
        shown
          .getByRole('row', { name: new RegExp(`^${name}`) })
          .getByRole('cell')
          .first()
          .innerText(),
      ),
    );
  await expect.poll(says).toEqual([expect.stringMatching(/no$/), expect.stringMatching(/yes$/)]);
  await rows.getByRole('button', { name: 'Next row they disagree on' }).click();
  await expect(rows.getByLabel('Row', { exact: true })).not.toHaveValue(first);
  await expect.poll(says).toEqual([expect.stringMatching(/no$/), expect.stringMatching(/yes$/)]);
  const second = Number(await rows.getByLabel('Row', { exact: true }).inputValue());
  await rows.focus();
  await page.keyboard.press('ArrowRight');
  await expect(rows.getByLabel('Row', { exact: true })).toHaveValue(String(second + 1));
  await expect(shown).toHaveAccessibleName(`Row ${second + 1}`);

  // What another tool says stands beside it; a file that is wrong says where, and changes nothing.
  await room.getByRole('button', { name: 'Attach importances…' }).click();
  const attach = page.getByRole('dialog', { name: 'Attach importances' });
  const text = attach.getByRole('textbox', { name: 'Importances' });
  await text.fill('feature,importance\ndebt,high\nage,0.2\n');
  await attach.getByRole('button', { name: 'Read what was pasted' }).click();
  await expect(attach.getByRole('alert')).toContainText('Row 2, importance: “high” is not a number.');
  await text.fill('debt,age\n0.5,-0.1\n-0.25,0.1\n');
  await attach.getByRole('button', { name: 'Read what was pasted' }).click();
  await expect(attach.getByRole('table')).toContainText('mean |SHAP|, over 2 cases');
  await expect(attach.getByRole('button', { name: 'Attach', exact: true })).toBeDisabled();
  await attach.getByLabel('Candidate of the importances').selectOption({ label: 'strict' });
  await attach.getByRole('button', { name: 'Attach', exact: true }).click();
  await expect(attach).toBeHidden();
  const attached = importance.getByRole('row', { name: /^strict\s*mean \|SHAP\| over 2 cases/ });
  await expect(attached).toContainText('0.375');
  await page.keyboard.press('Control+z');
  await expect(attached).toBeHidden();

  // The groups are asked about only where somebody wants that.
  await room.getByLabel('Ask about region too').check();
  await expect(room.getByText(/Asked by no tree: region/)).toBeVisible();
});

test('a log without what the candidates knew says what it lacks', async ({ page }) => {
  const parley = new Parley(page);
  await parley.newReview('Who gets a loan?');
  await page.getByRole('button', { name: 'Interpretability' }).click();
  await page.getByRole('button', { name: 'Add a prediction log…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Prediction log' });
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 2},${((i * 5) % 12) / 12}`);
  await dialog.getByRole('textbox', { name: 'Prediction log' }).fill(['id,label,score_a', ...rows].join('\n'));
  await dialog.getByRole('button', { name: 'Read what was pasted' }).click();
  await dialog.getByLabel('Favourable outcome').selectOption('positive');
  await dialog.getByRole('button', { name: 'Keep and measure' }).click();
  await expect(parley.heading).toHaveText('This log does not say what the candidates knew');
  await expect(page.getByRole('main')).toContainText('Write them into the file and add the log again.');
});
