// Entry of the process that vets a review file: node vetChild.ts PATH own|foreign → one line of JSON, the verdict.
import { vetFile } from '../store/vet.ts';

const [file, journal] = process.argv.slice(2);
if (file === undefined) throw new Error('Usage: vetChild PATH own|foreign');
// Whoever asked may be gone by now; then there is nobody to tell.
process.stdout.on('error', () => process.exit(1));
process.stdout.write(`${JSON.stringify(vetFile({ path: file, ownJournal: journal === 'own' }))}\n`);
