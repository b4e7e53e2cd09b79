// The ballot form by file: opened from a disk, without a network and without Parley. Nothing is kept in the browser's storage, because
// all files of a computer share it: what one colleague left there, the next one's form could read.
import '../ui/tokens.css';
import '../ui/base.css';
import './form.css';
import { mount } from 'svelte';
import type { FormFacts } from '../../shared/sealing/ballotForm.ts';
import FormPage from './FormPage.svelte';

// First of all: the line for whoever sees the page without its script.
document.getElementById('static')?.remove();
// Written by Parley; whoever changes them makes a ballot that no review takes.
const facts = JSON.parse(document.getElementById('facts')?.textContent ?? '') as FormFacts;
mount(FormPage, { target: document.getElementById('app')!, props: { facts } });
