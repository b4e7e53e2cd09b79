// Starts the smallest page (build/bench/start.ts).
import '@fontsource-variable/inter';
import '../../renderer/ui/tokens.css';
import '../../renderer/ui/base.css';
import { mount } from 'svelte';
import Hello from './Hello.svelte';

mount(Hello, { target: document.getElementById('app')! });
