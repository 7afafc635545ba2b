/** Calls an announced key again and again as nobody that is expected there: `ring-flood.ts KEY SECONDS NODE…`. */
import {randomBytes} from 'node:crypto';
import {dayKey, reachKey} from '../../src/identity/reach/day-key.ts';
import {systemClock} from '../../src/lib/time/clock.ts';
import {startDhtNode} from '../../src/net/dht/dht-node.ts';

/** Calls under way at once. */
const AT_ONCE = 200;

const [key = '', seconds = '10', ...bootstrap] = process.argv.slice(2);
const node = await startDhtNode({bootstrap, clock: systemClock});
const end = performance.now() + Number(seconds) * 1000;
let calls = 0;
let linked = 0;

async function call(): Promise<void> {
  while (performance.now() < end) {
    calls++;
    try {
      const caller = dayKey(reachKey(randomBytes(32)), 1);
      const stream = await node.dial(Buffer.from(key, 'hex'), caller, AbortSignal.timeout(1000));
      stream.stream.destroy();
      linked++;
    } catch {
      // that is how it should be
    }
  }
}

await Promise.all(Array.from({length: AT_ONCE}, call));
process.stdout.write(`${JSON.stringify({calls, linked})}\n`);
process.exit();
