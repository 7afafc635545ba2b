import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {NatterError} from '../../../src/lib/errors.ts';
import {peerKey} from '../../../src/lib/ids.ts';
import {PROGRAM} from '../../../src/lib/program.ts';
import {decodeMessage} from '../../../src/wire/chat/codecs.ts';
import type {ByeReason, Entries, Hello} from '../../../src/wire/chat/messages.ts';
import {manualClock} from '../../support/manual-clock.ts';
import {asWritten, entriesOf, haveOf, wireEntry} from '../../support/wire.ts';
import {
  createWorld,
  dialAsRogue,
  failureOf,
  hear,
  helloOf,
  linkAsRogue,
  OPEN,
  type Rogue,
  seedOf,
  settle,
  speakSecretly,
  until,
  type World,
  wholeHello,
} from '../peers.ts';

/** Whose logs the messages are about; nothing here looks at it. */
const KEY = peerKey('11'.repeat(32));

const KIBIBYTE = 1024;

describe.each(['memory', 'tcp'] as const)('a secure link over %s', kind => {
  let world: World;

  beforeEach(() => {
    world = createWorld(kind);
  });

  afterEach(() => world.end());

  describe('coming about', () => {
    test('both say hello, and each knows who the other is', async () => {
      const {alice, bob, ours, theirs} = await world.pair();
      expect(ours).toMatchObject({
        remoteKey: bob.key,
        initiator: true,
        path: kind === 'memory' ? kind : 'direct',
        remoteAddress: `${bob.where.host}:${bob.where.port}`,
        hello: {type: 'hello', ...helloOf('bob')},
      });
      expect(theirs).toMatchObject({
        remoteKey: alice.key,
        initiator: false,
        path: kind === 'memory' ? kind : 'direct',
        remoteAddress: expect.stringMatching(new RegExp(`^${world.hostOf('alice')}:\\d+$`)),
        hello: {type: 'hello', ...helloOf('alice')},
      });
      expect(ours.hello.binding).toEqual(theirs.hello.binding);
      expect([alice.asked, bob.asked]).toEqual([[bob.key], [alice.key]]);
    });

    test('each link has another binding', async () => {
      const {alice, bob, ours} = await world.pair();
      const again = await alice.network.dial(bob.where);
      expect(again.hello.binding).not.toEqual(ours.hello.binding);
    });

    test('the key that was expected is taken', async () => {
      const {alice, bob} = await world.pair();
      const link = await alice.network.dial(bob.where, {expectedKey: bob.key});
      expect(link.remoteKey).toBe(bob.key);
    });

    test('another key than expected is refused before a word is said', async () => {
      const alice = await world.peer('alice');
      const mallory = await world.peer('mallory');
      const bob = await world.peer('bob');
      const error = await failureOf(alice.network.dial(mallory.where, {expectedKey: bob.key}));
      expect(error).toMatchObject({
        code: 'KEY_MISMATCH',
        message: expect.stringContaining(mallory.where.host),
      });
      expect(alice.asked).toEqual([]);
      await settle();
      expect([mallory.linked, mallory.asked]).toEqual([[], []]);
    });

    test('our own key is refused', async () => {
      const alice = await world.peer('alice');
      const error = await failureOf(alice.network.dial(alice.where));
      expect(error).toMatchObject({code: 'SELF_CONNECTION', message: expect.stringContaining('is you')});
      await settle();
      expect([alice.asked, alice.linked]).toEqual([[], []]);
    });

    test('a copy of our own profile elsewhere is refused too', async () => {
      const alice = await world.peer('alice');
      const copy = await world.peer('copy', {seed: seedOf('alice')});
      expect(await failureOf(alice.network.dial(copy.where))).toMatchObject({code: 'SELF_CONNECTION'});
      expect(copy.linked).toEqual([]);
    });

    test.each<[ByeReason, string, RegExp]>([
      ['closed', 'PEER_REFUSED', /takes no requests/],
      ['declined', 'PEER_REFUSED', /declined you/],
      ['blocked', 'PEER_REFUSED', /takes no requests/], // it does not say so
      ['busy', 'PEER_REFUSED', /Try again later/],
      ['duplicate', 'ALREADY_CONNECTED', /already connected to/],
    ])('a peer that refuses us as %s', async (reason, code, message) => {
      const alice = await world.peer('alice');
      const bob = await world.peer('bob', {admit: () => ({type: 'refuse', reason})});
      const error = await failureOf(alice.network.dial(bob.where));
      expect(error).toBeInstanceOf(NatterError);
      expect(error).toMatchObject({code, message: expect.stringMatching(message)});
      expect(bob.linked).toEqual([]);
    });

    test.each<[ByeReason, string]>([
      ['duplicate', 'ALREADY_CONNECTED'],
      ['blocked', 'PEER_BLOCKED'],
    ])('a peer that we refuse as %s', async (reason, code) => {
      const alice = await world.peer('alice', {admit: () => ({type: 'refuse', reason})});
      const bob = await world.peer('bob');
      expect(await failureOf(alice.network.dial(bob.where))).toMatchObject({code});
      await settle();
      expect(bob.linked).toEqual([]);
    });

    test('a hello for another handshake makes no link', async () => {
      const alice = await world.peer('alice');
      const rogue = await dialAsRogue(world, alice.where);
      rogue.open();
      rogue.send(wholeHello('rogue', new Uint8Array(32)));
      await until(rogue.closed);
      expect(alice.linked).toEqual([]);
      expect(saidBye(rogue.frames)).toEqual({reason: 8, detail: 'The hello belongs to another link'});
    });

    test('a message before the hello makes no link', async () => {
      const alice = await world.peer('alice');
      const rogue = await dialAsRogue(world, alice.where);
      rogue.open();
      rogue.send({type: 'typing', active: true});
      await until(rogue.closed);
      expect(alice.linked).toEqual([]);
      expect(saidBye(rogue.frames)).toEqual({reason: 8, detail: 'A message came before the hello'});
    });

    test('a version that is too old', async () => {
      const alice = await world.peer('alice');
      const old = await listenAsRogue('old', {version: 1, release: '0.1.9'});
      const error = await failureOf(alice.network.dial(old.where));
      expect(error).toMatchObject({
        code: 'VERSION_MISMATCH',
        message: expect.stringMatching(/runs test 0\.1\.9, which is too old for your natter \d/),
      });
      const rogue = await old.rogue;
      await until(rogue.closed);
      expect(saidBye(rogue.frames)).toEqual({
        reason: 10,
        detail: 'natter 0.2 or later is needed: update yours',
      });
    });

    test('a peer that finds ours too old says what it runs', async () => {
      const alice = await world.peer('alice');
      const newer = await listenAsRogue('newer', null);
      const dialling = failureOf(alice.network.dial(newer.where));
      const rogue = await newer.rogue;
      rogue.open();
      rogue.send({type: 'bye', reason: 'version', detail: '', program: 'natter', release: '9.0.0'});
      expect(await dialling).toMatchObject({
        code: 'VERSION_MISMATCH',
        message: expect.stringMatching(
          /runs natter 9\.0\.0, and your natter \S+ is too old for it\. Update yours/,
        ),
      });
    });

    test('a newer version is welcome', async () => {
      const alice = await world.peer('alice');
      const newer = await listenAsRogue('newer', {version: 7, features: 2 ** 31});
      expect((await alice.network.dial(newer.where)).hello).toMatchObject({version: 7, features: 2 ** 31});
    });

    test('a peer that does not know the channel speaks another version', async () => {
      const alice = await world.peer('alice');
      const transport = world.transport('other');
      const listener = await transport.listen({host: world.hostOf('other'), port: 0}, ({stream}) => {
        world.strays.push(stream);
        void speakSecretly(stream, false, 'other').then(other => other.write('00 02 01'));
      });
      expect(await failureOf(alice.network.dial(listener))).toMatchObject({code: 'VERSION_MISMATCH'});
      await listener.close();
    });
  });

  /** Listens once, and says a hello of its own; null: says nothing. */
  async function listenAsRogue(name: string, hello: Partial<Hello> | null) {
    const rogue = Promise.withResolvers<Rogue>();
    const listener = await world.transport(name).listen({host: world.hostOf(name), port: 0}, ({stream}) => {
      world.strays.push(stream);
      void speakSecretly(stream, false, name).then(made => {
        if (hello !== null) {
          made.open();
          made.send({...wholeHello(name, made.binding), ...hello});
        }
        rogue.resolve(made);
      });
    });
    return {where: {host: listener.host, port: listener.port}, rogue: rogue.promise};
  }

  describe('messages', () => {
    test('come in order, both ways, and only once somebody listens', async () => {
      const {ours, theirs} = await world.pair();
      ours.send({type: 'standing', accepted: true});
      ours.send(entries('one'));
      const there = hear(theirs);
      ours.send(entries('two'));
      await there.count(3);
      expect(there.messages.map(asWritten)).toMatchObject([
        {type: 'standing', accepted: true},
        entries('one'),
        entries('two'),
      ]);
      const here = hear(ours);
      theirs.send(haveOf(KEY, {epoch: 1, sequence: 2}));
      await here.count(1);
      expect(here.messages).toEqual([haveOf(KEY, {epoch: 1, sequence: 2})]);
    });

    test('what comes in one frame with the hello waits for the listener, and so does the bye', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      rogue.send({type: 'typing', active: true});
      rogue.send({type: 'bye', reason: 'quit', detail: '', program: 'test', release: '1'});
      rogue.secret.end();
      await settle();
      const heard = hear(link);
      expect(await heard.ended).toEqual({
        type: 'bye',
        bye: {type: 'bye', reason: 'quit', detail: '', program: 'test', release: '1'},
      });
      expect(heard.messages).toEqual([{type: 'typing', active: true}]);
    });

    test('20,000 of them arrive whole, in order, in frames that the gate lets through', async () => {
      const {ours, theirs} = await world.pair();
      const there = hear(theirs);
      hear(ours);
      let sent = 0;
      while (sent < 20_000) {
        const goesOn = ours.send(haveOf(KEY, {epoch: sent, sequence: sent}));
        sent++;
        if (!goesOn) {
          await until(() => ours.buffered() < 100_000);
        }
      }
      await there.count(20_000);
      const wrong = there.messages.findIndex(
        (message, index) => message.type !== 'have' || message.logs[0]?.epoch !== index,
      );
      expect(wrong).toBe(-1);
    });

    test('a message with 64 long bodies does not fit: our own mistake, and the link lives', async () => {
      const {ours, theirs} = await world.pair();
      const there = hear(theirs);
      const huge = {...entries('x'), entries: Array.from({length: 64}, () => entryOf('y'.repeat(2000)))};
      expect(() => ours.send(huge)).toThrow(RangeError);
      ours.send(entries('fine'));
      await there.count(1);
      expect(there.messages.map(asWritten)).toMatchObject([entries('fine')]);
    });

    test('tags of a newer version are ignored, in batches too', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.write('01 1e ff ff ff');
      rogue.write('01 fd ff ff 01');
      rogue.write('00 00 01 03 1e 01 02 02 06 01');
      await heard.count(1);
      expect(heard.messages).toEqual([{type: 'typing', active: true}]);
    });

    test('a second channel and messages for no channel are not our business', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.write('00 01 02 05 6f 74 68 65 72 00'); // opens "other" as channel 2
      rogue.write('02 00 01 02 03');
      rogue.write('77 00 01 02 03');
      rogue.write('01 06 01');
      await heard.count(1);
      expect(heard.messages).toEqual([{type: 'typing', active: true}]);
    });
  });

  describe('ending', () => {
    test.each<ByeReason>(['disconnect', 'quit', 'duplicate', 'declined', 'closed', 'blocked', 'busy'])(
      'bye %s',
      async reason => {
        const {ours, theirs} = await world.pair();
        const [here, there] = [hear(ours), hear(theirs)];
        ours.send(entries('the last words'));
        await ours.close(reason, 'so be it');
        expect(await here.ended).toEqual({type: 'closed', reason});
        expect(await there.ended).toEqual({
          type: 'bye',
          bye: {type: 'bye', reason, detail: 'so be it', ...PROGRAM},
        });
        expect(there.messages.map(asWritten)).toMatchObject([entries('the last words')]);
        await ours.close('quit');
        await settle();
        expect([here.ends, there.ends].map(ends => ends.length)).toEqual([1, 1]);
        expect(ours.send(entries('too late'))).toBe(false);
      },
    );

    test('a broken rule above the codec: the other side hears why', async () => {
      const {ours, theirs} = await world.pair();
      const [here, there] = [hear(ours), hear(theirs)];
      ours.fail(`sequence goes back ${'é'.repeat(400)}`);
      expect(await here.ended).toMatchObject({type: 'protocol'});
      const end = await there.ended;
      expect(end).toMatchObject({type: 'bye', bye: {reason: 'protocol'}});
      expect(end.type === 'bye' && end.bye.detail).toBe(`sequence goes back ${'é'.repeat(190)}`);
    });

    test.each<[string, string, string]>([
      ['a second hello', '', 'A second hello came'],
      ['a name that is not UTF-8', '01 02 01 ff', 'The name is not valid UTF-8'],
      ['a message cut short', '01 07', 'The number of a ping is cut short'],
      ['a batch in a batch', '00 00 00 03 00 01 00', 'A batch lies inside of a batch'],
      [
        'an open of a channel that is open',
        OPEN.replace('00 01 01', '00 01 01'),
        'A message makes no sense to Protomux',
      ],
      ['a reject of nothing', '00 02 07', 'A message makes no sense to Protomux'],
      ['a control message without a type', '00', 'The type of a control message is cut short'],
    ])('%s ends that link with a reason, and no other', async (what, frame, detail) => {
      const {alice, ours, theirs} = await world.pair();
      const [here, there] = [hear(ours), hear(theirs)];
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      if (what === 'a second hello') {
        rogue.send(wholeHello('rogue', rogue.binding));
      } else {
        rogue.write(frame);
      }
      expect(await heard.ended).toEqual({type: 'protocol', detail});
      await until(rogue.closed);
      expect(saidBye(rogue.frames)).toEqual({reason: 8, detail});
      expect(alice.faults).toEqual([]);
      theirs.send(entries('all is well'));
      await here.count(1);
      expect(there.ends).toEqual([]);
    });

    test('a frame over 64 KiB ends the link before it is read', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.secret.write(Buffer.alloc(64 * KIBIBYTE + 1));
      expect(await heard.ended).toEqual({type: 'protocol', detail: 'a frame of 65554 bytes'});
      await until(rogue.closed);
      expect(saidBye(rogue.frames)).toEqual({reason: 8, detail: 'a frame of 65554 bytes'});
    });

    test('bytes that are not encrypted end only that link', async () => {
      const {alice, ours, theirs} = await world.pair();
      const [here, there] = [hear(ours), hear(theirs)];
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.raw.write(Buffer.concat([Buffer.of(40, 0, 0), Buffer.alloc(40, 0xaa)]));
      expect(await heard.ended).toEqual({type: 'protocol', detail: 'bytes that this link did not encrypt'});
      theirs.send(entries('all is well'));
      await here.count(1);
      expect(there.ends).toEqual([]);
    });

    test('a peer that hangs up without a bye is lost', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.secret.end();
      expect(await heard.ended).toEqual({type: 'lost', detail: 'closed without a goodbye'});
    });

    test('a FIN in the middle of a frame is lost, too', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.raw.end(Buffer.of(100, 0, 0, 1, 2, 3));
      expect(await heard.ended).toEqual({type: 'lost', detail: 'closed in the middle of a frame'});
    });

    test('a peer that closes the channel is lost', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      rogue.write('00 03 01');
      expect(await heard.ended).toEqual({type: 'lost', detail: 'the channel was closed'});
      await until(rogue.closed);
    });

    test('a handler that throws is a fault of ours: the link is lost, the process lives', async () => {
      const {bob, ours, theirs} = await world.pair();
      const mistake = new TypeError('on purpose');
      const there = hear(theirs, () => {
        throw mistake;
      });
      const here = hear(ours);
      ours.send(entries('boom'));
      expect(await there.ended).toEqual({type: 'lost', detail: 'something went wrong inside natter'});
      expect(bob.faults).toEqual([mistake]);
      expect(await here.ended).toMatchObject({type: 'lost'});
    });

    test('an admission that throws is a fault of ours: no link, the process lives', async () => {
      const mistake = new TypeError('on purpose');
      const alice = await world.peer('alice');
      const bob = await world.peer('bob', {
        admit() {
          throw mistake;
        },
      });
      expect(await failureOf(alice.network.dial(bob.where))).toMatchObject({code: 'LINK_LOST'});
      expect(bob.faults).toEqual([mistake]);
      expect(await failureOf(bob.network.dial(alice.where))).toBe(mistake);
    });
  });

  describe('heartbeats', () => {
    const second = 1000;

    test('keep an idle link alive', async () => {
      const clock = manualClock(0);
      const {ours, theirs} = await world.pair({clock});
      const [here, there] = [hear(ours), hear(theirs)];
      for (let time = 0; time < 60; time++) {
        clock.advance(second);
        await settle();
      }
      expect([here.ends, there.ends]).toEqual([[], []]);
      expect([here.messages, there.messages]).toEqual([[], []]);
    });

    test('a peer that falls silent is lost after 12 s', async () => {
      const clock = manualClock(0);
      const alice = await world.peer('alice', {clock});
      const {link} = await linkAsRogue(world, alice);
      const heard = hear(link);
      await settle();
      clock.advance(12 * second - 1);
      await settle();
      expect(heard.ends).toEqual([]);
      clock.advance(1);
      expect(await heard.ended).toEqual({type: 'lost', detail: 'no sign of life for 12 s'});
    });

    test('a ping is answered with its number', async () => {
      const alice = await world.peer('alice');
      const {rogue, link} = await linkAsRogue(world, alice);
      hear(link);
      rogue.send({type: 'ping', nonce: 200});
      await until(() => rogue.frames.some(frame => frame.toString('hex') === '0108c8'));
    });
  });

  describe('backpressure', () => {
    test('a peer that stops reading: false, at most 1 MiB, drained when it reads again', async () => {
      const {ours, theirs} = await world.pair();
      const there = hear(theirs);
      const here = hear(ours);
      theirs.pause();
      const batch = {
        ...entries('x'),
        entries: Array.from({length: 3}, () => entryOf('z'.repeat(16 * KIBIBYTE))),
      };
      let sent = 0;
      for (let stuck = 0; stuck < 50; ) {
        if (ours.buffered() < 512 * KIBIBYTE) {
          ours.send(batch);
          sent++;
          stuck = 0;
        } else {
          await new Promise(setImmediate);
          stuck++;
        }
      }
      const before = here.drained();
      expect(ours.send(batch)).toBe(false);
      sent++;
      expect(ours.buffered()).toBeGreaterThan(512 * KIBIBYTE);
      expect(ours.buffered()).toBeLessThanOrEqual(KIBIBYTE * KIBIBYTE);
      await settle();
      expect(here.drained()).toBe(before);

      theirs.resume();
      await until(() => here.drained() > before);
      expect(ours.buffered()).toBeLessThanOrEqual(256 * KIBIBYTE);
      await there.count(sent);
      expect(
        there.messages.every(message => message.type === 'entries' && message.entries.length === 3),
      ).toBe(true);
      expect(ours.send(batch)).toBe(true);
    });

    test('whoever goes on sending to a peer that does not read loses the link at 1 MiB', async () => {
      const {ours, theirs} = await world.pair();
      hear(theirs);
      const here = hear(ours);
      theirs.pause();
      let most = 0;
      while (here.ends.length === 0) {
        ours.send({...entries('x'), entries: [entryOf('z'.repeat(16 * KIBIBYTE))]});
        most = Math.max(most, ours.buffered());
        if (ours.buffered() < 512 * KIBIBYTE) {
          await new Promise(setImmediate);
        }
      }
      expect(here.ends).toEqual([{type: 'lost', detail: 'the other side does not read'}]);
      expect(most).toBeLessThanOrEqual(KIBIBYTE * KIBIBYTE + 20 * KIBIBYTE);
    });

    test('a peer that pings without reading the answers fills no buffer', async () => {
      const alice = await world.peer('alice', {limits: {highWaterMark: 20_000}});
      const {rogue, link} = await linkAsRogue(world, alice);
      hear(link);
      rogue.secret.pause();
      const pings = `00 00 01 ${'02 07 05 '.repeat(10_000)}`;
      for (let frame = 0; frame < 30; frame++) {
        rogue.write(pings);
        await until(() => !rogue.raw.writableNeedDrain);
        await settle();
        expect(link.buffered()).toBeLessThan(40_000);
      }
    });
  });
});

describe('frames', () => {
  test('all messages of one tick travel in one frame, those of the next in another', async () => {
    const world = createWorld('memory');
    const alice = await world.peer('alice');
    const {rogue, link} = await linkAsRogue(world, alice);
    await until(() => rogue.frames.length > 0);
    rogue.frames.length = 0;
    link.send({type: 'typing', active: true});
    link.send({type: 'standing', accepted: true});
    link.send({type: 'rename', name: 'a'});
    await new Promise(setImmediate);
    link.send({type: 'typing', active: false});
    await until(() => rogue.frames.length >= 2);
    expect(rogue.frames.map(frame => frame.toString('hex'))).toEqual([
      '0000010206010201010302' + '0161',
      '010600',
    ]);
    await world.end();
  });

  test('a tick that fills more than one frame gives frames of at most 64 KiB', async () => {
    const world = createWorld('memory');
    const alice = await world.peer('alice');
    const {rogue, link} = await linkAsRogue(world, alice);
    await until(() => rogue.frames.length > 0);
    rogue.frames.length = 0;
    for (let message = 0; message < 20; message++) {
      link.send({...entries('x'), entries: [entryOf('z'.repeat(16 * KIBIBYTE))]});
    }
    await until(() => rogue.frames.length === 7);
    expect(rogue.frames.every(frame => frame.byteLength <= 64 * KIBIBYTE)).toBe(true);
    await world.end();
  });

  test('hello and the channel open in one frame', async () => {
    const world = createWorld('memory');
    const alice = await world.peer('alice');
    const rogue = await dialAsRogue(world, alice.where);
    await until(() => rogue.frames.length > 0);
    const open = '11 01 01 0d 6e 61 74 74 65 72 2f 63 68 61 74 2f 31 00'.replaceAll(' ', '');
    expect(rogue.frames[0]?.toString('hex')).toMatch(new RegExp(`^000000${open}0001[0-9a-f]{2}000200`));
    await world.end();
  });
});

test('a recorded dial that is played again makes no link and is not even asked about', async () => {
  const world = createWorld('memory');
  const bob = await world.peer('bob');
  const transport = world.transport('alice');
  const recorded: Buffer[] = [];
  const alice = await world.peer('alice', {
    transport: {
      ...transport,
      async dial(where, signal) {
        const connection = await transport.dial(where, signal);
        const write = connection.stream.write.bind(connection.stream) as (...values: unknown[]) => boolean;
        connection.stream.write = (chunk: Buffer, ...rest: unknown[]) => {
          recorded.push(Buffer.from(chunk));
          return write(chunk, ...rest);
        };
        return connection;
      },
    },
  });
  const link = await alice.network.dial(bob.where);
  link.send(entries('secret'));
  await settle();
  expect(bob.linked).toHaveLength(1);
  expect(Buffer.concat(recorded).length).toBeGreaterThan(200);

  const {stream} = await world.transport('mallory').dial(bob.where, new AbortController().signal);
  stream.resume();
  for (const chunk of recorded) {
    stream.write(chunk);
  }
  await until(() => stream.destroyed);
  expect(bob.linked).toHaveLength(1);
  expect(bob.asked).toHaveLength(1);
  await world.end();
});

test('a network that goes dead is noticed on both sides after 12 s', async () => {
  const world = createWorld('memory');
  const clock = manualClock(0);
  const {ours, theirs} = await world.pair({clock});
  const ends = Promise.all([hear(ours).ended, hear(theirs).ended]);
  await settle();
  world.memory?.stall();
  clock.advance(12_000);
  expect(await ends).toEqual([
    {type: 'lost', detail: 'no sign of life for 12 s'},
    {type: 'lost', detail: 'no sign of life for 12 s'},
  ]);
  await world.end();
});

test('a cut is noticed at once on both sides', async () => {
  const world = createWorld('memory');
  const {ours, theirs} = await world.pair();
  const ends = Promise.all([hear(ours).ended, hear(theirs).ended]);
  await settle();
  world.memory?.cut();
  expect(await ends).toEqual([
    {type: 'lost', detail: 'the connection broke (ECONNRESET)'},
    {type: 'lost', detail: 'the connection broke (ECONNRESET)'},
  ]);
  await world.end();
});

test('a bye to a peer that does not read is given up after a short grace', async () => {
  const world = createWorld('memory');
  const clock = manualClock(0);
  const {ours, theirs} = await world.pair({clock});
  hear(ours);
  hear(theirs);
  await settle();
  world.memory?.stall();
  let isClosed = false;
  const closing = ours.close('quit').then(() => {
    isClosed = true;
  });
  clock.advance(999);
  await settle();
  expect(isClosed).toBe(false);
  clock.advance(1);
  await closing;
  world.memory?.flow();
  await world.end();
});

function entries(body: string): Entries {
  return entriesOf(KEY, 1, 1, entryOf(body));
}

function entryOf(body: string) {
  return wireEntry(1, body);
}

/** The bye in what a rogue got, as its last message. */
function saidBye(frames: readonly Buffer[]): {reason: number; detail: string} | null {
  const last = frames.at(-1);
  const start = last?.lastIndexOf(9) ?? -1;
  if (last === undefined || start === -1) {
    return null;
  }
  const {detail} = decodeMessage('bye', last.subarray(start + 1));
  return {reason: last[start + 1] ?? -1, detail};
}
