// The contract suite over the core in this process.
import { afterAll } from 'vitest';
import { contractSuite } from '../testing/contractSuite.ts';
import { testApp, removeFolders } from '../testing/host.ts';

afterAll(removeFolders);

contractSuite('the core itself', (folder) => testApp(folder));
