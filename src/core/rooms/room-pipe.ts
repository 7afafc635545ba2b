import {digestOfLogs, partOf} from '../../identity/room/digest.ts';
import {roomTag} from '../../identity/room/room-id.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MAX_BATCH_ENTRIES, MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import type {Link} from '../../net/link/link.ts';
import type {LinkChannel} from '../../net/link/side-channels.ts';
import type {LogPoint, RoomLog, RoomLogName, RoomPiece} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {MAX_COMMON_ROOMS, MAX_NAMED_LOGS, roomChannel} from '../../wire/room/channel.ts';
import type {HintMessage, RoomEntries, RoomMessage} from '../../wire/room/messages.ts';
import {CHAIN_BYTES} from '../../wire/sizes.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {
  keyOf,
  type LinkId,
  type LogEnd,
  type RoomInput,
  type RoomOutput,
  type Standing,
} from './room-sync-types.ts';

/** Entries that wait for the disk: over it, the link is not read; under the other one it is again. */
const MANY_WAITING = 1024;
const FEW_WAITING = 512;
/** What waits for a peer, beyond which it is not one that reads. */
const MAX_OUTBOX = 2 * MAX_NAMED_LOGS;
/** How often rooms begin on one link. */
const MAX_OPENED = 4 * MAX_COMMON_ROOMS;
/** Stands for a room that is not talked about (any more): no room has this tag. */
const NO_TAG = Buffer.alloc(16);

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
type Waiting = {readonly named: Named; readonly message: RoomEntries};
/** Entries that are to be sent: read when there is room for them. */
type Serving = {readonly room: ConversationId; readonly log: RoomLogName; after: number; upTo: number};

/** Attaches to the channel of rooms on a link that has not begun. */
export function openRoomPipe(options: RoomPipeOptions): RoomPipe {
  const {id, link, database, selfKey} = options;
  const peer = link.remoteKey;
  const {binding} = link.hello;
  /** In the order of our numbers, which never change while the link lasts. */
  const ours: ConversationId[] = [];
  const theirTags: string[] = [];
  /** In the order of their numbers. */
  let theirs: readonly (ConversationId | null)[] = [];
  const open = new Set<ConversationId>();
  const numbers = new Map<string, number>();
  /** Numbers of logs that the peer heard since a room was opened: before, it may have passed them over. */
  const toldNumbers = new Map<ConversationId, Set<number>>();
  const named = new Map<number, Named>();
  const outbox: RoomMessage[] = [];
  const serving: Serving[] = [];
  const inbox: Waiting[] = [];
  /** The last one of each room that is not answered yet: a peer that does not read is not answered twice. */
  const digests = new Map<ConversationId, readonly Uint8Array[]>();
  let opened = 0;
  let waiting = 0;
  let isPaused = false;
  let isEnded = false;

  const channel: LinkChannel<RoomMessage> = link.channel(roomChannel, {
    message: guarded(onMessage),
    drained: () => guarded(pump)(undefined),
    closed() {
      isEnded = true;
    },
  });
  const job = {turn: takeTurn};

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

  function send(message: RoomMessage): void {
    if (outbox.length > MAX_OUTBOX) {
      throw new ProtocolError('it does not read what it is told of rooms');
    }
    outbox.push(message);
    pump();
  }

  /** Messages go before entries; of those every log has its turn. */
  function pump(): void {
    while (!isEnded && sendMessages()) {
      const [digest] = digests;
      if (digest !== undefined) {
        digests.delete(digest[0]);
        compare(...digest);
        continue;
      }
      const next = serving.shift();
      if (next === undefined) {
        return;
      }
      const left = servePiece(next);
      if (left === 'more') {
        serving.push(next);
      } else if (left === 'full') {
        serving.unshift(next);
        return;
      }
    }
  }

  /** False once the link takes no more. */
  function sendMessages(): boolean {
    for (let next = outbox[0]; next !== undefined; next = outbox[0]) {
      if (!channel.send(next)) {
        return false;
      }
      outbox.shift();
    }
    return true;
  }

  function servePiece(next: Serving): 'done' | 'more' | 'full' {
    const piece = nextPiece(next);
    const log = piece === null ? null : numberOf(next.room, piece.log);
    if (piece === null || log === null) {
      return 'done';
    }
    const {first, entries, head} = piece;
    if (!sendMessages() || !channel.send({type: 'entries', log, first, entries, head})) {
      return 'full';
    }
    next.after = first + entries.length - 1;
    return next.after < next.upTo ? 'more' : 'done';
  }

  /** The next piece for this peer; a newcomer may not get what was said before. */
  function nextPiece({room, log, after}: Serving): RoomPiece | null {
    const begin = log.lane === 0 ? options.beginsAt(room) : 0;
    const base = after === 0 ? baseOf(room, log) : 0;
    for (let from = Math.max(after, base); ; ) {
      const piece = database.pieceAfter(room, log, from, MAX_BATCH_ENTRIES);
      const last = piece?.entries.at(-1);
      if (piece === null || last === undefined) {
        return null;
      }
      const skipped = piece.entries.findIndex(({clock}) => clock >= begin);
      const isWithin = skipped > 0 || (from === base && after < base && log.branch === null);
      if (skipped === 0 && !isWithin) {
        return piece;
      }
      if (isWithin) {
        return beginWithin(room, piece, skipped);
      }
      from = piece.first + piece.entries.length - 1;
    }
  }

  /** Behind which sequence we have a log: a branch begins behind what it has in common with another. */
  function baseOf(room: ConversationId, log: RoomLogName): number {
    const key = keyOf(log);
    return database.logs(room).find(({name}) => keyOf(name) === key)?.base ?? 0;
  }

  function beginWithin(room: ConversationId, piece: RoomPiece, skipped: number): RoomPiece | null {
    const sequence = piece.first + skipped - 1;
    const chain = database.chainAt(room, piece.log, sequence);
    const log = numberOf(room, piece.log);
    if (chain === null || log === null) {
      return null;
    }
    outbox.push({type: 'base', log, sequence, chain});
    return {...piece, first: sequence + 1, entries: piece.entries.slice(skipped)};
  }

  /** The number of a log on this link; it is told before it is used. Null if there are too many. */
  function numberOf(room: ConversationId, log: RoomLogName): number | null {
    const name = `${room}${keyOf(log)}`;
    const number = numbers.get(name) ?? numbers.size;
    const told = toldNumbers.get(room) ?? new Set();
    if (told.has(number) || number >= MAX_NAMED_LOGS) {
      return number < MAX_NAMED_LOGS ? number : null;
    }
    numbers.set(name, number);
    toldNumbers.set(room, told.add(number));
    const {author, lane, epoch, branch} = log;
    outbox.push({type: 'log', log: number, room: ours.indexOf(room), lane, author, epoch, branch});
    return number;
  }

  function sayRooms(): void {
    const added = options.rooms().filter(room => !ours.includes(room));
    if (added.length > 0 && ours.length + added.length <= MAX_COMMON_ROOMS) {
      ours.push(...added);
      tellRooms(null);
    }
    matchRooms();
  }

  /** All of them but one, in whose place stands a tag that means none. */
  function tellRooms(without: ConversationId | null): void {
    const tags = ours.map(room => (room === without ? NO_TAG : roomTag(roomIdOf(room), selfKey, binding)));
    send({type: 'rooms', tags});
  }

  function reopen(room: ConversationId): void {
    if (ours.includes(room)) {
      close(room);
      tellRooms(room);
      tellRooms(null);
      matchRooms();
    }
  }

  function close(room: ConversationId): void {
    if (open.delete(room)) {
      options.feed(room, {type: 'link-down', link: id});
    }
  }

  /** Rooms that both named are talked about. */
  function matchRooms(): void {
    const known = new Map(ours.map(room => [hex(roomTag(roomIdOf(room), peer, binding)), room] as const));
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
        toldNumbers.delete(room);
        options.feed(room, {type: 'link-up', link: id, peer, standing: options.standing(room)});
        options.onCommon(room);
      }
    }
  }

  function onMessage(message: RoomMessage): void {
    switch (message.type) {
      case 'rooms':
        theirTags.splice(0, theirTags.length, ...message.tags.map(hex));
        sayRooms();
        break;
      case 'log':
        name(message);
        break;
      case 'digest':
        inRoom(message.room, room => {
          digests.set(room, message.parts);
          pump();
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
        inLog(message.log, known => take(known, message));
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
    const room = theirs[number] ?? null;
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
    const room = theirs[number] ?? null;
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

  function take(known: Named, message: RoomEntries): void {
    inbox.push({named: known, message});
    waiting += message.entries.length;
    if (waiting > MANY_WAITING && !isPaused) {
      isPaused = true;
      link.pause();
    }
    options.scheduler.request(job);
  }

  /** Stores what came in one message. */
  function takeTurn(): boolean {
    const next = inbox.shift();
    if (next === undefined || isEnded) {
      return false;
    }
    waiting -= next.message.entries.length;
    guarded(commit)(next);
    if (isPaused && waiting < FEW_WAITING) {
      isPaused = false;
      link.resume();
    }
    return inbox.length > 0;
  }

  function commit({named: known, message: {first, entries, head}}: Waiting): void {
    const base = known.base !== null && known.base.sequence === first - 1 ? known.base : null;
    options.commit(known.room, {log: known.log, first, entries, head}, base);
  }

  function perform(room: ConversationId, output: RoomOutput): void {
    switch (output.type) {
      case 'send-digest': {
        const parts = digestOfLogs(roomIdOf(room), binding, database.logs(room).map(toDigested));
        send({type: 'digest', room: ours.indexOf(room), parts});
        break;
      }
      case 'send-have':
        sendHave(room, output.ends);
        break;
      case 'send-want': {
        const log = numberOf(room, output.log);
        if (log !== null) {
          send({type: 'want', log, after: output.after, upTo: output.upTo});
        }
        break;
      }
      case 'send-lane':
        send({type: 'lane', room: ours.indexOf(room), isEager: output.isEager});
        break;
      case 'serve':
        serve(room, output);
        break;
      case 'own-log-differs':
        break;
    }
  }

  function serve(room: ConversationId, {log, after, upTo}: Extract<RoomOutput, {type: 'serve'}>): void {
    const before = serving.find(job => job.room === room && keyOf(job.log) === keyOf(log));
    if (before === undefined) {
      serving.push({room, log, after, upTo});
    } else {
      before.after = Math.min(before.after, after);
      before.upTo = Math.max(before.upTo, upTo);
    }
    pump();
  }

  function sendHave(room: ConversationId, ends: readonly LogEnd[]): void {
    const logs = ends.flatMap(({log, sequence}) => {
      const number = numberOf(room, log);
      const chain = database.chainAt(room, log, sequence);
      return number === null || chain === null
        ? []
        : [{log: number, sequence, chain: chain.subarray(0, CHAIN_BYTES)}];
    });
    for (let start = 0; start < logs.length; start += MAX_LOG_POSITIONS) {
      send({type: 'have', logs: logs.slice(start, start + MAX_LOG_POSITIONS)});
    }
  }

  return {
    ...{id, link, peer},
    sayRooms: () => guarded(sayRooms)(undefined),
    reopen: guarded(reopen),
    perform: (room, output) => guarded(() => perform(room, output))(undefined),
    sendHint: (room, hint) => guarded<RoomMessage>(send)({type: 'hint', room: ours.indexOf(room), ...hint}),
    sendTyping: (room, active) =>
      guarded<RoomMessage>(send)({type: 'typing', room: ours.indexOf(room), active}),
    sendRead(room, ends) {
      const logs = ends.flatMap(({log, sequence}) => {
        const number = numberOf(room, log);
        return number === null ? [] : [{log: number, sequence}];
      });
      if (logs.length > 0) {
        guarded<RoomMessage>(send)({type: 'read', logs: logs.slice(0, MAX_LOG_POSITIONS)});
      }
    },
    isOpen: room => open.has(room),
    openRooms: () => [...open],
    end() {
      isEnded = true;
      options.scheduler.remove(job);
      for (const room of [...open]) {
        close(room);
      }
    },
  };
}

function toDigested({name, last, chain}: RoomLog) {
  return {...name, sequence: last, chain};
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
