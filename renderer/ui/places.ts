// Places of a page that other things are put into or lead to, each marked in the page itself.

/**
 * Where menus are put: in the part of the page that they belong to, so that who walks from part to part with a screen reader finds
 * them there. A page without such a place has them at its end.
 */
export const placeForMenus = (): Element => document.querySelector('[data-menus]') ?? document.body;
