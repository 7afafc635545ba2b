/**
 * Runs natter from its sources, and again whenever they change: `npm run dev -- [flags]`. Without --profile it gets one that
 * is deleted at the end, listens on this machine alone, and looks for nobody.
 */
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync, watch} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createDevLoop} from './dev-loop.mjs';

const WATCHED = ['src', 'components'];
/** An editor that saves several files, or one in several steps, causes one build. Milliseconds. */
const REST = 150;

const at = path => fileURLToPath(new URL(`../${path}`, import.meta.url));
const flags = process.argv.slice(2);
const hasProfile = flags.some(flag => /^--profile(=|$)/.test(flag)) || Boolean(process.env.NATTER_PROFILE);
const throwaway = hasProfile ? null : mkdtempSync(join(tmpdir(), 'natter-dev-'));
const environment = {
  ...(throwaway === null
    ? {}
    : {
        ...{NATTER_PROFILE: throwaway, NATTER_HOST: '127.0.0.1', NATTER_PORT: '0'},
        ...{NATTER_NO_DHT: '1', NATTER_NO_LAN: '1'},
      }),
  ...process.env,
};
const say = text => process.stderr.write(`dev: ${text}\n`);

function run(script, args, env) {
  const child = spawn(process.execPath, [script, ...args], {stdio: 'inherit', env});
  const ended = new Promise(resolve => child.on('exit', code => resolve(code ?? 1)));
  return {ended, end: () => void child.kill()};
}

const loop = createDevLoop({
  say,
  async build() {
    return (await run(at('scripts/build.mjs'), [], process.env).ended) === 0;
  },
  start: () => run(at('bin/natter.js'), flags, environment),
});

let rest;
for (const folder of WATCHED) {
  watch(at(folder), {recursive: true}, () => {
    clearTimeout(rest);
    rest = setTimeout(loop.noteChange, REST);
  });
}
if (throwaway !== null) {
  process.on('exit', () => rmSync(throwaway, {recursive: true, force: true}));
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (!loop.end()) {
      process.exit(1);
    }
  });
}
process.exit(await loop.run());
