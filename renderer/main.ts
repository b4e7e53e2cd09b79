// Starts the renderer: one page, whatever host serves it.
import '@fontsource-variable/inter';
import './ui/tokens.css';
import './ui/base.css';
import './ui/print.css';
import { mount } from 'svelte';
import Start from './app/Start.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('The page has no #app element.');
mount(Start, { target });
