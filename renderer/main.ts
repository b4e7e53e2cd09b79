// Starts the renderer: one App in one page, whatever host serves it; what shows a meeting to the room, or
// the door of one, for somebody who joins over a network.
import '@fontsource-variable/inter';
import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import JoinPage from './app/meeting/JoinPage.svelte';
import ScreenWindow from './app/meeting/ScreenWindow.svelte';
import { door, screen } from './client/client.ts';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app element.');
if (screen) mount(ScreenWindow, { target, props: { review: screen.review } });
else if (door) mount(JoinPage, { target, props: { door } });
else mount(App, { target });
