/**
 * Runs the built program on the lowest Node that package.json declares: it has to open a database there, not only to
 * print its version. `npm run lowest-node`, before a release; it fetches that Node with npm.
 */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const {engines} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const lowest = /\d+\.\d+\.\d+/.exec(engines.node)[0];
const folder = mkdtempSync(join(tmpdir(), 'natter-lowest-'));
try {
  execFileSync('npm', ['install', '--prefix', folder, '--silent', `node@${lowest}`], {stdio: 'inherit'});
  const node = join(folder, 'node_modules/.bin/node');
  const flags = ['--headless', '--host', '127.0.0.1', '--port', '0', '--profile', join(folder, 'profile')];
  const version = execFileSync(node, ['--version'], {encoding: 'utf8'}).trim();
  const output = execFileSync(node, [join(root, 'bin/natter.js'), ...flags], {
    input: '/whoami\n',
    encoding: 'utf8',
  });
  if (version !== `v${lowest}` || !output.includes('"event":"self"')) {
    throw new Error(`natter does not run on Node ${lowest} (tried ${version}): ${output}`);
  }
  process.stdout.write(`natter runs on Node ${lowest}.\n`);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
