import {spawnSync} from 'node:child_process';
import {cpSync, lstatSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type Breakage, breakages} from './support/broken-profiles.ts';
import {program} from './support/natter.ts';
import type {Figure, Run} from './types.ts';

export const brokenProfiles: Figure = {
  id: 'T18',
  title: 'broken profiles, each started once',
  bar: 'a plain message ≤ 1 s, no stack trace, originals untouched',
  async run(run) {
    const chosen = run.quick ? breakages.filter((_, index) => index % 4 === 0) : breakages;
    const results = startBroken(run, chosen);
    const wrong = results.flatMap(({problems, name}) => problems.map(problem => `${name}: ${problem}`));
    const slowest = Math.max(...results.map(({milliseconds}) => milliseconds));
    return {
      result: `${results.length} profiles, ${wrong.length} wrong, slowest ${Math.round(slowest)} ms`,
      pass: wrong.length === 0 && slowest <= 1000,
      notes: wrong,
    };
  },
};

/** What starting on each broken profile came to. */
export function startBroken(run: Run, chosen: readonly Breakage[]) {
  const good = run.folder('good');
  start(good); // the end of input at once ends it in order
  return chosen.map(breakage => {
    const profile = join(run.folder('broken'), 'profile');
    cpSync(good, profile, {recursive: true});
    breakage.apply(profile);
    const before = fingerprint(profile);
    const began = performance.now();
    const {status, stdout, stderr} = start(profile);
    const milliseconds = performance.now() - began;
    const problems = [
      ...(status === 1 ? [] : [`exit code ${status}`]),
      ...(breakage.codes.some(code => stdout.includes(`"code":"${code}"`)) ? [] : [`it says ${stdout}`]),
      ...(/\n\s+at |node:internal|Error:/.test(stdout + stderr) ? [`a stack trace: ${stderr}`] : []),
      ...(stderr.startsWith('natter: ') ? [] : [`no plain message: ${stderr}`]),
      ...(fingerprint(profile) === before ? [] : ['the originals were changed']),
    ];
    return {name: breakage.name, milliseconds, problems};
  });
}

function start(profile: string) {
  const flags = ['--headless', '--profile', profile, '--port', '0', '--host', '127.0.0.1', '--name', 'ann'];
  return spawnSync(process.execPath, [program(), ...flags], {input: '', encoding: 'utf8', timeout: 20_000});
}

/** The files that were there before, with their content; the lock and its holder come and go. */
function fingerprint(profile: string): string {
  return readdirSync(profile)
    .filter(name => /^(key|natter\.db|config\.json)(\.elsewhere)?$/.test(name))
    .sort()
    .map(name => {
      const path = join(profile, name);
      return `${name} ${lstatSync(path).isFile() ? readFileSync(path).toString('base64') : 'no file'}`;
    })
    .join('\n');
}
