/** Bundles natter into dist/: the program, the core's worker thread, the screen (read only when drawn). */
import {rm} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {bundle} from './bundle.mjs';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

await rm(at('dist'), {recursive: true, force: true});
await bundle({natter: at('src/cli/entry.ts')}, at('dist'));
await bundle({'core-worker': at('src/app/core-worker.ts')}, at('dist')); // by itself: one file for its thread to read
