/** A whole natter without a screen, put together by natter itself, in a process of its own. */
import {setTimeout as sleep} from 'node:timers/promises';
import {openCore} from '../../src/app/open-core.ts';
import type {
  ConversationId,
  ConversationView,
  CoreEvent,
  EntryOrder,
  EntryView,
  HistoryPage,
  PeerKey,
  Query,
} from '../../src/core/api/api.ts';
import type {LocalCore} from '../../src/core/core.ts';
import {directWith, isRoom} from '../../src/lib/conversation.ts';
import {serveParent} from '../child.ts';
import {now, pace} from '../pacer.ts';
import {textNumber} from '../texts.ts';

export type CoreEnd = {
  /** Opens a profile folder on a free port of loopback, or on a given one; everybody is welcome. */
  readonly open: (
    folder: string,
    name: string,
    port?: number,
  ) => Promise<{readonly key: PeerKey; readonly port: number}>;
  /** Dials, and waits until both may write. */
  readonly connect: (port: number) => Promise<PeerKey>;
  /** Says numbered texts; milliseconds until the other side has committed and acknowledged all. */
  readonly sayAll: (to: PeerKey, first: number, count: number) => Promise<number>;
  /** Says numbered texts to somebody who is away: resolves when they are committed here. */
  readonly sayOffline: (to: PeerKey, first: number, count: number) => Promise<void>;
  /** Founds a room and asks somebody in; resolves once they are here. */
  readonly found: (guest: PeerKey) => Promise<ConversationId>;
  /** Goes into the room that we are asked into. */
  readonly enter: () => Promise<void>;
  /** Says one text after the other, each after the last was delivered; the moment of each `say`. */
  readonly sayOneByOne: (to: PeerKey | ConversationId, first: number, count: number) => Promise<number[]>;
  /** Says texts in even steps; the moment at which each was to be said. */
  readonly sayPaced: (to: PeerKey, first: number, count: number, perSecond: number) => Promise<number[]>;
  /** The moment at which each incoming text was shown, since the last time; waits until there are so many. */
  readonly shown: (count: number) => Promise<number[]>;
  /** Dials; milliseconds until so many own entries that waited are acknowledged. */
  readonly catchUp: (port: number, count: number) => Promise<number>;
  /** Runs a query again and again; milliseconds of each run. */
  readonly timeQuery: (query: Query, times: number) => Promise<number[]>;
  /** The place of the entry that lies so far from the end of a conversation. */
  readonly placeFromEnd: (conversation: PeerKey, distance: number) => Promise<EntryOrder | null>;
  /** The texts of a conversation that others wrote, oldest first. */
  readonly texts: (conversation: PeerKey) => Promise<string[]>;
  readonly close: () => Promise<void>;
};

/** Texts that are said but not yet acknowledged, at most. */
const WINDOW = 1024;
/** A pause between single messages, so that each finds both ends at rest, milliseconds. */
const REST = 2;
const PAGE = 500;

let core: LocalCore | null = null;
let shownAt: number[] = [];

serveParent({
  open,
  connect,
  sayAll,
  sayOffline,
  found,
  enter,
  sayOneByOne,
  sayPaced,
  shown,
  catchUp,
  timeQuery,
  placeFromEnd,
  texts,
  close,
} satisfies CoreEnd);

async function open(folder: string, name: string, port = 0) {
  core = openCore({
    profile: folder,
    name,
    port,
    host: '127.0.0.1',
    requests: 'open',
    log: undefined,
    passphrase: null,
  });
  core.subscribe(noteShown);
  await core.start();
  const {self} = await core.query({type: 'snapshot'});
  return {key: self.key, port: self.listening?.port ?? 0};
}

function noteShown(events: readonly CoreEvent[]): void {
  const moment = now();
  for (const event of events) {
    if (event.type === 'entries-added') {
      shownAt.push(...event.entries.filter(isIncoming).map(() => moment));
    }
  }
}

function isIncoming(entry: EntryView): boolean {
  return !entry.outgoing;
}

async function connect(port: number): Promise<PeerKey> {
  const contact = waitFor(
    event => 'peer' in event && event.peer.relation === 'contact' && event.peer.presence === 'online',
  );
  const {key} = await running().perform({type: 'connect', address: {host: '127.0.0.1', port}});
  await contact;
  return key;
}

async function sayAll(to: PeerKey, first: number, count: number): Promise<number> {
  const bodies = numbered(first, count);
  const done = Promise.withResolvers<void>();
  let said = 0;
  let delivered = 0;
  const stop = onDelivered(ids => {
    delivered += ids;
    sayMore();
    if (delivered === count) {
      done.resolve();
    }
  });
  const begin = performance.now();
  sayMore();
  await done.promise;
  stop();
  return performance.now() - begin;

  function sayMore(): void {
    while (said < count && said - delivered < WINDOW) {
      say(to, bodies[said] ?? '').catch(done.reject);
      said++;
    }
  }
}

async function sayOffline(to: PeerKey, first: number, count: number): Promise<void> {
  for (let done = 0; done < count; done += WINDOW) {
    const bodies = numbered(first + done, Math.min(WINDOW, count - done));
    await Promise.all(bodies.map(body => say(to, body)));
  }
}

async function sayOneByOne(to: PeerKey | ConversationId, first: number, count: number): Promise<number[]> {
  const moments: number[] = [];
  for (const body of numbered(first, count)) {
    const delivered = waitForDelivered(1);
    moments.push(now());
    await say(to, body);
    await delivered;
    await sleep(REST);
  }
  return moments;
}

async function sayPaced(to: PeerKey, first: number, count: number, perSecond: number): Promise<number[]> {
  const bodies = numbered(first, count);
  const delivered = waitForDelivered(count);
  let next = 0;
  const moments = await pace(count, perSecond, () => {
    say(to, bodies[next] ?? '').catch(crash);
    next++;
  });
  await delivered;
  return moments;
}

async function shown(count: number): Promise<number[]> {
  while (shownAt.length < count) {
    await sleep(REST);
  }
  const moments = shownAt;
  shownAt = [];
  return moments;
}

async function catchUp(port: number, count: number): Promise<number> {
  const delivered = waitForDelivered(count);
  const begin = performance.now();
  await running().perform({type: 'connect', address: {host: '127.0.0.1', port}});
  await delivered;
  return performance.now() - begin;
}

async function timeQuery(query: Query, times: number): Promise<number[]> {
  const spent: number[] = [];
  for (let done = 0; done < times; done++) {
    const begin = performance.now();
    await running().query(query);
    spent.push(performance.now() - begin);
  }
  return spent;
}

async function placeFromEnd(conversation: PeerKey, distance: number): Promise<EntryOrder | null> {
  let place: EntryOrder | null = null;
  let left = distance;
  for await (const page of pagesFromEnd(conversation)) {
    place = page[0]?.order ?? null;
    left -= page.length;
    if (left <= 0) {
      break;
    }
  }
  return place;
}

async function texts(conversation: PeerKey): Promise<string[]> {
  const pages: string[][] = [];
  for await (const page of pagesFromEnd(conversation)) {
    pages.unshift(page.filter(isIncoming).map(entry => entry.text));
  }
  return pages.flat();
}

async function* pagesFromEnd(conversation: PeerKey): AsyncGenerator<readonly EntryView[]> {
  let before: EntryOrder | null = null;
  for (let more = true; more; ) {
    const page: HistoryPage = await running().query({
      type: 'history',
      conversation: directWith(conversation),
      before,
      limit: PAGE,
    });
    yield page.entries;
    before = page.entries[0]?.order ?? null;
    more = page.more;
  }
}

async function close(): Promise<void> {
  await core?.stop();
  core = null;
  shownAt = [];
}

function say(to: PeerKey | ConversationId, text: string): Promise<unknown> {
  const conversation = isRoom(to as ConversationId) ? (to as ConversationId) : directWith(to as PeerKey);
  return running().perform({type: 'say', conversation, kind: 'text', text});
}

async function found(guest: PeerKey): Promise<ConversationId> {
  const {id: room} = await running().perform({type: 'create-room', name: 'bench', history: 'all'});
  await running().perform({type: 'invite-to-room', room, who: guest});
  await roomThat(({here}) => here.includes(guest));
  return room;
}

async function enter(): Promise<void> {
  const room = await roomThat(({state}) => state === 'invited');
  await running().perform({type: 'enter-room', room});
}

async function roomThat(
  fits: (room: NonNullable<ConversationView['room']>) => boolean,
): Promise<ConversationId> {
  for (;;) {
    const {conversations} = await running().query({type: 'snapshot'});
    const found = conversations.find(({room}) => room !== null && room !== undefined && fits(room));
    if (found !== undefined) {
      return found.id;
    }
    await sleep(REST);
  }
}

function running(): LocalCore {
  if (core === null) {
    throw new Error('the core is not open');
  }
  return core;
}

function numbered(first: number, count: number): string[] {
  return Array.from({length: count}, (_, offset) => textNumber(first + offset));
}

/** Calls back with how many own entries were acknowledged; returns how to stop. */
function onDelivered(callback: (count: number) => void): () => void {
  return running().subscribe(events => {
    for (const event of events) {
      if (event.type === 'delivery-changed' && event.state === 'delivered') {
        callback(event.ids.length);
      }
    }
  });
}

function waitForDelivered(count: number): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  let delivered = 0;
  const stop = onDelivered(more => {
    delivered += more;
    if (delivered >= count) {
      stop();
      resolve();
    }
  });
  return promise;
}

function waitFor(wanted: (event: CoreEvent) => boolean): Promise<void> {
  const {promise, resolve} = Promise.withResolvers<void>();
  const stop = running().subscribe(events => {
    if (events.some(wanted)) {
      stop();
      resolve();
    }
  });
  return promise;
}

/** A failure that nobody waits for ends the process, and with it the measurement. */
function crash(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
