import {spawnSync} from 'node:child_process';
import {formatInvite, parseInvite} from '../src/identity/reach/invite-link.ts';
import {inLab, judged, meet, type Nodes, sayAndWait, startPerson} from './support/lab-people.ts';
import {type Home, type Machine, type NatLab, noNatLab} from './support/nat-lab.ts';
import type {Natter} from './support/natter.ts';
import {sleep} from './support/patience.ts';
import type {Figure, Run} from './types.ts';

/** What became of one thing that was tried. */
type Row = {readonly what: string; readonly said: string; readonly pass: boolean};

type Stage = {readonly run: Run; readonly lab: NatLab; readonly nodes: Nodes};

export const roaming: Figure = {
  id: 'T25',
  title: 'networks that change, end, or are none (NAT lab)',
  bar: 'contacts come back, and nobody else',
  async run(run) {
    const missing = noNatLab();
    if (missing !== null) {
      return {skipped: missing};
    }
    const trials = run.quick ? [islandWithoutIpv4, moved] : TRIALS;
    const rows: Row[] = [];
    for (const trial of trials) {
      rows.push(await attempt(run, trial));
    }
    const passed = rows.filter(({pass}) => pass);
    return {
      result: `${passed.length} of ${rows.length}`,
      pass: passed.length === rows.length,
      notes: rows.map(({what, said, pass}) => `${what}: ${said}${pass ? '' : ' MISSED'}`),
    };
  },
};

/** Each trial has a lab of its own: what one leaves behind is not the next one's. */
async function attempt(run: Run, trial: (stage: Stage) => Promise<Row>): Promise<Row> {
  run.note(trial.name);
  try {
    return await inLab((lab, nodes) => trial({run, lab, nodes}));
  } catch (error) {
    return {what: trial.name, said: String(error).slice(0, 400), pass: false};
  }
}

/** What is wanted of the time until a link is back, milliseconds. */
const BACK = 3000;
/** The same where only silence tells that something has changed. */
const UNSEEN = 3000;
/** Nobody waits longer than that in a trial. */
const PATIENCE = 90_000;
const SUSPENDED = 16_000;
const LONG_SUSPENDED = 130_000;

type Couple = {
  readonly ann: Natter;
  readonly bob: Natter;
  readonly homes: readonly [Home, Home];
  readonly machines: readonly [Machine, Machine];
  readonly profiles: readonly [string, string];
  readonly end: () => Promise<void>;
};

/** Two contacts, each behind a router that keeps the port, who are linked. */
async function couple({run, lab, nodes}: Stage): Promise<Couple> {
  const homes = [lab.home('cone'), lab.home('cone')] as const;
  const machines = [homes[0].machine(), homes[1].machine()] as const;
  const profiles = [run.folder('ann'), run.folder('bob')] as const;
  const options = {bootstrap: nodes.addresses};
  const ann = startPerson(run, machines[0], 'ann', {...options, profile: profiles[0]});
  const bob = startPerson(run, machines[1], 'bob', {...options, profile: profiles[1]});
  await Promise.all([judged(ann), judged(bob)]);
  await meet(ann, bob);
  ann.say('/query bob');
  await sayAndWait(ann);
  return {
    ...{ann, bob, homes, machines, profiles},
    async end() {
      await Promise.all([ann.kill(), bob.kill()]);
    },
  };
}

/** Milliseconds until what both say now is acknowledged. */
async function bothHeard({ann, bob}: Pick<Couple, 'ann' | 'bob'>): Promise<number> {
  return Math.max(...(await Promise.all([sayAndWait(ann, PATIENCE), sayAndWait(bob, PATIENCE)])));
}

async function moved(stage: Stage): Promise<Row> {
  const pair = await couple(stage);
  pair.homes[1].move();
  const took = await bothHeard(pair);
  await pair.end();
  return row('the router gets another address, which no machine can see', took, UNSEEN);
}

async function renumbered(stage: Stage): Promise<Row> {
  const pair = await couple(stage);
  pair.homes[1].renumber(pair.machines[1]);
  const took = await bothHeard(pair);
  await pair.end();
  return row('the machine gets another address', took, BACK);
}

async function asleep(stage: Stage): Promise<Row> {
  return row('16 s asleep', await stopFor(stage, 'SIGSTOP', SUSPENDED), BACK);
}

/** Long enough for a router to forget the way. */
async function suspended(stage: Stage): Promise<Row> {
  return row('130 s suspended by the terminal', await stopFor(stage, 'SIGTSTP', LONG_SUSPENDED), BACK);
}

async function stopFor(stage: Stage, signal: NodeJS.Signals, time: number): Promise<number> {
  const pair = await couple(stage);
  pair.bob.signal(signal);
  await sleep(time);
  pair.bob.signal('SIGCONT');
  const took = await bothHeard(pair);
  await pair.end();
  return took;
}

async function restarted(stage: Stage): Promise<Row> {
  const {ann, bob, machines, profiles} = await couple(stage);
  await bob.end();
  const begin = performance.now();
  const again = startPerson(stage.run, machines[1], 'bob', {
    ...{bootstrap: stage.nodes.addresses, profile: profiles[1]},
  });
  await again.event('peer-online', PATIENCE);
  const took = performance.now() - begin;
  await Promise.all([ann.kill(), again.kill()]);
  return row('a restart, from the start of the process', took, BACK);
}

/** The nodes that a config names are gone; others are known from before. */
async function bootstrapGone(stage: Stage): Promise<Row> {
  const {ann, bob, machines, profiles} = await couple(stage);
  await bob.end();
  const dead = stage.nodes.addresses.slice(0, 2);
  stage.nodes.kill(0);
  stage.nodes.kill(1);
  const again = startPerson(stage.run, machines[1], 'bob', {bootstrap: dead, profile: profiles[1]});
  await again.event('ready');
  const begin = performance.now();
  await again.event('peer-online', PATIENCE);
  const took = performance.now() - begin;
  await Promise.all([ann.kill(), again.kill()]);
  return row('the nodes of the config dead, three of five known from before alive', took, BACK);
}

async function nothingKnown({run, lab, nodes}: Stage): Promise<Row> {
  nodes.close();
  const ann = startPerson(run, lab.home('cone').machine(), 'ann', {bootstrap: nodes.addresses});
  await ann.event('ready');
  const {state, took} = await judged(ann);
  await ann.kill();
  return {
    what: 'dead bootstrap, nothing known',
    said: `${state} after ${Math.round(took)} ms`,
    pass: state === 'blocked' && took <= 8000,
  };
}

async function islandWithoutIpv4({run, lab, nodes}: Stage): Promise<Row> {
  const island = lab.island();
  const [here, there] = [island.machine(), island.machine()];
  const options = {bootstrap: nodes.addresses};
  const ann = startPerson(run, here, 'ann', options);
  const bob = startPerson(run, there, 'bob', options);
  await Promise.all([ann.event('ready'), bob.event('ready')]);
  const {path, took, words} = await meet(ann, bob);
  await Promise.all([ann.kill(), bob.kill()]);
  const said = `${path ?? words} after ${Math.round(took)} ms`;
  return {what: 'a local network without IPv4', said, pass: path === 'lan'};
}

/** Whoever is blocked cannot tell that we are there: they find nobody after our next announcement. */
async function blocked(stage: Stage): Promise<Row> {
  const {ann, bob, machines, profiles} = await couple(stage);
  ann.say('/block bob');
  await ann.next('the end of the link', ({event}) => event === 'peer-offline' || event === 'notice');
  await sleep(5000);
  await bob.end();
  const again = startPerson(stage.run, machines[1], 'bob', {
    ...{bootstrap: stage.nodes.addresses, profile: profiles[1]},
  });
  await judged(again);
  const found: unknown[] = [];
  again.onLine(line => {
    if (line.event === 'peer-online' || (line.event === 'attempt' && line['rung'] === 'dht')) {
      found.push(line['result'] ?? 'linked');
    }
  });
  await sleep(30_000);
  await Promise.all([ann.kill(), again.kill()]);
  return {
    what: 'a contact who is blocked',
    said: `looked for 30 s and found ${found.length === 0 ? 'nothing' : [...new Set(found)].join(', ')}`,
    pass: !found.includes('linked') && found.every(result => result === 'PEER_AWAY'),
  };
}

/** Contacts whose clocks differ by two hours, over midnight. */
async function midnight(stage: Stage): Promise<Row> {
  if (spawnSync('faketime', ['--version']).error !== undefined) {
    return {
      what: 'clocks two hours apart at midnight',
      said: 'skipped: needs the command faketime',
      pass: true,
    };
  }
  const {ann, bob, machines, profiles} = await couple(stage);
  await Promise.all([ann.end(), bob.end()]);
  const start = (index: 0 | 1, name: string, time: string) =>
    startPerson(stage.run, machines[index], name, {
      ...{bootstrap: stage.nodes.addresses, profile: profiles[index]},
      wrapper: ['env', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'TZ=UTC', 'faketime', '-f', time],
    });
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 10);
  const today = new Date().toISOString().slice(0, 10);
  const late = start(0, 'ann', `@${today} 23:20:00`);
  const early = start(1, 'bob', `@${tomorrow} 01:20:00`);
  const begin = performance.now();
  await early.event('peer-online', PATIENCE);
  const took = performance.now() - begin;
  await Promise.all([late.kill(), early.kill()]);
  return row('clocks two hours apart at midnight', took, 10_000);
}

/** Somebody whose clock is a day and two hours ahead comes by an invite, and both come back later. */
async function dayAhead(stage: Stage): Promise<Row> {
  const what = 'a clock that is 26 hours ahead: joined by an invite, then both restarted';
  if (spawnSync('faketime', ['--version']).error !== undefined) {
    return {what, said: 'skipped: needs the command faketime', pass: true};
  }
  const {run, lab, nodes} = stage;
  const machines = [lab.home('cone').machine(), lab.home('cone').machine()] as const;
  const profiles = [run.folder('ann'), run.folder('bob')] as const;
  const wrapper = ['env', 'FAKETIME_DONT_FAKE_MONOTONIC=1', 'faketime', '-f', '+26h'];
  const bootstrap = nodes.addresses;
  const start = () => [
    startPerson(run, machines[0], 'ann', {bootstrap, profile: profiles[0]}),
    startPerson(run, machines[1], 'bob', {bootstrap, profile: profiles[1], wrapper}),
  ];
  const [ann, bob] = start() as [Natter, Natter];
  await Promise.all([judged(ann), judged(bob)]);
  const warned = ann.waitFor(
    'a warning',
    ({event, text}) => event === 'notice' && /clock/.test(String(text)),
  );
  await meet(ann, bob);
  const {text} = await warned;
  await Promise.all([ann.end(), bob.end()]);
  const again = start() as [Natter, Natter];
  const begin = performance.now();
  await Promise.all(again.map(one => one.event('peer-online', PATIENCE)));
  const took = performance.now() - begin;
  await Promise.all(again.map(one => one.kill()));
  return {...row(what, took, 10_000), said: `${Math.round(took)} ms; said: ${String(text).slice(0, 60)} …`};
}

/** A local network that leads nowhere else: the link holds no address, and is enough. */
async function withoutInternet({run, lab}: Stage): Promise<Row> {
  const office = lab.home('cone');
  const people = ['ann', 'bob'].map(name => {
    const machine = office.machine();
    machine.run('ip', 'route', 'delete', 'default');
    return startPerson(run, machine, name, {bootstrap: ['5.1.0.9:49737']});
  }) as [Natter, Natter];
  await Promise.all(people.map(judged));
  people[0].say('/invite');
  const {link} = await people[0].event('invite');
  const bare = formatInvite({...parseInvite(String(link)), addresses: [], nodes: []});
  const begin = performance.now();
  people[1].say(`/join ${bare}`);
  await people[1].event('peer-online', PATIENCE);
  const took = performance.now() - begin;
  await Promise.all(people.map(one => one.kill()));
  return row('an invite without an address, on a network without the internet', took, 1000);
}

const TRIALS = [
  ...[islandWithoutIpv4, moved, renumbered, asleep, suspended, restarted],
  ...[bootstrapGone, nothingKnown, blocked, midnight, dayAhead, withoutInternet],
];

function row(what: string, took: number, wanted: number): Row {
  return {what, said: `${Math.round(took)} ms (wanted ${wanted})`, pass: took <= wanted};
}
