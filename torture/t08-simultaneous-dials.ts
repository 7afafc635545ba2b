import type {Line, Natter} from './support/natter.ts';
import {until} from './support/patience.ts';
import {introduce, makePerson, talkTo} from './support/person.ts';
import {noProcesses, socketsOf} from './support/process-watch.ts';
import type {Figure, Run} from './types.ts';

export const simultaneousDials: Figure = {
  id: 'T8',
  title: 'simultaneous dials, and dials of oneself',
  bar: 'one shared link ≤ 2 s; self refused',
  async run(run) {
    const size = run.quick ? {dials: 30, selfDials: 5} : {dials: 200, selfDials: 20};
    const {slowest, faults} = await dialAtOnce(run, size);
    return {
      result: `${size.dials} dials: one link each after at most ${Math.round(slowest)} ms; ${size.selfDials} self dials`,
      pass: faults.length === 0 && slowest <= MOST_TIME,
      notes: faults.slice(0, MOST_NOTES),
    };
  },
};

const MOST_TIME = 2000;
const MOST_NOTES = 10;
const PATIENCE = 20_000;

/** Two processes dial each other in the same moment, again and again; the slowest link, and what went wrong. */
export async function dialAtOnce(
  run: Run,
  size: {readonly dials: number; readonly selfDials: number},
): Promise<{slowest: number; faults: string[]}> {
  const [alice, bob] = await Promise.all([makePerson(run, 'alice'), makePerson(run, 'bob')]);
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await Promise.all([talkTo(a, 'bob'), talkTo(b, 'alice')]);
  const faults: string[] = [];
  let slowest = 0;
  for (let dial = 1; dial <= size.dials; dial++) {
    await part(dial % 2 === 0 ? a : b, a, b);
    const begin = performance.now();
    const arrivals = [arrival(a), arrival(b)];
    a.say(`/connect 127.0.0.1:${bob.port}`, `a ${dial}`);
    b.say(`/connect 127.0.0.1:${alice.port}`, `b ${dial}`);
    await Promise.all([...arrivals, received(a, `b ${dial}`), received(b, `a ${dial}`)]);
    await until('one link is left', () => hasOneLink(a) && hasOneLink(b), PATIENCE);
    slowest = Math.max(slowest, performance.now() - begin);
  }
  for (let dial = 1; dial <= size.selfDials; dial++) {
    await dialSelf(a, alice.port, dial, faults);
  }
  faults.push(...unexpected(a, 'alice', size.dials), ...unexpected(b, 'bob', size.dials));
  await Promise.all([a.end(), b.end()]);
  return {slowest, faults};
}

/** One of them hangs up; neither dials again by itself after that. */
async function part(who: Natter, a: Natter, b: Natter): Promise<void> {
  const departures = [a, b].map(natter =>
    natter.next('the parting', line => line.event === 'peer-offline', PATIENCE),
  );
  who.say('/disconnect');
  await Promise.all(departures);
}

async function arrival(natter: Natter): Promise<void> {
  await natter.next('the other', line => line.event === 'peer-online', PATIENCE);
}

async function received(natter: Natter, text: string): Promise<void> {
  await natter.waitFor(text, line => line['text'] === text && line['outgoing'] === false, PATIENCE);
}

/** The listening socket aside, one connection. Where that cannot be seen, that both texts came has to do. */
function hasOneLink(natter: Natter): boolean {
  return noProcesses !== null || socketsOf(natter.pid).filter(({established}) => established).length === 1;
}

async function dialSelf(natter: Natter, port: number, dial: number, faults: string[]): Promise<void> {
  const isRefusal = (line: Line) => line.event === 'error' && line['code'] === 'SELF_CONNECTION';
  const refusal = natter.next('the refusal', isRefusal);
  natter.say(`/connect 127.0.0.1:${port}`);
  try {
    await refusal;
  } catch {
    faults.push(`self dial ${dial} was not refused`);
  }
}

/** A side that is told that it is connected already was too late, which is the right answer. */
function unexpected(natter: Natter, name: string, dials: number): string[] {
  const right = ['ALREADY_CONNECTED', 'SELF_CONNECTION'];
  const errors = natter.lines.filter(({event, code}) => event === 'error' && !right.includes(String(code)));
  const arrivals = natter.lines.filter(line => line.event === 'peer-online').length;
  return [
    ...errors.map(line => `${name} was told ${line['code']}: ${line['message']}`),
    ...(arrivals === dials + 1 ? [] : [`${name} saw the other arrive ${arrivals} times, not ${dials + 1}`]),
  ];
}
