import {type ChildProcess, spawn} from 'node:child_process';
import {peerKeyOfSeed} from '../src/identity/key-pair.ts';
import {reachKey} from '../src/identity/reach/day-key.ts';
import type {PeerKey} from '../src/lib/ids.ts';
import {openProfile} from '../src/storage/profile.ts';
import {crowdKey, crowdPort, crowdSeed} from './support/crowd-keys.ts';
import {inLab, judged, type Nodes, startPerson} from './support/lab-people.ts';
import {type Machine, type NatLab, noNatLab} from './support/nat-lab.ts';
import {sleep, until} from './support/patience.ts';
import {processorSeconds, usageOf} from './support/process-watch.ts';
import type {Figure, Run} from './types.ts';

const CONTACTS = 200;
const SERVERS = 11;
const MINUTE = 60_000;
const MEGABYTE = 1e6;
/** Links are slow by then. */
const SETTLED = 6 * MINUTE;
const PATIENCE = 2 * MINUTE;
/** Of an hour, for contacts who are linked, and for those who are away. */
const MOST_IDLE = 20 * MEGABYTE;
const MOST_ABSENT = 3 * MEGABYTE;
const MOST_SHARE = 0.01;
const MOST_MEMORY = 60 * 2 ** 20;

export const quietHours: Figure = {
  id: 'T45',
  title: `${CONTACTS} contacts who say nothing, and ${CONTACTS} who are away (NAT lab)`,
  bar: '20 MB and 3 MB an hour, 1 % of a processor, 60 MB of memory',
  async run(run) {
    const missing = noNatLab();
    if (missing !== null) {
      return {skipped: missing};
    }
    return await inLab(async (lab, nodes) => {
      const time = run.quick ? 3 * MINUTE : 45 * MINUTE;
      const [alone, idle, away] = await Promise.all([
        watch(run, lab, nodes, 'nobody', time),
        watch(run, lab, nodes, 'idle', time),
        watch(run, lab, nodes, 'away', time),
      ]);
      const absent = away.bytes - alone.bytes;
      const memory = idle.memory - alone.memory;
      return {
        result:
          `${mega(idle.bytes)} and ${mega(absent)} an hour, ${percent(idle.share)} and ${percent(away.share)}, ` +
          `${Math.round(memory / 2 ** 20)} MB more with ${idle.linked} links`,
        pass:
          idle.linked === CONTACTS &&
          idle.bytes <= MOST_IDLE &&
          absent <= MOST_ABSENT &&
          Math.max(idle.share, away.share) <= MOST_SHARE &&
          memory <= MOST_MEMORY,
        notes: [
          `without contacts: ${mega(alone.bytes)} an hour, ${percent(alone.share)}`,
          `seen for ${run.quick ? 3 : 45} minutes; bytes as the machine's network card counts them, both ways, on a table of ${SERVERS} nodes`,
        ],
      };
    }, SERVERS);
  },
};

type Case = 'nobody' | 'idle' | 'away';

/** What somebody uses in an hour, reckoned from some time of it. */
async function watch(run: Run, lab: NatLab, nodes: Nodes, which: Case, time: number) {
  const home = lab.home('cone');
  const machine = home.machine();
  const profile = run.folder(which);
  const neighbour = home.machine();
  const key = fill(profile, which, neighbour.address);
  const crowd = which === 'idle' ? await gather(neighbour, key) : null;
  const ann = startPerson(run, machine, 'ann', {bootstrap: nodes.addresses, profile});
  await ann.event('ready');
  await judged(ann);
  const linked = () => ann.lines.filter(({event}) => event === 'peer-online').length;
  try {
    if (crowd !== null) {
      await until('all contacts are linked', () => linked() === CONTACTS, PATIENCE);
      await sleep(run.quick ? 0 : SETTLED);
    }
    const before = {bytes: carried(machine), computed: processorSeconds(ann.pid)};
    await sleep(time);
    const scale = (60 * MINUTE) / time;
    return {
      bytes: (carried(machine) - before.bytes) * scale,
      share: (processorSeconds(ann.pid) - before.computed) / (time / 1000),
      memory: usageOf(ann.pid)?.memory ?? 0,
      linked: linked(),
    };
  } finally {
    crowd?.kill();
    await ann.kill();
  }
}

/** Makes a profile with contacts, who are on a machine or away; gives back the key of its person. */
function fill(folder: string, which: Case, host: string): PeerKey {
  const profile = openProfile(folder);
  const key = peerKeyOfSeed(profile.secrets.seed);
  const database = profile.openDatabase(key);
  for (let number = 0; number < (which === 'nobody' ? 0 : CONTACTS); number++) {
    const person = crowdKey(number);
    database.savePeer({
      ...{key: person, name: `contact ${number}`, relation: 'contact', verified: false},
      ...{address: which === 'idle' ? `${host}:${crowdPort(number)}` : null, addressProven: true},
      ...{lastSeen: Date.now(), held: false},
    });
    if (which === 'away') {
      database.saveContactReach({
        ...{person, serial: 1, point: reachKey(crowdSeed(number)).point, before: null, replaced: null},
        ...{confirmed: 1, addresses: [], told: Date.now(), clockAhead: null},
      });
    }
  }
  database.close();
  profile.close();
  return key;
}

/** Starts the contacts on a machine. */
async function gather({wrapper}: Machine, key: PeerKey): Promise<ChildProcess> {
  const script = new URL('./support/silent-crowd.ts', import.meta.url).pathname;
  const own = [process.execPath, script, String(CONTACTS), key];
  const [command = '', ...parameters] = [...wrapper, ...own];
  const child = spawn(command, parameters, {stdio: ['ignore', 'pipe', 'inherit']});
  await new Promise(resolve => child.stdout.once('data', resolve));
  return child;
}

/** Bytes that a machine has sent and received. */
function carried({run}: Machine): number {
  return ['rx_bytes', 'tx_bytes']
    .map(name => Number(run('cat', `/sys/class/net/eth0/statistics/${name}`)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

function mega(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
