// How a person finds their way in Parley: the words on the screen, never its inner structure.
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page } from '@playwright/test';

export type Room = 'Evidence' | 'Objectives' | 'Ballots' | 'Trade-offs' | 'Compromise' | 'Decision';

export const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

export class Parley {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async openSample(): Promise<void> {
    await this.page.getByRole('button', { name: 'Open the sample review' }).click();
    await expect(this.cells).toBeVisible();
  }

  async newReview(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New review…' }).click();
    await this.page.getByRole('textbox', { name: 'What is being decided' }).fill(title);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  }

  /** From the list on the first screen. */
  async reopen(title: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(`^${title}`) })
      .first()
      .click();
    await expect(this.page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
  }

  /** Back to the list of reviews. */
  async toList(): Promise<void> {
    await this.page.getByRole('button', { name: 'Review menu' }).click();
    await this.page.getByRole('menuitem', { name: 'All reviews' }).click();
    await expect(this.page.getByRole('searchbox', { name: 'Find a review' })).toBeVisible();
  }

  /** One review of that list. */
  listed(title: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('button', { name: title, exact: true }) });
  }

  async go(room: Room): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: room }).click();
  }

  /** Waits until nothing on the screen is still being worked out. */
  async settled(): Promise<void> {
    await this.page.mouse.move(0, 0);
    await expect(this.page.locator('[aria-busy=true], progress')).toHaveCount(0);
    await expect(this.page.getByText('Being worked out')).toHaveCount(0);
  }

  /** Types into a field and leaves it, as a person does: that saves it. */
  async fill(label: string, text: string): Promise<void> {
    const field = this.page.locator('main').getByLabel(label, { exact: true });
    await field.fill(text);
    await field.blur();
    await expect(field).toHaveValue(text);
  }

  async takeStance(role: string, stance: string, person: string, words: string): Promise<void> {
    await this.page.getByRole('button', { name: `Stance of ${role}` }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel(stance).check();
    await dialog.getByLabel('In its own words').fill(words);
    await dialog.getByLabel('Signed by').fill(person);
    await dialog.getByRole('button', { name: 'Sign' }).click();
    await expect(dialog).toBeHidden();
  }

  /** Records a decision on which no role has said where it stands: asked about once, never in the way. */
  async recordWithoutStances(): Promise<void> {
    await this.page.getByRole('button', { name: 'Record decision' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'No role has said where it stands' });
    await dialog.getByRole('button', { name: 'Record anyway' }).click();
    await expect(dialog).toBeHidden();
  }

  async openExports(): Promise<void> {
    await this.page.getByRole('button', { name: 'Review menu' }).click();
    await this.page.getByRole('menuitem', { name: 'Export tables and plots…' }).click();
  }

  /** Where the file lies that a button hands out. */
  async saved(button: string): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('button', { name: button }).click(),
    ]);
    return download.path();
  }

  get heading(): Locator {
    return this.page.getByRole('main').getByRole('heading', { level: 2 });
  }

  /** The table of the Evidence room. */
  get cells(): Locator {
    return this.page.getByRole('grid', { name: 'Candidates and their values' });
  }

  /** From the table of the Evidence room, with the keyboard. */
  async openCandidate(name: string): Promise<void> {
    await this.cells
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('rowheader')
      .click();
    await this.page.keyboard.press('Enter');
  }

  /** Types one value of a candidate on its page, and goes back to the Evidence room. */
  async correct(candidate: string, metric: string, value: string): Promise<void> {
    await this.openCandidate(candidate);
    const row = this.page.getByRole('row', { name: new RegExp(`^${metric}`) });
    await row.getByRole('button', { name: /Correct it by hand/ }).click();
    await this.page.getByRole('textbox', { name: new RegExp(`^Value of ${metric}`) }).fill(value);
    await this.page.keyboard.press('Enter');
    await expect(row).toContainText('Entered by hand');
    await this.page.getByRole('button', { name: 'Done' }).click();
    await this.go('Evidence');
  }

  /** A tab of the Evidence room. */
  async look(tab: 'Table' | 'Measures' | 'Fairness' | 'Interpretability' | 'New candidates'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Evidence' }).getByRole('button', { name: tab }).click();
  }

  /** Takes a measure from the menu of its head. @param measure  as the head has it. */
  async takeMeasure(
    table: string,
    measure: string,
    as: 'Take as metric' | 'Take as objective' | 'Require…',
  ): Promise<void> {
    const head = this.page.getByRole('table', { name: table, exact: true });
    await head.getByRole('button', { name: `Menu of ${measure}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: as }).click();
  }

  async chooseFile(path: string): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Import a file…' }).click();
    await (await choosing).setFiles(path);
  }

  get importDialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** Takes what the preview proposes. */
  async acceptImport(): Promise<void> {
    await this.importDialog.getByRole('button', { name: /^(Import|Update) \d/ }).click();
    await expect(this.importDialog).toBeHidden();
  }

  ballot(role: string): Locator {
    return this.page.getByRole('article', { name: role });
  }

  /** Types one weight, as a percentage. */
  async weigh(role: string, objective: string, percent: number): Promise<void> {
    const field = this.ballot(role).getByRole('textbox', { name: `${role}: weight of ${objective} in percent` });
    await field.fill(String(percent));
    await field.press('Enter');
    await expect(field).toHaveValue(String(percent));
  }

  /** Whom a role favours as its ballot stands. */
  favourite(role: string): Locator {
    return this.ballot(role).locator('p', { hasText: 'Favourite' }).getByRole('button');
  }

  get undo(): Locator {
    return this.page.getByRole('button', { name: /^(Undo|Nothing to undo)/ });
  }

  get redo(): Locator {
    return this.page.getByRole('button', { name: /^(Redo|Nothing to redo)/ });
  }

  /** Looks through one role's eyes, or everyone's. */
  async seeAs(role: string): Promise<void> {
    await this.page.getByRole('group', { name: 'Seen by' }).getByRole('button', { name: role }).click();
  }
}
