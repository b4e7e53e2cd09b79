// Places of a room that who has no mouse wants to get to without walking through all that comes before. The skip list leads to them.
import { tick, untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';

interface SkipPlace {
  /** As in "To …": "the what-if". */
  name: string;
  /** Gives it the focus. */
  reach: () => void;
  element: HTMLElement;
}

let places = $state.raw<readonly SkipPlace[]>([]);

/** Those that are on the page now, in the order in which they stand there. */
export const skipPlaces = (): readonly SkipPlace[] => places;

const follows = (a: SkipPlace, b: SkipPlace) =>
  a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;

/**
 * Marks an element as such a place for as long as it stands. It takes the focus, by Tab only if it did so before.
 * @param show  brings it on the screen first, where it may be folded away.
 */
export const skipPlace =
  (name: string, show?: () => void): Attachment<HTMLElement> =>
  (element) => {
    if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
    const reach = () => {
      show?.();
      void tick().then(() => element.focus());
    };
    const place = { name, reach, element };
    untrack(() => (places = [...places, place].sort(follows)));
    return () => {
      places = untrack(() => places).filter((other) => other !== place);
    };
  };
