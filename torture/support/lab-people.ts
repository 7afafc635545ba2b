import {type ChildProcess, spawn} from 'node:child_process';
import type {Run} from '../types.ts';
import {buildNatLab, type Machine, type NatLab} from './nat-lab.ts';
import {type Natter, prepareProfile, program, startNatter} from './natter.ts';

/** Where nodes of the hash table listen. */
const NODE_PORT = 49_737;
const PATIENCE = 20_000;
/** The tests keep natter from all networks; in the lab it may use that of the lab. */
const IN_THE_LAB = ['env', 'NATTER_NO_DHT=0', 'NATTER_NO_LAN=0', 'NATTER_TEST=1'];

/** Nodes of the hash table on the internet of a lab. */
export type Nodes = {
  /** What goes into a config. */
  readonly addresses: readonly string[];
  readonly kill: (index: number) => void;
  readonly close: () => void;
};

/** Lets some work use a lab with nodes of the hash table; nothing of it is left then. */
export async function inLab<T>(
  work: (lab: NatLab, nodes: Nodes) => Promise<T>,
  servers?: number,
): Promise<T> {
  const lab = buildNatLab(servers);
  let nodes: Nodes | null = null;
  try {
    nodes = await startNodes(lab);
    return await work(lab, nodes);
  } finally {
    nodes?.close();
    lab.remove();
  }
}

/** Starts one node at each server of the lab: `natter --bootstrap`. */
async function startNodes(lab: NatLab): Promise<Nodes> {
  const children = await Promise.all(lab.servers.map(startNode));
  return {
    addresses: lab.servers.map(({address}) => `${address}:${NODE_PORT}`),
    kill: index => void children[index]?.kill('SIGKILL'),
    close() {
      for (const child of children) {
        child.kill('SIGKILL');
      }
    },
  };
}

function startNode({wrapper, address: host}: Machine): Promise<ChildProcess> {
  const own = [process.execPath, program(), '--bootstrap', '--host', host, '--port', String(NODE_PORT)];
  const [command = '', ...parameters] = [...wrapper, ...own];
  const child = spawn(command, parameters, {stdio: ['ignore', 'pipe', 'pipe']});
  const {promise, resolve, reject} = Promise.withResolvers<ChildProcess>();
  let said = '';
  const hear = (text: Buffer) => {
    said += text;
    if (said.includes(`${host}:${NODE_PORT}`)) {
      resolve(child);
    }
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  child.on('close', () => reject(new Error(`no node of the hash table: ${said}`)));
  return promise;
}

export type PersonOptions = {
  readonly bootstrap: readonly string[];
  readonly profile?: string;
  /** A command that runs it, inside of the machine. */
  readonly wrapper?: readonly string[];
};

/** Starts natter on a machine of the lab, which may find others as on a real one. */
export function startPerson(run: Run, machine: Machine, name: string, options: PersonOptions): Natter {
  const profile = options.profile ?? run.folder(name);
  prepareProfile(profile, {name, bootstrap: options.bootstrap});
  return startNatter({
    profile,
    host: '::',
    port: 4242,
    wrapper: [...machine.wrapper, ...IN_THE_LAB, ...(options.wrapper ?? [])],
  });
}

/** Waits until the state of the hash table is settled, and gives it back with the milliseconds since now. */
export async function judged(person: Natter): Promise<{readonly state: string; readonly took: number}> {
  const begin = performance.now();
  const {dht} = await person.waitFor(
    'a judgement of the hash table',
    ({event, dht: state}) => event === 'reach' && state !== 'starting',
    PATIENCE,
  );
  return {state: String(dht), took: performance.now() - begin};
}

/** How somebody came in by an invite, or what was said instead. */
export type Meeting = {
  /** The way of the link; null if there is none. */
  readonly path: string | null;
  /** Milliseconds until that, or until the words. */
  readonly took: number;
  readonly words: string;
  /** Milliseconds for a message and its acknowledgement; null without a link. */
  readonly message: number | null;
};

/** One makes an invite without any address, the other uses it and says something. */
export async function meet(host: Natter, guest: Natter): Promise<Meeting> {
  host.say('/invite');
  const {link} = await host.event('invite');
  const begin = performance.now();
  guest.say(`/join ${link}`);
  const {
    event,
    path,
    code,
    message: words,
  } = await guest.waitFor(
    'a link, or why there is none',
    one => one.event === 'peer-online' || one.event === 'error',
    30_000,
  );
  const took = performance.now() - begin;
  if (event === 'error') {
    return {path: null, took, words: `${code}: ${words}`, message: null};
  }
  return {path: String(path), took, words: '', message: await sayAndWait(guest)};
}

/** Says something into the open conversation; milliseconds until it is acknowledged. */
export async function sayAndWait(person: Natter, patience = PATIENCE): Promise<number> {
  const begin = performance.now();
  const delivered = person.next('an acknowledgement', ({event}) => event === 'delivered', patience);
  person.say('hello from the lab');
  await delivered;
  return performance.now() - begin;
}
