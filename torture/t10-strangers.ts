import {connect, type Socket} from 'node:net';
import type {Natter} from './support/natter.ts';
import {sleep, until} from './support/patience.ts';
import {introduce, makePerson, type Person, talkTo} from './support/person.ts';
import {hasAddress} from './support/ports.ts';
import {noProcesses, usageOf, watchProcess} from './support/process-watch.ts';
import {createRandom, type Random} from './support/random.ts';
import {openTap} from './support/tap.ts';
import type {Figure, Run} from './types.ts';

export const strangers: Figure = {
  id: 'T10',
  title: 'strangers: huge header, silence, a byte a second, random bytes, replay',
  bar: 'memory +≤ 50 MB, gone ≤ 6 s, a contact gets in ≤ 3 s',
  async run(run) {
    if (noProcesses !== null) {
      return {skipped: noProcesses};
    }
    if (!(await hasAddress(hostNumber(0)))) {
      return {skipped: 'this machine has no loopback addresses beside 127.0.0.1'};
    }
    const count = run.quick ? 100 : 500;
    const result = await besiege(run, count);
    const {memory, longest, visits, slowestVisit, wrong} = result;
    return {
      result:
        `${count} strangers: memory +${Math.max(0, memory / MIB).toFixed(0)} MB, gone after ${(longest / 1000).toFixed(1)} s, ` +
        `a contact in ${visits} times after ${(slowestVisit / 1000).toFixed(2)} s at most`,
      pass: memory <= 50 * MIB && longest <= 6000 && slowestVisit <= 3000 && visits > 0 && wrong.length === 0,
      notes: wrong,
    };
  },
};

const MIB = 2 ** 20;
/** The first come at once, the others so many milliseconds apart at most. */
const AT_ONCE = 0.4;
const APART = 16;
/** Fewer than what one host may have under way, so that no stranger is turned away for its address alone. */
const PER_HOST = 3;
const VISITS = 6;
const BETWEEN_VISITS = 250;
const PATIENCE = 20_000;
/** Bytes that are not on their way later than so many milliseconds after all are gone. */
const REST = 200;

/** What came of a siege. Memory in bytes, times in milliseconds. */
type Siege = {
  readonly memory: number;
  /** The longest that a stranger stayed connected. */
  readonly longest: number;
  readonly visits: number;
  /** From the moment a contact dials until what it says is shown. */
  readonly slowestVisit: number;
  /** What else must not be. */
  readonly wrong: readonly string[];
};

/** Strangers of all kinds come to a process at once and one by one, and a contact comes and goes meanwhile. */
export async function besiege(run: Run, count: number): Promise<Siege> {
  const random = createRandom(run.seed);
  const alice = await makePerson(run, 'alice', {config: {}});
  const bob = await makePerson(run, 'bob', {config: {}, host: '127.0.0.2'});
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  const handshake = await recordContact(alice, a, b);
  await sleep(REST);
  const before = usageOf(a.pid);
  const lines = a.lines.length;
  const watch = watchProcess(a.pid, 20);

  const stays: Promise<number>[] = [];
  const isOver = {now: false};
  const visiting = visit(alice, a, b, isOver);
  for (let number = 0; number < count; number++) {
    stays.push(knock(alice.port, number, behave(number, handshake, random)));
    if (number > count * AT_ONCE) {
      await sleep(random.next() * APART);
    }
  }
  const lengths = await Promise.all(stays);
  isOver.now = true;
  const visits = await visiting;
  const memory = watch.peak() - (before?.memory ?? 0);
  watch.stop();
  const wrong = [
    ...(await leftovers(a, before?.descriptors ?? 0)),
    ...a.lines
      .slice(lines)
      .filter(line => !EXPECTED.has(line.event))
      .map(line => `it said ${JSON.stringify(line)}`),
  ];
  await Promise.all([a.end(), b.end()]);
  return {
    memory,
    longest: Math.max(...lengths),
    visits: visits.length,
    slowestVisit: Math.max(...visits),
    wrong,
  };
}

/** What a natter says while a contact comes and goes. */
const EXPECTED = new Set(['peer-online', 'peer-offline', 'message']);

/** What a contact's natter sends when it dials: its handshake, its hello, and what it says. */
async function recordContact(alice: Person, a: Natter, b: Natter): Promise<readonly Buffer[]> {
  const tap = await openTap(alice);
  await introduce(b, tap.address);
  await talkTo(b, 'alice');
  b.say('before the siege');
  await a.event('message');
  b.say('/disconnect');
  await a.next('the contact to be gone', line => line.event === 'peer-offline');
  await tap.close();
  return tap.recorded[0] ?? [];
}

/** How a stranger behaves once it is connected. */
type Behaviour = (socket: Socket) => void;

function behave(number: number, handshake: readonly Buffer[], random: Random): Behaviour {
  const bytes = (length: number) => Buffer.from(Array.from({length}, () => random.between(0, 255)));
  switch (number % 6) {
    case 0:
      return socket => void socket.write(Buffer.concat([Buffer.of(0xff, 0xff, 0xff, 0x41), bytes(1000)]));
    case 1:
      return () => {}; // silence
    case 2:
      return socket => drip(socket, handshake);
    case 3:
      return socket => void socket.write(bytes(random.between(1, 65_536)));
    case 4:
      return socket => void handshake.forEach(piece => void socket.write(piece)); // a replay
    default: // the first frame of a handshake has the right length and says nothing
      return socket => void socket.write(Buffer.concat([Buffer.of(32, 0, 0), bytes(32)]));
  }
}

/** A byte a second of what a contact once sent. */
function drip(socket: Socket, handshake: readonly Buffer[]): void {
  const bytes = Buffer.concat(handshake);
  let sent = 0;
  const timer = setInterval(() => socket.write(bytes.subarray(sent, ++sent)), 1000);
  socket.on('close', () => clearInterval(timer));
}

/** Milliseconds from being connected until the connection was gone. */
function knock(port: number, number: number, behaviour: Behaviour): Promise<number> {
  return new Promise(resolve => {
    const socket = connect({host: '127.0.0.1', port, localAddress: hostNumber(number)});
    let connected = performance.now();
    socket.on('error', () => {});
    socket.on('connect', () => {
      connected = performance.now();
      behaviour(socket);
    });
    socket.on('close', () => resolve(performance.now() - connected));
    socket.resume();
  });
}

function hostNumber(number: number): string {
  const host = Math.floor(number / PER_HOST);
  return `127.0.${1 + Math.floor(host / 250)}.${1 + (host % 250)}`;
}

/** A contact dials, says something and leaves, again and again; how long each visit took to be heard. */
async function visit(
  alice: Person,
  a: Natter,
  b: Natter,
  isOver: {readonly now: boolean},
): Promise<number[]> {
  const times: number[] = [];
  while (times.length < VISITS && !isOver.now) {
    const text = `visit ${times.length}`;
    const heard = a.next(text, line => line.event === 'message' && line['text'] === text, PATIENCE);
    const begin = performance.now();
    b.say(`/connect 127.0.0.1:${alice.port}`, text);
    await heard;
    times.push(performance.now() - begin);
    const gone = a.next('the contact to leave', line => line.event === 'peer-offline', PATIENCE);
    b.say('/disconnect');
    await gone;
    await sleep(BETWEEN_VISITS);
  }
  return times;
}

/** Descriptors that stay open when everybody is gone. */
async function leftovers(natter: Natter, before: number): Promise<string[]> {
  const open = () => usageOf(natter.pid)?.descriptors ?? 0;
  try {
    await until('all sockets are closed', () => open() <= before, 2000);
    return [];
  } catch {
    return [`${open()} descriptors are open, ${before} before`];
  }
}
