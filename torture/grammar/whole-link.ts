import {type Rogue, seedOf, speakSecretly, wholeHello} from '../../__tests__/net/peers.ts';
import {createVillage, type Person, PORT, type Village} from '../../__tests__/support/cores.ts';
import {keyPair} from '../../src/identity/key-pair.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import {createFrameReader} from '../../src/net/mux/mux-frames.ts';
import {memory} from '../../src/net/transport/memory.ts';
import {messageTags} from '../../src/wire/chat/codecs.ts';
import {READER, WRITER} from './frames.ts';

/** A whole natter without a screen, and somebody who writes frames to it that its encoders would not. */
export type WholeLink = {
  /** Opens a link, sends the frames, waits for an answer or an end. Throws what must not be. */
  readonly send: (frames: readonly Uint8Array[], greeted: boolean) => Promise<'lives' | 'ended'>;
  /** Whether an honest contact can still talk to it. Throws if not. */
  readonly check: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** A link without an answer for so long hangs, milliseconds. */
const PATIENCE = 8000;
const NONCE = 'fe78563412';
const LIMITS = {
  attemptBurst: Number.MAX_SAFE_INTEGER,
  linksPerHost: 10_000,
  pendingHandshakesPerHost: 1000,
  handshakeDeadline: 1000,
};
/** Whoever comes, under a name that is like no other: an alarm would keep them out. */
const NAMES = ['anchor', 'bridge', 'candle', 'dragon', 'engine', 'forest', 'garden', 'hammer'];

export async function openWholeLink(): Promise<WholeLink> {
  const village: Village = createVillage();
  const ann = await village.person('ann', {requests: 'open', limits: LIMITS});
  let links = 0;
  let seen = 0;

  function faults(): string[] {
    const fresh = ann.events.slice(seen);
    seen = ann.events.length;
    return fresh.filter(({type}) => type === 'failed').map(event => JSON.stringify(event));
  }

  async function send(frames: readonly Uint8Array[], greeted: boolean): Promise<'lives' | 'ended'> {
    const name = NAMES[links++ % NAMES.length] ?? '';
    const rogue = await dialAs(village, name);
    try {
      rogue.open();
      if (greeted) {
        greet(rogue, name, ann.key);
      }
      for (const frame of frames) {
        rogue.secret.write(withKeys(frame, keyPair(seedOf(name)).publicKey, Buffer.from(ann.key, 'hex')));
      }
      rogue.write(`01 07 ${NONCE}`);
      const has = (tag: number) => tagsIn(rogue.frames).has(tag);
      const isOver = () => rogue.closed() || has(messageTags.bye);
      await patiently(() => isOver() || has(messageTags.pong));
      const wrong = faults();
      if (wrong.length > 0) {
        throw new Error(wrong.join('; '));
      }
      return isOver() ? 'ended' : 'lives';
    } finally {
      rogue.raw.destroy();
    }
  }

  return {
    send,
    async check() {
      const name = `bob${links}`;
      const bob: Person = await village.person(name, {seed: 200});
      await bob.dial('ann');
      await bob.say(ann.key, `hello from ${name}`);
      await patiently(() =>
        ann.events.some(
          event =>
            event.type === 'entries-added' && event.entries.some(({text}) => text === `hello from ${name}`),
        ),
      );
      await village.leave(bob);
    },
    close: village.close,
  };
}

/** A frame in which the keys of the two stand where the grammar only said which of them it means. */
function withKeys(frame: Uint8Array, writer: Uint8Array, reader: Uint8Array): Buffer {
  const bytes = Buffer.from(frame);
  for (const [placeholder, real] of [
    [WRITER, writer],
    [READER, reader],
  ] as const) {
    for (let at = bytes.indexOf(placeholder); at >= 0; at = bytes.indexOf(placeholder, at + 1)) {
      bytes.set(real, at);
    }
  }
  return bytes;
}

/** The tags of all messages that came for the channel of the chat. */
function tagsIn(frames: readonly Uint8Array[]): Set<number> {
  const tags = new Set<number>();
  const read = createFrameReader();
  for (const frame of frames) {
    read(Uint8Array.from(frame), message => {
      if (message[0] !== 0) {
        tags.add(message[1] ?? -1);
      }
    });
  }
  return tags;
}

async function dialAs(village: Village, name: string): Promise<Rogue> {
  const signal = new AbortController().signal;
  const {stream} = await memory(village.network, name).dial({host: 'ann', port: PORT}, signal);
  return await speakSecretly(stream, true, name);
}

function greet(rogue: Rogue, name: string, author: PeerKey): void {
  const {binding} = rogue;
  rogue.send(wholeHello(name, binding));
  rogue.send({type: 'standing', accepted: true});
  rogue.send({type: 'have', author, clock: 0, logs: []});
}

async function patiently(holds: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!holds()) {
    if (performance.now() > end) {
      throw new Error('the link neither answers nor ends');
    }
    await new Promise(setImmediate);
  }
}
