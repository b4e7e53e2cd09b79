// Starts the renderer: one App in one page, whatever host serves it; or the door of a meeting, for somebody who joins over a network.
import '@fontsource-variable/inter';
import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import JoinPage from './app/meeting/JoinPage.svelte';
import { door } from './client/client.ts';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app element.');
if (door) mount(JoinPage, { target, props: { door } });
else mount(App, { target });
