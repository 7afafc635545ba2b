import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import type {AnyChannel, ChannelHandlers} from '../../../src/net/link/side-channels.ts';
import {defineChannel} from '../../../src/wire/codec/channel.ts';
import {text, uint} from '../../../src/wire/codec/primitives.ts';
import {message} from '../../../src/wire/codec/record.ts';
import {createWorld, dialAsRogue, hear, helloOf, until, type World, wholeHello} from '../peers.ts';

/** A channel that no file of net knows. */
type Chunk = {readonly type: 'chunk'; readonly place: number; readonly bytes: string};
type Done = {readonly type: 'done'};
const toy = defineChannel<Chunk | Done>({
  name: 'test/toy',
  version: 3,
  tags: {chunk: 0, done: 5},
  codecs: {
    chunk: message<Chunk>('chunk', {place: uint('place of a chunk'), bytes: text('chunk', 16_384)}),
    done: message<Done>('done', {}),
  },
  priority: 9,
  window: 64 * 1024,
});
const channels = [toy as unknown as AnyChannel];
const chunk = (place: number, bytes = 'x'): Chunk => ({type: 'chunk', place, bytes});

let world: World;

beforeEach(() => {
  world = createWorld('memory');
});

afterEach(() => world.end());

function handlers(told: unknown[]): ChannelHandlers<Chunk | Done> {
  return {
    message: each => void told.push(each),
    drained: () => void told.push('drained'),
    closed: () => void told.push('closed'),
  };
}

describe('a second channel', () => {
  test('carries its own messages both ways, beside the chat', async () => {
    const {ours, theirs} = await world.pair({channels});
    const [here, there]: [unknown[], unknown[]] = [[], []];
    const mine = ours.channel(toy, handlers(here));
    const other = theirs.channel(toy, handlers(there));
    const chat = hear(theirs);
    hear(ours);
    expect([mine.send(chunk(1)), mine.send({type: 'done'}), other.send(chunk(2))]).toEqual([
      true,
      true,
      true,
    ]);
    ours.send({type: 'typing', active: true});
    await until(() => there.length === 2 && here.length === 1);
    await chat.count(1);
    expect([here, there]).toEqual([[chunk(2)], [chunk(1), {type: 'done'}]]);
  });

  test('goes behind the chat in what leaves in one moment', async () => {
    const {ours, theirs} = await world.pair({channels});
    const order: string[] = [];
    const side = ours.channel(toy, handlers([]));
    theirs.channel(toy, {...handlers([]), message: each => void order.push(each.type)});
    hear(theirs, each => void order.push(each.type));
    hear(ours);
    await new Promise(setImmediate);
    side.send(chunk(1));
    ours.send({type: 'typing', active: true});
    await until(() => order.length === 2);
    expect(order).toEqual(['typing', 'chunk']);
  });

  test('waits when its window is full, and never costs the chat its link', async () => {
    const {ours, theirs} = await world.pair({channels});
    const [here, there]: [unknown[], unknown[]] = [[], []];
    const side = ours.channel(toy, handlers(here));
    theirs.channel(toy, handlers(there));
    const chat = hear(theirs);
    const ends = hear(ours).ends;
    await new Promise(setImmediate);
    theirs.pause();
    let taken = 0;
    for (let idle = 0; idle < 20; ) {
      if (side.send(chunk(taken, 'z'.repeat(16_000)))) {
        taken++;
        idle = 0;
      } else {
        await new Promise(setImmediate);
        idle++;
      }
    }
    expect(ours.buffered()).toBeLessThan(100 * 1024);
    expect(ours.send({type: 'typing', active: true})).toBe(true);
    theirs.resume();
    await until(() => here.includes('drained'));
    await until(() => there.length === taken);
    await chat.count(1);
    expect(ends).toEqual([]);
  });

  test('that the peer does not have is closed, and the chat goes on', async () => {
    const alice = await world.peer('alice', {channels});
    const bob = await world.peer('bob');
    const next = bob.nextLink();
    const ours = await alice.network.dial(bob.where);
    const told: unknown[] = [];
    const side = ours.channel(toy, handlers(told));
    hear(ours);
    const chat = hear(await next);
    await until(() => told.includes('closed'));
    expect(side.send(chunk(1))).toBe(false);
    ours.send({type: 'typing', active: true});
    await chat.count(1);
  });

  test('bytes on it that break its rules end that link', async () => {
    const alice = await world.peer('alice', {channels});
    const next = alice.nextLink();
    const rogue = await dialAsRogue(world, alice.where);
    rogue.open();
    rogue.send(wholeHello('rogue', rogue.binding));
    const link = await next;
    link.channel(toy, handlers([]));
    const heard = hear(link);
    rogue.write('00 01 02 0a 74 65 73 74 2f 74 6f 79 2f 33 00'); // opens test/toy/3 as channel 2
    rogue.write('02 00 01 02 ff ff');
    expect(await heard.ended).toEqual({type: 'protocol', detail: 'The chunk is not valid UTF-8'});
    expect(link.hello).toMatchObject(helloOf('rogue'));
  });

  test('that the network was not told of cannot be had', async () => {
    const {ours} = await world.pair();
    expect(() => ours.channel(toy, handlers([]))).toThrow(TypeError);
  });
});
