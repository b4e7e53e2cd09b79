// The dialog for letting people join, which draws codes: fetched when it is opened first, from the menu or the band.
import { lazyComponent } from '../../client/lazyPart.svelte.ts';

export const lazyLiveDialog = lazyComponent('The way to join', () => import('./LiveDialog.svelte'));
