/** Bundles natter into dist/: the program, the core's worker thread, the screen (read only when drawn). */
import {rm, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));

const {bundleProgram} = await import('./bundle.mjs').catch(toldIfMissing);
const {noticesOf} = await import('./notices.mjs');

await rm(at('dist'), {recursive: true, force: true});
await writeFile(at('THIRD-PARTY-NOTICES.txt'), noticesOf(await bundleProgram(at('dist'))));

/** Whoever installs for production leaves out what natter is built with. */
function toldIfMissing(error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') {
    throw error;
  }
  process.stderr.write(
    'natter: what natter is built with is not installed. Run: npm install --include=dev\n',
  );
  process.exit(1);
}
