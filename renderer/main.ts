// Starts the renderer: one App in one page, whatever host serves it.
import '@fontsource-variable/inter';
import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { mount } from 'svelte';
import App from './app/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app element.');
mount(App, { target });
