/** Writes what follows from the tables of the program: those of docs/REFERENCE.md, and all of share/. `npm run readme`. */
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {withTables} from './readme-tables.ts';
import {sharedFiles} from './shared-files.ts';

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
writeFileSync(at('docs/REFERENCE.md'), withTables(readFileSync(at('docs/REFERENCE.md'), 'utf8')));
for (const [path, content] of Object.entries(sharedFiles())) {
  const file = at(`share/${path}`);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
}
