// What every screen owes people who do not see it, do not use a mouse, or read it large: judged by axe, and by the tree that the
// browser hands to screen readers. Nothing here knows a screen.
import { readFile } from 'node:fs/promises';
import type axe from 'axe-core';
import { expect, type CDPSession, type Page } from '@playwright/test';
import { Parley } from './parley.ts';

const script = await readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** WCAG 2.2, A and AA, and what axe calls best practice; none of its rules is left out. */
const everything: axe.RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Off in axe unless it is asked for by name.
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};
/** The rules that another theme can change the answer of. */
const ofColours: axe.RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

async function faults(page: Page, place: string, options: axe.RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(script);
  return page.evaluate(
    async ([where, run]) => {
      const found = await (globalThis as unknown as { axe: typeof axe }).axe.run(where, run);
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any, all, none }) => {
          const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
          return `${id}: ${target.join(' ')}: ${why}`;
        }),
      );
    },
    [place, options] as const,
  );
}

type Tree = Awaited<ReturnType<typeof treeOf>>;
const treeOf = async (session: CDPSession) => (await session.send('Accessibility.getFullAXTree')).nodes;

/** Roles that do something, or take what is typed. Cells and options of a list are chosen in what holds them. */
const controls = new Set(
  'button link textbox searchbox combobox listbox slider spinbutton checkbox radio switch menu menuitem tab DisclosureTriangle'.split(
    ' ',
  ),
);
const landmarks = new Set(['navigation', 'complementary', 'region', 'dialog']);
/** What a screen reader has said by the time it comes to a control in it. */
const contexts = new Set(
  'row listitem region article group dialog navigation cell gridcell rowheader columnheader complementary table grid list radiogroup paragraph heading toolbar rowgroup'.split(
    ' ',
  ),
);

/**
 * What of the tree a screen reader's user would be lost by: a control without a name, two that are called the same in the same place, a
 * part of the page without a name, no headline or a second one.
 */
function lostIn(nodes: Tree): string[] {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const roleOf = (node: Tree[number]) => String(node.role?.value ?? '');
  const nameOf = (node: Tree[number]) => String(node.name?.value ?? '').trim();
  const textOf = (node: Tree[number]): string =>
    roleOf(node) === 'StaticText'
      ? nameOf(node)
      : (node.childIds ?? [])
          .flatMap((id) => byId.get(id) ?? [])
          .map(textOf)
          .join(' ');
  const parentOf = (node: Tree[number]) => byId.get(node.parentId ?? '');
  function placeOf(node: Tree[number]): string {
    const path: string[] = [];
    for (let at = parentOf(node); at !== undefined; at = parentOf(at)) {
      if (at.ignored || !contexts.has(roleOf(at))) continue;
      const own = nameOf(at);
      // A cell is told by its column, too.
      const column = /cell|header/.test(roleOf(at)) ? (parentOf(at)?.childIds ?? []).indexOf(at.nodeId) : '';
      path.push(`${roleOf(at)} ${column} ${own === '' ? textOf(at) : own}`);
    }
    return path.join(' in ');
  }

  const lost: string[] = [];
  const seen = new Set<string>();
  for (const node of nodes) {
    if (node.ignored) continue;
    const role = roleOf(node);
    const name = nameOf(node);
    const focusable = node.properties?.some((each) => each.name === 'focusable' && each.value.value === true) === true;
    if (name === '' && role !== 'RootWebArea' && (controls.has(role) || landmarks.has(role) || focusable)) {
      lost.push(`${role} without a name: ${textOf(node).slice(0, 60)}`);
    }
    if (!controls.has(role) || name === '') continue;
    // The cross of a dialog and the button below do the same.
    const said = `${role} “${name}” in ${placeOf(node)}`;
    if (seen.has(said) && name !== 'Close') lost.push(`twice: ${said.slice(0, 200)}`);
    seen.add(said);
  }
  return lost;
}

/** How many headlines there are. A sheet of paper that is shown on a page is a document of its own, in a tree of its own. */
const headlines = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('h1')].filter((each) => each.checkVisibility()).length);

/**
 * Judges what stands on the screen, in both themes.
 * @param place  a selector: where only that part is new. Screens that were judged before stand behind dialogs and menus.
 */
export async function judge(page: Page, name: string, place = ''): Promise<void> {
  await new Parley(page).settled();
  const part = place === '' ? 'html' : place;
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  const dark = await faults(page, part, ofColours);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const light = await faults(page, part, everything);
  const session = await page.context().newCDPSession(page);
  const lost = lostIn(await treeOf(session));
  await session.detach();
  if (place === '' && (await headlines(page)) !== 1) lost.push(`${await headlines(page)} headlines`);
  expect.soft([...light, ...dark.map((fault) => `dark: ${fault}`), ...lost], name).toEqual([]);
}

/** What sticks out to the right where nothing may: the page itself, or a part that scrolls and is neither a table nor a drawing. */
export async function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page, by ${root.scrollWidth - root.clientWidth} px`);
    const mayScroll = '[role=grid], .wide, .scroll, [data-plot], [data-plot] *, input, textarea';
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    for (const element of document.querySelectorAll('body *')) {
      const tooWide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (
        tooWide &&
        scrolls(element) &&
        !element.matches(mayScroll) &&
        element.querySelector(':scope > [data-plot], :scope > * > [data-plot]') === null
      ) {
        found.push(`${element.tagName}.${element.className}, by ${element.scrollWidth - element.clientWidth} px`);
      }
    }
    // Nothing that is read or pressed lies beyond the edge, unless in a part that scrolls to it.
    for (const element of document.querySelectorAll(
      'main :is(button, input, select, textarea, a, p, h2, h3, h4, td, th)',
    )) {
      const { left, right, width } = element.getBoundingClientRect();
      if (width < 2 || (right <= innerWidth + 1 && left >= -1) || !element.checkVisibility()) continue;
      if (element.closest('.visually-hidden, nav[aria-label^="Skip"]') !== null) continue;
      let reached = false;
      for (let at = element.parentElement; at !== null && !reached; at = at.parentElement) {
        reached = scrolls(at) && at.scrollWidth > at.clientWidth + 1;
      }
      if (!reached)
        found.push(`${element.tagName} “${element.textContent.trim().slice(0, 30)}” ends at ${Math.round(right)}`);
    }
    return found;
  });
}
