/** Writes the tables of commands and keys into README.md, from the registry and the key map: `npm run readme`. */
import {readFileSync, writeFileSync} from 'node:fs';
import {withTables} from './readme-tables.ts';

const path = new URL('../README.md', import.meta.url);
writeFileSync(path, withTables(readFileSync(path, 'utf8')));
