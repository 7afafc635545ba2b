/**
 * Contacts who say nothing, all in one process: `silent-crowd.ts COUNT KEY` lets so many wait for the person with this key, each
 * at a port of its own. Prints a line when all do.
 */
import {randomInt} from 'node:crypto';
import {createCore} from '../../src/core/core.ts';
import {peerKey} from '../../src/lib/ids.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import {tcp} from '../../src/net/transport/tcp.ts';
import {openDatabase} from '../../src/storage/database.ts';
import {crowdKey, crowdPort, crowdSeed} from './crowd-keys.ts';

const [count = '0', key = ''] = process.argv.slice(2);

for (let number = 0; number < Number(count); number++) {
  const database = openDatabase({
    path: ':memory:',
    key: Buffer.alloc(32),
    selfKey: crowdKey(number),
    now: Date.now,
  });
  database.savePeer({
    ...{key: peerKey(key), name: 'ann', relation: 'contact', verified: false},
    ...{address: null, lastSeen: Date.now(), held: false},
  });
  const core = createCore({
    ...{seed: crowdSeed(number), database, transport: tcp(), clock: systemClock},
    settings: {
      name: `contact ${number}`,
      host: '0.0.0.0',
      port: crowdPort(number),
      portIsExplicit: true,
      requests: 'open',
    },
    saveName() {},
    addresses: () => 'the same',
    instance: randomInt(2 ** 31),
    random: Math.random,
  });
  await core.start();
}
process.stdout.write('all there\n');
