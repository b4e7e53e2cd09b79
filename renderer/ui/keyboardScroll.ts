// What scrolls scrolls by the keyboard too. A box with something in it that takes the focus does so by itself; any other becomes a stop
// of the Tab key, with a name, for as long as there is more in it than is seen.
import type { Attachment } from 'svelte/attachments';

const takesFocus = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex="0"]';

/** @param name  what screen readers say of the box, as of a group: "Finalists". */
export const keyboardScroll =
  (name: string): Attachment<HTMLElement> =>
  (box) => {
    const look = () => {
      const more = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
      const stop = more && box.querySelector(takesFocus) === null;
      if (stop === box.hasAttribute('data-keyboard-scroll')) return;
      if (stop) {
        box.tabIndex = 0;
        box.role = 'group';
        box.ariaLabel = name;
      } else {
        for (const attribute of ['tabindex', 'role', 'aria-label']) box.removeAttribute(attribute);
      }
      box.toggleAttribute('data-keyboard-scroll', stop);
    };
    const resized = new ResizeObserver(look);
    resized.observe(box);
    for (const child of box.children) resized.observe(child);
    return () => resized.disconnect();
  };
