import {spawn} from 'node:child_process';
import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {dayOf, dayPublicKey, reachKey} from '../src/identity/reach/day-key.ts';
import {openProfile} from '../src/storage/profile.ts';
import {inLab, judged, meet, type Nodes, sayAndWait, startPerson} from './support/lab-people.ts';
import {type Machine, type NatLab, noNatLab} from './support/nat-lab.ts';
import {sleep} from './support/patience.ts';
import {processorSeconds, usageOf} from './support/process-watch.ts';
import type {Figure, Run} from './types.ts';

const SECONDS = 10;
/** By then both have told how they are found, milliseconds. */
const EXCHANGED = 2000;
const MOST_MEMORY = 10 * 2 ** 20;
const MOST_SHARE = 0.25;
/** Attackers, each a process. */
const ATTACKERS = 2;

export const ringFlood: Figure = {
  id: 'T28',
  title: 'strangers call with the right key of the day (NAT lab)',
  bar: 'the link of a contact stays, ≤ 10 MB more, ≤ 25 % of a processor',
  async run(run) {
    const missing = noNatLab();
    if (missing !== null) {
      return {skipped: missing};
    }
    return await inLab((lab, nodes) => flood(run, lab, nodes));
  },
};

async function flood(run: Run, lab: NatLab, nodes: Nodes) {
  const [home, other] = [lab.home('cone').machine(), lab.home('cone').machine()];
  const profile = run.folder('ann');
  const options = {bootstrap: nodes.addresses};
  const first = startPerson(run, home, 'ann', {...options, profile});
  const bob = startPerson(run, other, 'bob', options);
  await Promise.all([judged(first), judged(bob)]);
  await meet(first, bob);
  await sleep(EXCHANGED);
  await first.end();
  const key = keyOfToday(profile);
  const ann = startPerson(run, home, 'ann', {...options, profile});
  await judged(ann);
  await ann.event('peer-online');
  ann.say('/query bob');
  await sayAndWait(ann);

  const before = usageOf(ann.pid)?.memory ?? 0;
  const computed = processorSeconds(ann.pid);
  const lost = ann.lines.length;
  const attackers = Array.from({length: ATTACKERS}, () => lab.home('open').machine());
  const reports = await Promise.all(attackers.map(machine => attack(machine, key, nodes.addresses)));
  const share = (processorSeconds(ann.pid) - computed) / SECONDS;
  const more = (usageOf(ann.pid)?.memory ?? 0) - before;
  const message = await sayAndWait(ann);
  const stays = !ann.lines.slice(lost).some(({event}) => event === 'peer-offline');
  await Promise.all([ann.kill(), bob.kill()]);

  const calls = reports.reduce((sum, report) => sum + report.calls, 0);
  const linked = reports.reduce((sum, report) => sum + report.linked, 0);
  return {
    result:
      `${Math.round(calls / SECONDS)} calls a second, ${linked} let in; the link ${stays ? 'stays' : 'WAS LOST'}, ` +
      `${(more / 2 ** 20).toFixed(1)} MB more, ${Math.round(share * 100)} % of a processor`,
    pass: stays && linked === 0 && more <= MOST_MEMORY && share <= MOST_SHARE,
    notes: [`a message after it: ${Math.round(message)} ms`],
  };
}

function keyOfToday(folder: string): string {
  const profile = openProfile(folder);
  const database = profile.openDatabase(peerKeyOfSeed(profile.secrets.seed));
  const newest = database.ownReach().at(-1);
  database.close();
  profile.close();
  if (newest === undefined) {
    throw new Error('there is no reach key');
  }
  return dayPublicKey(reachKey(newest.seed).point, dayOf(Date.now())).toString('hex');
}

async function attack({wrapper}: Machine, key: string, nodes: readonly string[]) {
  const program = new URL('./support/ring-flood.ts', import.meta.url).pathname;
  const [command = '', ...parameters] = [
    ...wrapper,
    process.execPath,
    program,
    key,
    String(SECONDS),
    ...nodes,
  ];
  const child = spawn(command, parameters, {stdio: ['ignore', 'pipe', 'inherit']});
  let text = '';
  child.stdout.on('data', more => {
    text += more;
  });
  await new Promise<void>(resolve => child.on('close', () => resolve()));
  return JSON.parse(text) as {readonly calls: number; readonly linked: number};
}
