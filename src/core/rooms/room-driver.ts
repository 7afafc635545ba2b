import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import type {KnownRooms} from './known-rooms.ts';
import {MESH_MEMBERS} from './neighbours.ts';
import type {RoomPipe} from './room-pipe.ts';
import {beginRoom, nextTick, stepRoom} from './room-sync.ts';
import type {LinkId, LogEnd, RoomInput, RoomLink, RoomOutput, RoomState} from './room-sync-types.ts';

export type RoomDriverOptions = {
  readonly known: KnownRooms;
  readonly database: RoomDatabase;
  readonly clock: Clock;
  readonly selfKey: PeerKey;
  /** Of each peer, that of the link which stands. */
  readonly pipes: ReadonlyMap<PeerKey, RoomPipe>;
  /** Own talk goes to a link, up to here. */
  readonly onSent: (room: ConversationId, end: LogEnd) => void;
  /** Nothing is missing any more, or nobody is there who has it. */
  readonly onCaughtUp: (room: ConversationId) => void;
  readonly failed: (error: unknown) => void;
};

/** Joins the machine of each room to the links and the clock. */
export type RoomDriver = {
  readonly feed: (room: ConversationId, input: RoomInput) => void;
  /** Who may write may be others now. */
  readonly followMembers: (room: ConversationId) => void;
  /** What spreading remembers of a link. */
  readonly link: (room: ConversationId, link: LinkId) => RoomLink | undefined;
  /** Messages that somebody who is there has, and that are still to come. */
  readonly missing: (room: ConversationId) => number;
  /** The room is gone. */
  readonly forget: (room: ConversationId) => void;
  readonly stop: () => void;
};

type Driven = {readonly state: RoomState; tick: Cancel | null};

/** Begins with the rooms as they are asked for. */
export function createRoomDriver(options: RoomDriverOptions): RoomDriver {
  const {known, database, clock, selfKey, pipes} = options;
  const rooms = new Map<ConversationId, Driven>();
  let isStopped = false;

  function driven(id: ConversationId): Driven {
    const here = rooms.get(id);
    if (here !== undefined) {
      return here;
    }
    const ends = database.logs(id).map(({name: log, last}) => ({log, sequence: last}));
    const room = {state: beginRoom(selfKey, ends), tick: null};
    rooms.set(id, room);
    followMembers(id);
    return room;
  }

  function followMembers(id: ConversationId): void {
    const isMesh = (known.membership(id)?.levels.size ?? 0) <= MESH_MEMBERS;
    feed(id, {type: 'members', authors: new Set([selfKey, ...known.authors(id)]), isMesh});
  }

  function feed(id: ConversationId, input: RoomInput): void {
    const room = driven(id);
    const before = missingIn(room.state);
    for (const output of stepRoom(room.state, input, clock.monotonic())) {
      perform(id, room.state, output);
    }
    plan(id, room);
    if (before > 0 && missingIn(room.state) === 0) {
      options.onCaughtUp(id);
    }
  }

  function perform(id: ConversationId, {links}: RoomState, output: RoomOutput): void {
    const peer = links.get(output.link)?.peer;
    const pipe = peer === undefined ? undefined : pipes.get(peer);
    if (pipe?.id !== output.link) {
      return;
    }
    pipe.perform(id, output);
    if (output.type === 'serve' && output.log.author === selfKey && output.log.lane === 0) {
      options.onSent(id, {log: output.log, sequence: output.upTo});
    }
  }

  function plan(id: ConversationId, room: Driven): void {
    room.tick?.();
    const due = nextTick(room.state);
    room.tick =
      due === null || isStopped
        ? null
        : clock.after(Math.max(1, due - clock.monotonic()), () => {
            room.tick = null;
            tick(id);
          });
  }

  function tick(id: ConversationId): void {
    try {
      feed(id, {type: 'tick'});
    } catch (error) {
      options.failed(error);
    }
  }

  return {
    feed,
    followMembers,
    link: (id, link) => driven(id).state.links.get(link),
    missing: id => missingIn(driven(id).state),
    forget(id) {
      rooms.get(id)?.tick?.();
      rooms.delete(id);
    },
    stop() {
      isStopped = true;
      for (const {tick} of rooms.values()) {
        tick?.();
      }
    },
  };
}

function missingIn({missing, ours}: RoomState): number {
  let sum = 0;
  for (const [key, {log, upTo, tellers}] of missing) {
    if (log.lane === 0 && tellers.length > 0) {
      sum += Math.max(0, upTo - (ours.get(key)?.sequence ?? 0));
    }
  }
  return sum;
}
