import {roomTag} from '../../identity/room/room-id.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {MAX_COMMON_ROOMS} from '../../wire/room/channel.ts';
import type {RoomMessage} from '../../wire/room/messages.ts';

/** How often rooms begin on one link. */
const MAX_OPENED = 4 * MAX_COMMON_ROOMS;
/** Stands for a room that is not talked about (any more): no room has this tag. */
const NO_TAG = Buffer.alloc(16);

export type PipeRoomsOptions = {
  readonly selfKey: PeerKey;
  readonly peer: PeerKey;
  /** Of the link. */
  readonly binding: Uint8Array;
  /** Rooms that we would talk about with this peer. */
  readonly wanted: () => readonly ConversationId[];
  readonly send: (message: RoomMessage) => void;
  /** Both talk about a room from now on. */
  readonly onOpen: (room: ConversationId) => void;
  readonly onClose: (room: ConversationId) => void;
};

/** Which rooms both sides of a link talk about, and the numbers that each side has for them. */
export type PipeRooms = {
  /** Names rooms that are new; those that both name are opened. */
  readonly say: () => void;
  /** The peer named its rooms. Throws a `ProtocolError` if it opens them too often. */
  readonly hear: (tags: readonly Uint8Array[]) => void;
  /** Begins with a room anew, on both sides. */
  readonly reopen: (room: ConversationId) => void;
  /** We talk no more about a room. */
  readonly drop: (room: ConversationId) => void;
  readonly numberOf: (room: ConversationId) => number;
  /** What a number of the peer's means; null for a room that is not shared (any more). */
  readonly roomOf: (number: number) => ConversationId | null;
  readonly isOpen: (room: ConversationId) => boolean;
  readonly open: () => readonly ConversationId[];
  readonly end: () => void;
};

/** The rooms of a link that has none yet. */
export function createPipeRooms(options: PipeRoomsOptions): PipeRooms {
  const {selfKey, peer, binding, send} = options;
  /** In the order of our numbers, which never change while the link lasts. */
  const ours: ConversationId[] = [];
  /** Those of ours that are gone; their numbers stay. */
  const dropped = new Set<ConversationId>();
  let theirTags: readonly string[] = [];
  /** In the order of their numbers. */
  let theirs: readonly (ConversationId | null)[] = [];
  const open = new Set<ConversationId>();
  let opened = 0;

  function say(): void {
    const wanted = options.wanted();
    const again = wanted.filter(room => dropped.delete(room));
    const added = wanted.filter(room => !ours.includes(room));
    const isNew = added.length > 0 && ours.length + added.length <= MAX_COMMON_ROOMS;
    if (isNew) {
      ours.push(...added);
    }
    if (isNew || again.length > 0) {
      tell();
    }
    match();
  }

  /** All of them but those that are gone, in whose place stands a tag that means none. */
  function tell(): void {
    const tags = ours.map(room => (dropped.has(room) ? NO_TAG : roomTag(roomIdOf(room), selfKey, binding)));
    send({type: 'rooms', tags});
  }

  function drop(room: ConversationId): void {
    if (ours.includes(room)) {
      dropped.add(room);
      close(room);
      tell();
    }
  }

  function close(room: ConversationId): void {
    if (open.delete(room)) {
      options.onClose(room);
    }
  }

  /** Rooms that both named are talked about. */
  function match(): void {
    const shared = ours.filter(room => !dropped.has(room));
    const known = new Map(shared.map(room => [hex(roomTag(roomIdOf(room), peer, binding)), room] as const));
    theirs = theirTags.map(tag => known.get(tag) ?? null);
    for (const room of [...open].filter(room => !theirs.includes(room))) {
      close(room);
    }
    for (const room of theirs) {
      if (room !== null && !open.has(room)) {
        if (++opened > MAX_OPENED) {
          throw new ProtocolError('it begins with rooms again and again');
        }
        open.add(room);
        options.onOpen(room);
      }
    }
  }

  return {
    say,
    hear(tags) {
      theirTags = tags.map(hex);
      say();
    },
    reopen(room) {
      drop(room);
      if (dropped.delete(room)) {
        tell();
        match();
      }
    },
    drop,
    numberOf: room => ours.indexOf(room),
    roomOf: number => theirs[number] ?? null,
    isOpen: room => open.has(room),
    open: () => [...open],
    end() {
      for (const room of [...open]) {
        close(room);
      }
    },
  };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
