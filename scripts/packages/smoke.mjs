/** Tries an installed natter: `node scripts/packages/smoke.mjs natter`. It has to open a database and a port, not only to print. */
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [program = 'natter'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'natter-smoke-'));
const profile = join(folder, 'profile');
const natter = (words, input = '') =>
  execFileSync(program, [...words, '--profile', profile], {
    ...{input, encoding: 'utf8'},
    shell: process.platform === 'win32', // npm installs a script there
    env: {...process.env, NATTER_NO_DHT: '1', NATTER_NO_LAN: '1'},
  });
try {
  process.stdout.write(natter(['--version']));
  const said = natter(['--headless', '--host', '127.0.0.1', '--port', '0'], '/whoami\n');
  if (!said.includes('"event":"self"')) {
    throw new Error(`it does not answer: ${said}`);
  }
  process.stdout.write(natter(['doctor']));
} finally {
  rmSync(folder, {recursive: true, force: true});
}
