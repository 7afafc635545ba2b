import {expect, test} from '@jest/globals';
import fc from 'fast-check';
import {encodeMessage, messageTags} from '../../../src/wire/chat/codecs.ts';
import {vectors} from '../../wire/chat/vectors.ts';
import {createWorld, hear, linkAsRogue, OPEN, until} from '../peers.ts';

const bytes = fc.uint8Array({maxLength: 60});
const good = fc
  .constantFrom(...vectors)
  .map(({message}) => Uint8Array.of(1, messageTags[message.type], ...encodeMessage(message)));
const changed = fc.tuple(good, fc.nat(200), fc.nat(255)).map(([frame, place, value]) => {
  const copy = frame.slice();
  copy[place % copy.byteLength] = value;
  return copy;
});
const tagged = fc.tuple(fc.nat(12), bytes).map(([tag, rest]) => Uint8Array.of(1, tag, ...rest));
const control = fc.tuple(fc.nat(5), bytes).map(([type, rest]) => Uint8Array.of(0, type, ...rest));
const open = fc.constant(Uint8Array.from(Buffer.from(OPEN.replaceAll(' ', ''), 'hex')));
const single = fc.oneof(good, changed, tagged, control, open, bytes);
const batch = fc
  .array(fc.tuple(single, fc.integer({min: -1, max: 1})), {minLength: 1, maxLength: 5})
  .map(items =>
    Uint8Array.of(0, 0, 1, ...items.flatMap(([item, lie]) => [Math.max(0, item.length + lie), ...item])),
  );

/** What a peer that knows the encryption may try. */
const frames = fc.array(fc.oneof(single, batch), {minLength: 1, maxLength: 6});

test('whatever frames a peer sends: the link lives or ends, and nothing else happens', async () => {
  const world = createWorld('memory');
  const limits = {attemptBurst: Number.MAX_SAFE_INTEGER, linksPerHost: 1000};
  const alice = await world.peer('alice', {limits});
  let ends = 0;
  await fc.assert(
    fc.asyncProperty(frames, async sent => {
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      for (const frame of sent) {
        rogue.secret.write(Buffer.from(frame));
      }
      rogue.write('01 07 fe 78 56 34 12');
      const answered = () => rogue.frames.some(frame => frame.toString('hex').includes('08fe78563412'));
      await until(() => heard.ends.length > 0 || answered());
      expect(heard.ends.every(({type}) => ['bye', 'protocol', 'lost'].includes(type))).toBe(true);
      expect(alice.faults).toEqual([]);
      ends += heard.ends.length;
      rogue.raw.destroy();
      await heard.ended;
    }),
    {numRuns: 300},
  );
  expect(ends).toBeGreaterThan(50);
  await world.end();
}, 30_000);
