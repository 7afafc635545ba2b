/** Writes the pages for the web into `out/site`: `npm run site`. They need no server of their own, and no JavaScript. */
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {sitePages} from './site/pages.ts';

const out = fileURLToPath(new URL('../out/site/', import.meta.url));
rmSync(out, {recursive: true, force: true});
for (const [path, content] of sitePages()) {
  const file = join(out, path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
}
process.stdout.write(`${join(out, 'index.html')}\n`);
