import {digestOfLogs, partOf} from '../../identity/room/digest.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import type {Link} from '../../net/link/link.ts';
import type {LinkChannel} from '../../net/link/side-channels.ts';
import type {LogPoint, RoomLog, RoomLogName, RoomPiece} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import {roomChannel} from '../../wire/room/channel.ts';
import type {HintMessage, RoomEntries, RoomMessage} from '../../wire/room/messages.ts';
import {CHAIN_BYTES} from '../../wire/sizes.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {createPipeInbox} from './pipe-inbox.ts';
import {createPipeOutbox} from './pipe-outbox.ts';
import {createPipeRooms} from './pipe-rooms.ts';
import type {LinkId, LogEnd, RoomInput, RoomOutput, Standing} from './room-sync-types.ts';

export type RoomPipeOptions = {
  readonly id: LinkId;
  readonly link: Link;
  readonly selfKey: PeerKey;
  readonly database: RoomDatabase;
  readonly scheduler: Scheduler;
  /** Rooms that we would talk about with this peer. */
  readonly rooms: () => readonly ConversationId[];
  readonly standing: (room: ConversationId) => Standing;
  /** Lamport clock before which this peer gets nothing of a room's talk. */
  readonly beginsAt: (room: ConversationId) => number;
  /** Something happened in a room that both have. */
  readonly feed: (room: ConversationId, input: RoomInput) => void;
  /** Commits a piece. Throws what the database throws. */
  readonly commit: (room: ConversationId, piece: RoomPiece, base: LogPoint | null) => void;
  /** The peer has an own log of ours up to a sequence, or its user has read it. */
  readonly onKept: (room: ConversationId, end: LogEnd) => void;
  readonly onRead: (room: ConversationId, end: LogEnd) => void;
  readonly onHint: (room: ConversationId, hint: HintMessage) => void;
  readonly onTyping: (room: ConversationId, active: boolean) => void;
  /** Both talk about a room from now on. */
  readonly onCommon: (room: ConversationId) => void;
  /** What came breaks a rule, or could not be stored. */
  readonly onFault: (error: unknown) => void;
};

/** The rooms of one link: names for them and for their logs, what is to be sent, what waits to be stored. */
export type RoomPipe = {
  readonly id: LinkId;
  readonly link: Link;
  readonly peer: PeerKey;
  /** Says which rooms we talk about; those that both name are opened. */
  readonly sayRooms: () => void;
  /** Begins with a room anew, on both sides. */
  readonly reopen: (room: ConversationId) => void;
  /** The room is gone. */
  readonly drop: (room: ConversationId) => void;
  readonly perform: (room: ConversationId, output: RoomOutput) => void;
  readonly sendHint: (room: ConversationId, hint: Omit<HintMessage, 'type' | 'room'>) => void;
  readonly sendTyping: (room: ConversationId, active: boolean) => void;
  readonly sendRead: (room: ConversationId, ends: readonly LogEnd[]) => void;
  /** Whether both talk about a room. */
  readonly isOpen: (room: ConversationId) => boolean;
  readonly openRooms: () => readonly ConversationId[];
  readonly end: () => void;
};

/** A log that the peer numbered. */
type Named = {readonly room: ConversationId; readonly log: RoomLogName; base: LogPoint | null};

/** Attaches to the channel of rooms on a link that has not begun. */
export function openRoomPipe(options: RoomPipeOptions): RoomPipe {
  const {id, link, database, selfKey} = options;
  const peer = link.remoteKey;
  const {binding} = link.hello;
  const named = new Map<number, Named>();
  /** The last one of each room that is not answered yet: a peer that does not read is not answered twice. */
  const digests = new Map<ConversationId, readonly Uint8Array[]>();
  let isEnded = false;

  const outbox = createPipeOutbox({
    database,
    roomNumber: room => rooms.numberOf(room),
    beginsAt: options.beginsAt,
    write: message => channel.send(message),
    answer: answerDigest,
  });
  const rooms = createPipeRooms({
    ...{selfKey, peer, binding, wanted: options.rooms, send: outbox.send},
    onOpen(room) {
      outbox.retell(room);
      options.feed(room, {type: 'link-up', link: id, peer, standing: options.standing(room)});
      options.onCommon(room);
    },
    onClose: room => options.feed(room, {type: 'link-down', link: id}),
  });
  const inbox = createPipeInbox<Named>(link, options.scheduler, (log, message) =>
    guarded(() => commit(log, message))(undefined),
  );
  const channel: LinkChannel<RoomMessage> = link.channel(roomChannel, {
    message: guarded(onMessage),
    drained: () => guarded(outbox.pump)(undefined),
    closed: end,
  });

  /** What a peer sends may end its link, and nothing more. */
  function guarded<T>(handle: (value: T) => void): (value: T) => void {
    return value => {
      try {
        if (!isEnded) {
          handle(value);
        }
      } catch (error) {
        options.onFault(error);
      }
    };
  }

  function answerDigest(): boolean {
    const [digest] = digests;
    if (digest === undefined) {
      return false;
    }
    digests.delete(digest[0]);
    compare(...digest);
    return true;
  }

  function onMessage(message: RoomMessage): void {
    switch (message.type) {
      case 'rooms':
        rooms.hear(message.tags);
        break;
      case 'log':
        name(message);
        break;
      case 'digest':
        inRoom(message.room, room => {
          digests.set(room, message.parts);
          outbox.pump();
        });
        break;
      case 'have':
        hear(message.logs);
        break;
      case 'want':
        inLog(message.log, ({room, log}) => {
          options.feed(room, {type: 'want', link: id, log, after: message.after, upTo: message.upTo});
        });
        break;
      case 'entries':
        inLog(message.log, known => inbox.push(known, message));
        break;
      case 'lane':
        inRoom(message.room, room => {
          options.feed(room, {type: 'lane', link: id, isEager: message.isEager});
        });
        break;
      case 'hint':
        inRoom(message.room, room => options.onHint(room, message));
        break;
      case 'typing':
        inRoom(message.room, room => {
          if (options.standing(room) === 'member') {
            options.onTyping(room, message.active);
          }
        });
        break;
      case 'read':
        for (const {log: number, sequence} of message.logs) {
          inLog(number, ({room, log}) => {
            if (database.chainAt(room, log, sequence) !== null) {
              options.onRead(room, {log, sequence});
            }
          });
        }
        break;
      case 'base':
        inLog(message.log, known => {
          known.base = {sequence: message.sequence, chain: message.chain};
        });
        break;
    }
  }

  /** What is said about a room that we do not share (any more) is passed over. */
  function inRoom(number: number, use: (room: ConversationId) => void): void {
    const room = rooms.roomOf(number);
    if (room !== null && options.standing(room) !== 'none') {
      use(room);
    }
  }

  function inLog(number: number, use: (known: Named) => void): void {
    const known = named.get(number);
    if (known !== undefined && options.standing(known.room) !== 'none') {
      use(known);
    }
  }

  function name({log, room: number, lane, author, epoch, branch}: Extract<RoomMessage, {type: 'log'}>): void {
    const room = rooms.roomOf(number);
    if (room !== null) {
      named.set(log, {room, log: {author, lane: lane === 1 ? 1 : 0, epoch, branch}, base: null});
    }
  }

  function compare(room: ConversationId, parts: readonly Uint8Array[]): void {
    const logs = database.logs(room);
    const own = digestOfLogs(roomIdOf(room), binding, logs.map(toDigested));
    const differs = own.map((part, index) => !part.equals(parts[index] ?? new Uint8Array()));
    const unequal = logs
      .filter(({name: {author}}) => differs[partOf(author)])
      .map(({name: log, last}) => ({log, sequence: last}));
    options.feed(room, {type: 'compared', link: id, unequal});
  }

  function hear(logs: Extract<RoomMessage, {type: 'have'}>['logs']): void {
    const byRoom = new Map<ConversationId, (LogEnd & {readonly isSame: boolean})[]>();
    for (const {log: number, sequence, chain} of logs) {
      inLog(number, ({room, log}) => {
        const ours = database.chainAt(room, log, sequence);
        const isSame = ours === null || Buffer.compare(ours.subarray(0, CHAIN_BYTES), chain) === 0;
        const ends = byRoom.get(room) ?? [];
        ends.push({log, sequence, isSame});
        byRoom.set(room, ends);
        if (ours !== null && isSame && log.author === selfKey) {
          options.onKept(room, {log, sequence});
        }
      });
    }
    for (const [room, ends] of byRoom) {
      options.feed(room, {type: 'have', link: id, ends});
    }
  }

  function commit({room, log, base}: Named, {first, entries, head}: RoomEntries): void {
    options.commit(room, {log, first, entries, head}, base?.sequence === first - 1 ? base : null);
  }

  function perform(room: ConversationId, output: RoomOutput): void {
    switch (output.type) {
      case 'send-digest': {
        const parts = digestOfLogs(roomIdOf(room), binding, database.logs(room).map(toDigested));
        outbox.send({type: 'digest', room: rooms.numberOf(room), parts});
        break;
      }
      case 'send-have':
        sendHave(room, output.ends);
        break;
      case 'send-want': {
        const log = outbox.numberOf(room, output.log);
        if (log !== null) {
          outbox.send({type: 'want', log, after: output.after, upTo: output.upTo});
        }
        break;
      }
      case 'send-lane':
        outbox.send({type: 'lane', room: rooms.numberOf(room), isEager: output.isEager});
        break;
      case 'serve':
        outbox.serve({room, log: output.log, after: output.after, upTo: output.upTo});
        break;
    }
  }

  function sendHave(room: ConversationId, ends: readonly LogEnd[]): void {
    const logs = ends.flatMap(({log, sequence}) => {
      const number = outbox.numberOf(room, log);
      const chain = database.chainAt(room, log, sequence);
      return number === null || chain === null
        ? []
        : [{log: number, sequence, chain: chain.subarray(0, CHAIN_BYTES)}];
    });
    for (let start = 0; start < logs.length; start += MAX_LOG_POSITIONS) {
      outbox.send({type: 'have', logs: logs.slice(start, start + MAX_LOG_POSITIONS)});
    }
  }

  function sendRead(room: ConversationId, ends: readonly LogEnd[]): void {
    const logs = ends.flatMap(({log, sequence}) => {
      const number = outbox.numberOf(room, log);
      return number === null ? [] : [{log: number, sequence}];
    });
    if (logs.length > 0) {
      outbox.send({type: 'read', logs: logs.slice(0, MAX_LOG_POSITIONS)});
    }
  }

  function end(): void {
    isEnded = true;
    outbox.end();
    inbox.end();
  }

  return {
    ...{id, link, peer},
    sayRooms: () => guarded(rooms.say)(undefined),
    reopen: guarded(rooms.reopen),
    drop: guarded(rooms.drop),
    perform: (room, output) => guarded(() => perform(room, output))(undefined),
    sendHint: (room, hint) => guarded(outbox.send)({type: 'hint', room: rooms.numberOf(room), ...hint}),
    sendTyping: (room, active) => guarded(outbox.send)({type: 'typing', room: rooms.numberOf(room), active}),
    sendRead: (room, ends) => guarded(() => sendRead(room, ends))(undefined),
    isOpen: rooms.isOpen,
    openRooms: rooms.open,
    end() {
      end();
      rooms.end();
    },
  };
}

function toDigested({name, last, chain}: RoomLog) {
  return {...name, sequence: last, chain};
}
