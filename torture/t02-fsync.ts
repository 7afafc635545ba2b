import {join} from 'node:path';
import {GENEROUS, introduce, makePerson, type Person, talkTo} from './support/person.ts';
import {type Deed, deedsIn, noStrace, tracing} from './support/strace.ts';
import {numbered, numberOf} from './support/texts.ts';
import type {Figure} from './types.ts';

export const fsync: Figure = {
  id: 'T2',
  title: 'WAL on disk (strace) before data is sent and before it is acknowledged',
  bar: '0 violations in 100',
  async run(run) {
    const missing = noStrace();
    if (missing !== null) {
      return {skipped: missing};
    }
    const count = run.quick ? 20 : 100;
    // Heartbeats would be writes to the socket that mean nothing.
    const config = {limits: {...GENEROUS, heartbeat: 3_600_000, silence: 7_200_000}};
    const alice = await makePerson(run, 'alice', {config});
    const bob = await makePerson(run, 'bob', {config});
    await meet(alice, bob);
    const traces = [alice, bob].map(({profile}) => join(profile, 'trace'));
    await talkTraced(alice, bob, count, traces);
    const [sender, receiver] = traces.map(deedsIn);
    const sent = judgeSender(sender ?? []);
    const acknowledged = judgeReceiver(receiver ?? []);
    return {
      result:
        `${sent.violations} of ${sent.count} sent, ${acknowledged.violations} of ${acknowledged.count} ` +
        'acknowledged before the disk had them',
      pass:
        sent.violations + acknowledged.violations === 0 &&
        sent.count === count &&
        acknowledged.count === count,
    };
  },
};

/** Bytes of each text: frames of data are at least as long, all others are much shorter. */
const LENGTH = 1000;

async function meet(alice: Person, bob: Person): Promise<void> {
  const [a, b] = [alice.start(), bob.start()];
  await a.event('ready');
  await introduce(b, `127.0.0.1:${alice.port}`);
  await Promise.all([a.end(), b.end()]);
}

/** Alice says one text after the other, each once the last one is acknowledged. */
async function talkTraced(
  alice: Person,
  bob: Person,
  count: number,
  [traceA = '', traceB = '']: readonly string[],
): Promise<void> {
  const a = alice.start([], tracing(traceA));
  await a.event('ready');
  const b = bob.start([], tracing(traceB));
  await a.event('peer-online');
  await talkTo(a, 'bob');
  for (let number = 1; number <= count; number++) {
    a.say(numbered('alice', number, LENGTH));
    const said = await a.waitFor('the text', line => numberOf('alice', line['text']) === number);
    await a.waitFor('its delivery', line => line.event === 'delivered' && line['id'] === said['id']);
  }
  await Promise.all([a.end(), b.end()]);
}

type Judgement = {readonly count: number; readonly violations: number};

/** Data may go out only when something was written to the log and synced since the last data, and nothing is unsynced. */
function judgeSender(deeds: readonly Deed[]): Judgement {
  const disk = createDisk();
  let count = 0;
  let violations = 0;
  for (const deed of deeds) {
    disk.see(deed);
    if (deed.type === 'socket-write' && deed.bytes >= LENGTH) {
      count++;
      violations += disk.holdsAll() ? 0 : 1;
      disk.forget();
    }
  }
  return {count, violations};
}

/** After data came in, the next write to the socket (its acknowledgement) must wait for the disk. */
function judgeReceiver(deeds: readonly Deed[]): Judgement {
  const disk = createDisk();
  let owes = false;
  let count = 0;
  let violations = 0;
  for (const deed of deeds) {
    disk.see(deed);
    if (deed.type === 'socket-read' && deed.bytes >= LENGTH) {
      owes = true;
      disk.forget();
    } else if (deed.type === 'socket-write' && owes) {
      owes = false;
      count++;
      violations += disk.holdsAll() ? 0 : 1;
    }
  }
  return {count, violations};
}

/** Whether all that was written to the log since some moment, and something was, is synced. */
function createDisk() {
  let written = false;
  let synced = false;
  return {
    see(deed: Deed) {
      if (deed.type === 'wal-write') {
        written = true;
        synced = false;
      } else if (deed.type === 'wal-sync') {
        synced = true;
      }
    },
    holdsAll: () => written && synced,
    forget() {
      written = false;
      synced = false;
    },
  };
}
