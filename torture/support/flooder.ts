/**
 * A contact in a process of its own that sends messages as fast as they are taken, and ends when all of them are
 * acknowledged. Parameters: port, how many, length of each. Starts to send when it is told to go on.
 */
import {once} from 'node:events';
import {MAX_BATCH_ENTRIES} from '../../src/lib/limits.ts';
import type {WireEntry} from '../../src/wire/chat/messages.ts';
import {createAttacker, seedNumber} from './attacker.ts';
import {numbered} from './texts.ts';

const EPOCH = 1;
const SALT = new Uint8Array(16);
const NAME = 'flooder';
const [port = 0, count = 0, length = 0] = process.argv.slice(2).map(Number);

let drained = Promise.withResolvers<void>();
const acknowledged = Promise.withResolvers<void>();
const attacker = createAttacker({seed: seedNumber(1), name: NAME});
const link = await attacker.enter(port, {
  message(message) {
    if (message.type === 'have' && message.logs.some(({sequence}) => sequence >= count)) {
      acknowledged.resolve();
    }
  },
  drained: () => drained.resolve(),
  ended: end => acknowledged.reject(new Error(`the link ended: ${JSON.stringify(end)}`)),
});
process.send?.('linked');
await once(process, 'message');
for (let first = 1; first <= count; first += MAX_BATCH_ENTRIES) {
  drained = Promise.withResolvers();
  const entries = Array.from({length: Math.min(MAX_BATCH_ENTRIES, count + 1 - first)}, (_, index) =>
    entry(first + index),
  );
  if (!link.send({type: 'entries', author: attacker.key, epoch: EPOCH, first, entries})) {
    await drained.promise;
  }
}
await acknowledged.promise;
process.send?.('acknowledged');
await once(process, 'message');
await attacker.network.close();
process.exit(0);

function entry(number: number): WireEntry {
  const body = numbered(NAME, number, length);
  return {clock: number, time: Date.now(), kind: 'text', target: null, body, salt: SALT};
}
