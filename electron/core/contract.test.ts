// The contract suite over the core in this process.
import { contractSuite } from './testing/contractSuite.ts';
import { testApp } from './testing/host.ts';

contractSuite('the core itself', (folder) => testApp(folder));
