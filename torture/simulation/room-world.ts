import {EXCHANGE_AFTER, MAX_LINKS, MESH_MEMBERS, WANTED_LINKS} from '../../src/core/rooms/neighbours.ts';
import {beginRoom, nextTick, stepRoom} from '../../src/core/rooms/room-sync.ts';
import {
  keyOf,
  type LogEnd,
  type RoomInput,
  type RoomOutput,
  type RoomState,
} from '../../src/core/rooms/room-sync-types.ts';
import {type PeerKey, peerKey} from '../../src/lib/ids.ts';
import type {RoomLogName} from '../../src/storage/room-types.ts';

/** A room on a simulated network. */
export type RoomWorldOptions = {
  readonly members: number;
  readonly posts: number;
  readonly seconds: number;
  /** The share of members that leave in a minute. Half of them are found missing only after 12 s; all come back. */
  readonly churn: number;
  /** The share of members that take everything and pass on nothing. */
  readonly swallowing: number;
  readonly random: () => number;
};

export type RoomWorldReport = {
  /** Entries received for each member and post. */
  readonly copies: number;
  readonly bytes: number;
  /** Milliseconds until an entry was there. */
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Pairs of a post and a member who was there all the time, and those in which it never came. */
  readonly pairs: number;
  readonly missed: number;
};

const COMMIT = 2;
const LINK_AFTER = 600;
const FOUND_MISSING_AFTER = 12_000;
/** Bytes on the wire of an entry of 100 characters with its head, of the end of a log, of other messages, of a digest. */
const COST = {entry: 226, end: 20, control: 24, digest: 1050};
const AUTHORS = 30;

type Node = {
  readonly key: PeerKey;
  readonly state: RoomState;
  readonly links: Set<number>;
  readonly x: number;
  readonly y: number;
  readonly isSwallowing: boolean;
  isOnline: boolean;
  since: number;
  tickAt: number;
};

type Post = {readonly log: RoomLogName; readonly sequence: number; readonly at: number};

/** Plays it, with the product's own rules of spreading. */
export function playRoom(options: RoomWorldOptions): RoomWorldReport {
  const {members, random} = options;
  const end = options.seconds * 1000;
  const isMesh = members <= MESH_MEMBERS;
  /** Every so many members one is an author: they write, and hold nothing back. */
  const authorStep = Math.max(1, Math.floor(members / AUTHORS));
  const agenda = createAgenda(end);
  const keys = Array.from({length: members}, (_, index) => peerKey(index.toString(16).padStart(64, '0')));
  const authors = new Set(keys);
  const nodes = keys.map(begin);
  const posts: Post[] = [];
  const arrived: Map<number, number>[] = [];
  const counts = {entries: 0, bytes: 0};
  let now = 0;

  function begin(key: PeerKey, index: number): Node {
    const state = beginRoom(key, []);
    state.authors = authors;
    state.isMesh = isMesh;
    return {
      ...{key, state, links: new Set<number>(), x: random(), y: random()},
      isSwallowing: index % authorStep !== 0 && random() < options.swallowing,
      ...{isOnline: true, since: 0, tickAt: Number.POSITIVE_INFINITY},
    };
  }

  function delay(a: number, b: number): number {
    const [one, other] = [at(a), at(b)];
    return 8 + Math.hypot(one.x - other.x, one.y - other.y) * 110 + random() * 12;
  }

  function at(index: number): Node {
    return nodes[index] as Node;
  }

  function feed(index: number, input: RoomInput): void {
    const node = at(index);
    for (const output of stepRoom(node.state, input, now)) {
      perform(index, output);
    }
    const tick = nextTick(node.state);
    if (tick !== null && tick < node.tickAt) {
      node.tickAt = tick;
      agenda.add(Math.max(tick, now + 1), () => {
        if (node.tickAt <= now) {
          node.tickAt = Number.POSITIVE_INFINITY;
          if (node.isOnline) {
            feed(index, {type: 'tick'});
          }
        }
      });
    }
  }

  function perform(from: number, output: RoomOutput): void {
    const to = output.link;
    switch (output.type) {
      case 'send-digest':
        send(from, to, COST.digest, () => compare(from, to));
        break;
      case 'send-have':
        send(from, to, COST.control + COST.end * output.ends.length, () => {
          const ends = output.ends.map(each => ({...each, isSame: true}));
          feed(to, {type: 'have', link: from, ends});
        });
        break;
      case 'send-want':
        send(from, to, COST.control, () => feed(to, {...output, type: 'want', link: from}));
        break;
      case 'send-lane':
        send(from, to, COST.control, () => feed(to, {type: 'lane', link: from, isEager: output.isEager}));
        break;
      case 'serve':
        if (!at(from).isSwallowing) {
          const count = output.upTo - output.after;
          send(from, to, COST.entry * count, () => receive(from, to, output));
        }
        break;
    }
  }

  function send(from: number, to: number, bytes: number, deliver: () => void): void {
    counts.bytes += bytes;
    agenda.add(now + COMMIT + delay(from, to), () => {
      if (at(to).isOnline && at(to).links.has(from)) {
        deliver();
      }
    });
  }

  function compare(from: number, to: number): void {
    const theirs = at(from).state.ours;
    const unequal: LogEnd[] = [...at(to).state.ours]
      .filter(([key, {sequence}]) => theirs.get(key)?.sequence !== sequence)
      .map(([, log]) => log);
    feed(to, {type: 'compared', link: from, unequal});
  }

  function receive(from: number, to: number, {log, after, upTo}: Extract<RoomOutput, {type: 'serve'}>): void {
    counts.entries += upTo - after;
    const held = at(to).state.ours.get(keyOf(log))?.sequence ?? 0;
    if (after > held) {
      return; // a gap: what is missing was asked for, or will be
    }
    for (let sequence = held + 1; sequence <= upTo; sequence++) {
      noteArrival(to, log, sequence);
    }
    feed(to, {type: 'stored', log, sequence: Math.max(held, upTo), from, isNew: upTo > held});
  }

  function noteArrival(index: number, log: RoomLogName, sequence: number): void {
    const post = posts.findIndex(each => each.log.author === log.author && each.sequence === sequence);
    arrived[post]?.set(index, now);
  }

  function link(a: number, b: number): boolean {
    const [one, other] = [at(a), at(b)];
    const isFree = a !== b && one.isOnline && other.isOnline && !one.links.has(b);
    if (!isFree || (!isMesh && other.links.size >= MAX_LINKS)) {
      return false;
    }
    one.links.add(b);
    other.links.add(a);
    feed(a, {type: 'link-up', link: b, peer: other.key, standing: 'member'});
    feed(b, {type: 'link-up', link: a, peer: one.key, standing: 'member'});
    return true;
  }

  function unlink(a: number, b: number): void {
    at(a).links.delete(b);
    feed(a, {type: 'link-down', link: b});
  }

  function fill(index: number): void {
    const node = at(index);
    if (!node.isOnline) {
      return;
    }
    if (isMesh) {
      for (let other = 0; other < members; other++) {
        link(index, other);
      }
      return;
    }
    for (let attempt = 0; attempt < 60 && node.links.size < WANTED_LINKS; attempt++) {
      link(index, Math.floor(random() * members));
    }
  }

  function exchange(index: number): void {
    const node = at(index);
    if (node.isOnline && !isMesh) {
      const before = [...node.links];
      if (link(index, Math.floor(random() * members)) && node.links.size > WANTED_LINKS) {
        const gone = before[Math.floor(random() * before.length)] as number;
        unlink(index, gone);
        unlink(gone, index);
        agenda.add(now + LINK_AFTER, () => fill(gone));
      }
    }
    agenda.add(now + EXCHANGE_AFTER, () => exchange(index));
  }

  function leave(index: number): void {
    const node = at(index);
    if (!node.isOnline) {
      return;
    }
    node.isOnline = false;
    const isPolite = random() < 0.5;
    for (const other of [...node.links]) {
      unlink(index, other);
      const after = isPolite ? 1 : FOUND_MISSING_AFTER * (0.6 + 0.4 * random());
      agenda.add(now + after, () => {
        if (at(other).links.has(index) && !node.links.has(other)) {
          unlink(other, index);
          agenda.add(now + LINK_AFTER, () => fill(other));
        }
      });
    }
    agenda.add(now + 5000 + random() * 40_000, () => {
      for (const other of nodes.keys()) {
        if (at(other).links.has(index)) {
          unlink(other, index);
        }
      }
      node.isOnline = true;
      node.since = now;
      fill(index);
    });
  }

  function post(place: number): void {
    let author = (place % Math.min(AUTHORS, members)) * authorStep;
    while (!at(author).isOnline || at(author).isSwallowing) {
      author = (author + 1) % members;
    }
    const log: RoomLogName = {author: keys[author] as PeerKey, lane: 0, epoch: 1, branch: null};
    const sequence = (at(author).state.ours.get(keyOf(log))?.sequence ?? 0) + 1;
    posts.push({log, sequence, at: now});
    arrived.push(new Map([[author, now]]));
    feed(author, {type: 'stored', log, sequence, from: null, isNew: true});
  }

  for (let index = 0; index < members; index++) {
    fill(index);
    agenda.add(random() * EXCHANGE_AFTER, () => exchange(index));
  }
  for (let place = 0; place < options.posts; place++) {
    agenda.add(5000 + (place * (end - 40_000)) / options.posts, () => post(place));
  }
  for (let left = Math.round((members * options.churn * options.seconds) / 60); left > 0; left--) {
    agenda.add(5000 + random() * (end - 5000), () => leave(Math.floor(random() * members)));
  }
  let first = true;
  for (const {time, act} of agenda.all()) {
    if (first && time >= 5000) {
      first = false;
      counts.bytes = 0;
      counts.entries = 0;
    }
    now = time;
    act();
  }
  return report();

  function report(): RoomWorldReport {
    const times: number[] = [];
    let missed = 0;
    let pairs = 0;
    for (const [place, each] of posts.entries()) {
      for (const [index, node] of nodes.entries()) {
        if (node.isOnline && node.since <= each.at) {
          pairs++;
          const came = arrived[place]?.get(index);
          if (came === undefined) {
            missed++;
          } else if (came > each.at) {
            times.push(came - each.at);
          }
        }
      }
    }
    times.sort((one, other) => one - other);
    const quantile = (share: number) =>
      Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
    const share = members * posts.length;
    return {
      copies: counts.entries / share,
      bytes: Math.round(counts.bytes / share),
      ...{p50: quantile(0.5), p99: quantile(0.99), max: quantile(1), pairs, missed},
    };
  }
}

/** What is to happen, by the millisecond. */
function createAgenda(end: number) {
  const slots = new Map<number, (() => void)[]>();
  let now = 0;
  return {
    add(time: number, act: () => void) {
      const slot = Math.max(now, Math.ceil(time));
      const waiting = slots.get(slot);
      if (waiting === undefined) {
        slots.set(slot, [act]);
      } else {
        waiting.push(act);
      }
    },
    *all() {
      for (; now <= end; now++) {
        const waiting = slots.get(now);
        for (let place = 0; waiting !== undefined && place < waiting.length; place++) {
          yield {time: now, act: waiting[place] as () => void};
        }
        slots.delete(now);
      }
    },
  };
}
