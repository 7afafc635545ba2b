import {Duplex} from 'node:stream';
import type {SyncEvent} from '../../src/core/sync/machine-types.ts';
import {createScheduler} from '../../src/core/sync/scheduler.ts';
import {createSession, type Session} from '../../src/core/sync/session.ts';
import {keyPair} from '../../src/identity/key-pair.ts';
import {createIdentity} from '../../src/identity/own-identity.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {peerKeyOf} from '../../src/lib/ids.ts';
import {noTracing} from '../../src/lib/trace.ts';
import {kindOf} from '../../src/net/guard/handshake-kinds.ts';
import {defaultLimits} from '../../src/net/guard/limits.ts';
import {openLink} from '../../src/net/link/handshake.ts';
import type {Link} from '../../src/net/link/link.ts';
import {openDatabase} from '../../src/storage/database.ts';
import type {Database} from '../../src/storage/types.ts';
import {isErased, receivedContent} from '../../src/wire/chat/entry-codec.ts';
import type {ChatMessage} from '../../src/wire/chat/messages.ts';
import {until} from './cores.ts';
import {manualClock} from './manual-clock.ts';
import {asWritten} from './wire.ts';

/** Ann is dialled by Bob. Their seeds are letters, their handshake keys capitals. */
export type Role = 'ann' | 'bob';

/** What one side hears, and what it says, as data; bytes in hex. */
export type Talk = readonly (readonly [type: string, fields: unknown])[];

/** A whole link: the bytes of both sides as they were written, and what each side hears. */
export type Recording = {
  readonly bytes: Readonly<Record<Role, readonly string[]>>;
  /** So many chunks were written before the other side's messages were there: the next ones may acknowledge them. */
  readonly unanswered: Readonly<Record<Role, number>>;
  /** So many chunks of Bob come before he says goodbye. */
  readonly goodbye: number;
  readonly heard: Readonly<Record<Role, Talk>>;
};

export const DATABASE_KEY = Buffer.alloc(32, 9);
const THEN = 1_800_000_000_000;
/** Meeting without ML-KEM, whose keys cannot be fixed. */
const MEETING = 1;
const other = (role: Role): Role => (role === 'ann' ? 'bob' : 'ann');
const seedOf = (text: string) => Buffer.alloc(32, text);
const identityOf = (role: Role) => createIdentity(seedOf(role), seedOf(`${role}'s device`));
export const keyOf = (role: Role) => peerKeyOf(identityOf(role).person);
export const conversationOf = (role: Role) => directWith(keyOf(other(role)));

/** One end of a link in which nothing is left to chance. */
export type Side = {
  readonly database: Database;
  readonly heard: Talk;
  /** How many of its messages were sent. */
  readonly sent: () => number;
  readonly session: () => Session | null;
  readonly link: () => Link | null;
};

/** The history of somebody before the link: two messages of Bob, one of Ann. */
export function historyOf(role: Role, path: string): Database {
  let drawn = role === 'ann' ? 0xa0 : 0xb0;
  const database = openDatabase({
    ...{path, key: DATABASE_KEY, selfKey: keyOf(role), program: '0.2.0'},
    random: size => Buffer.alloc(size, drawn++),
    now: () => THEN,
  });
  database.savePeer({
    ...{key: keyOf(other(role)), name: other(role), relation: 'contact', verified: false},
    ...{address: null, lastSeen: THEN, held: false},
  });
  const said = role === 'ann' ? ['hello bob'] : ['hello ann', 'are you there?'];
  const drafts = said.map(body => ({kind: 'text', body, time: THEN, target: null}) as const);
  database.appendOwn(conversationOf(role), drafts);
  return database;
}

/** Opens an end over a stream; it talks as soon as the other side does. */
export function openSide(role: Role, stream: Duplex, path: string, onSent: () => void = () => {}): Side {
  const database = historyOf(role, path);
  const heard: [string, unknown][] = [];
  let sent = 0;
  let session: Session | null = null;
  let made: Link | null = null;
  const opener =
    role === 'bob'
      ? {
          ...{initiator: true, kind: kindOf(MEETING), isNewer: false},
          ...{expectedKey: undefined, expectedDevice: undefined},
        }
      : {initiator: false, accepts: () => true};
  const {linked} = openLink({
    connection: {stream, remoteAddress: 'there:1', remoteHost: 'there', path: 'memory'},
    opener: opener as Parameters<typeof openLink>[0]['opener'],
    identity: identityOf(role),
    ephemeral: keyPair(seedOf(role.toUpperCase())),
    known: {personOf: () => null, deviceOf: () => null},
    program: {program: 'natter', release: '0.2.0'},
    channels: [],
    clock: manualClock(THEN),
    limits: defaultLimits,
    deadline: 10_000,
    admit: () => ({
      type: 'hello',
      hello: {features: 5, name: role, port: 4242, instance: role === 'ann' ? 1 : 2},
    }),
    tracer: noTracing('net'),
    fault(error) {
      throw error;
    },
    closed() {},
  });
  void linked.then(link => {
    made = link;
    heard.push(['hello', plain(link.hello)]);
    session = createSession({
      link: listening(link, heard),
      ...{database, scheduler: createScheduler(), tracing: noTracing},
      ...{conversation: conversationOf(role), selfKey: keyOf(role), accepted: true},
      logs: () => database.ownLogs(conversationOf(role)),
      sendsReceipts: () => true,
      allowsFrame: () => true,
      onEvent,
      onDoubt() {},
      onReordered() {},
      retire() {},
    });
    session.start();
  });

  /** Keeps at once what the core would keep a moment later. */
  function onEvent(event: SyncEvent): void {
    const [conversation, peer] = [conversationOf(role), keyOf(other(role))];
    if (event.type === 'sent') {
      sent = event.range.to;
      onSent();
    } else if (event.type === 'acknowledged') {
      database.acknowledge(conversation, peer, {epoch: event.epoch, sequence: event.upTo});
    } else if (event.type === 'read') {
      database.markPeerRead(conversation, peer, {epoch: event.epoch, sequence: event.upTo});
    }
  }

  return {database, heard, sent: () => sent, session: () => session, link: () => made};
}

/** Ann reads what Bob wrote, once it is there. */
export async function readAll({database, session}: Side): Promise<void> {
  await until(() => database.positions(conversationOf('ann'), keyOf('bob'))[0]?.sequence === 2);
  const [log] = database.positions(conversationOf('ann'), keyOf('bob'));
  const name = {author: keyOf('bob'), epoch: log?.epoch ?? 0};
  database.markRead(conversationOf('ann'), [
    {...name, sequence: 1},
    {...name, sequence: 2},
  ]);
  session()?.sayRead();
}

function listening(link: Link, heard: [string, unknown][]): Link {
  return {
    ...link,
    start(handlers) {
      link.start({
        ...handlers,
        message(message) {
          heard.push([message.type, plain(withContents(message))]);
          handlers.message(message);
        },
        ended(end) {
          heard.push(['ended', plain(end)]);
          handlers.ended(end);
        },
      });
    },
  };
}

/** A message with the salt and the content of each entry in place of the frame that they came in. */
function withContents(message: ChatMessage): unknown {
  const written = asWritten(message);
  if (message.type !== 'entries' || written.type !== 'entries') {
    return written;
  }
  const contents = message.entries.map(entry => (isErased(entry) ? undefined : receivedContent(entry)));
  return {...written, entries: written.entries.map((entry, at) => ({...entry, bytes: contents[at]}))};
}

/** Data that JSON keeps. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (_, part) =>
    part instanceof Uint8Array ? Buffer.from(part).toString('hex') : part,
  );
  return JSON.parse(text) as unknown;
}

/** A stream whose other end is a list: what is written is noted, what is fed is read. */
export function openEnd(onWritten: (hex: string) => void = () => {}) {
  const written: string[] = [];
  const stream = new Duplex({
    read() {},
    write(chunk: Uint8Array, _encoding, done) {
      const hex = Buffer.from(chunk).toString('hex');
      written.push(hex);
      onWritten(hex);
      done();
    },
  });
  stream.on('error', () => {});
  return {stream, written, feed: (hex: string) => void stream.push(Buffer.from(hex, 'hex'))};
}

/** Lets Bob call Ann, and notes all that passes. */
export async function recordLink(paths: Readonly<Record<Role, string>>): Promise<Recording> {
  const ends: Record<Role, ReturnType<typeof openEnd>> = {
    ann: openEnd(hex => void setImmediate(() => ends.bob.feed(hex))),
    bob: openEnd(hex => void setImmediate(() => ends.ann.feed(hex))),
  };
  const unanswered = {ann: 0, bob: 0};
  const note = (role: Role) => Object.assign(unanswered, {[role]: ends[role].written.length});
  const sides = {
    ann: openSide('ann', ends.ann.stream, paths.ann, () => note('bob')),
    bob: openSide('bob', ends.bob.stream, paths.bob, () => note('ann')),
  };
  await readAll(sides.ann);
  await until(() => sides.bob.heard.some(([type]) => type === 'read'));
  await until(() => sides.ann.session()?.isSettled() === true);
  sides.bob.session()?.sayTyping(true);
  await until(() => sides.ann.heard.some(([type]) => type === 'typing'));
  const goodbye = ends.bob.written.length;
  await sides.bob.link()?.close('quit');
  await until(() => sides.ann.heard.some(([type]) => type === 'ended'));
  sides.ann.database.close();
  sides.bob.database.close();
  return {
    bytes: {ann: [...ends.ann.written], bob: [...ends.bob.written]},
    unanswered,
    goodbye,
    heard: {ann: sides.ann.heard, bob: sides.bob.heard},
  };
}
