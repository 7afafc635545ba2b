/** Writes src/identity/names/confusables.ts from Unicode's table of confusable characters: `npm run confusables`. */
import {writeFileSync} from 'node:fs';
import {confusablesModule} from './confusables-table.ts';

writeFileSync(new URL('../src/identity/names/confusables.ts', import.meta.url), confusablesModule());
