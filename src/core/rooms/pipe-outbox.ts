import type {ConversationId} from '../../lib/ids.ts';
import {MAX_BATCH_ENTRIES} from '../../lib/limits.ts';
import type {RoomLogName, RoomPiece} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {MAX_NAMED_LOGS} from '../../wire/room/channel.ts';
import type {RoomMessage} from '../../wire/room/messages.ts';
import {keyOf} from './room-sync-types.ts';

/** What waits for a peer, beyond which it is not one that reads. */
const MAX_OUTBOX = 2 * MAX_NAMED_LOGS;

export type PipeOutboxOptions = {
  readonly database: RoomDatabase;
  /** Our number of a room on this link. */
  readonly roomNumber: (room: ConversationId) => number;
  /** Lamport clock before which this peer gets nothing of a room's talk. */
  readonly beginsAt: (room: ConversationId) => number;
  /** False if the link takes no more for now. */
  readonly write: (message: RoomMessage) => boolean;
  /** All messages are on their way: whatever else is to be answered is, once. False if nothing is. */
  readonly answer: () => boolean;
};

/** What is to be sent over a link: messages, and entries, which are read when there is room for them. */
export type PipeOutbox = {
  /** Throws a `ProtocolError` if the peer does not read. */
  readonly send: (message: RoomMessage) => void;
  /** Sends entries of a log behind a sequence, up to another. */
  readonly serve: (entries: Serving) => void;
  /** The number of a log on this link; it is told before it is used. Null if there are too many. */
  readonly numberOf: (room: ConversationId, log: RoomLogName) => number | null;
  /** The peer may have passed over what it was told of the logs of a room: they are told anew. */
  readonly retell: (room: ConversationId) => void;
  /** Goes on where the link takes more. */
  readonly pump: () => void;
  readonly end: () => void;
};

export type Serving = {
  readonly room: ConversationId;
  readonly log: RoomLogName;
  readonly after: number;
  readonly upTo: number;
};

/** An outbox in which nothing waits. */
export function createPipeOutbox(options: PipeOutboxOptions): PipeOutbox {
  const {database} = options;
  const messages: RoomMessage[] = [];
  const serving: Serving[] = [];
  const numbers = new Map<string, number>();
  /** Numbers of logs that the peer heard since a room was opened. */
  const toldNumbers = new Map<ConversationId, Set<number>>();
  let isEnded = false;

  /** Messages go before entries; of those every log has its turn. */
  function pump(): void {
    while (!isEnded && sendMessages()) {
      if (options.answer()) {
        continue;
      }
      const next = serving.shift();
      if (next === undefined) {
        return;
      }
      const left = servePiece(next);
      if (left === 'full') {
        serving.unshift(next);
        return;
      }
      if (left.after < left.upTo) {
        serving.push(left);
      }
    }
  }

  /** False once the link takes no more. */
  function sendMessages(): boolean {
    for (let next = messages[0]; next !== undefined; next = messages[0]) {
      if (!options.write(next)) {
        return false;
      }
      messages.shift();
    }
    return true;
  }

  /** Sends one piece; what is left then. */
  function servePiece(next: Serving): Serving | 'full' {
    const piece = nextPiece(next);
    const log = piece === null ? null : numberOf(next.room, piece.log);
    if (piece === null || log === null) {
      return {...next, after: next.upTo};
    }
    const {first, entries, head} = piece;
    if (!sendMessages() || !options.write({type: 'entries', log, first, entries, head})) {
      return 'full';
    }
    return {...next, after: first + entries.length - 1};
  }

  /** The next piece for this peer; a newcomer may not get what was said before. */
  function nextPiece({room, log, after, upTo}: Serving): RoomPiece | null {
    const begin = log.lane === 0 ? options.beginsAt(room) : 0;
    const base = after === 0 ? baseOf(room, log) : 0;
    for (let from = Math.max(after, base); ; ) {
      // Not beyond what was asked for if a head allows it: whoever was removed gets no later acts.
      const piece = database.pieceAfter(room, log, from, Math.min(MAX_BATCH_ENTRIES, upTo - from));
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
    messages.push({type: 'base', log, sequence, chain});
    return {...piece, first: sequence + 1, entries: piece.entries.slice(skipped)};
  }

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
    messages.push({type: 'log', log: number, room: options.roomNumber(room), lane, author, epoch, branch});
    return number;
  }

  function send(message: RoomMessage): void {
    if (messages.length > MAX_OUTBOX) {
      throw new ProtocolError('it does not read what it is told of rooms');
    }
    messages.push(message);
    pump();
  }

  function serve(wanted: Serving): void {
    const index = serving.findIndex(
      ({room, log}) => room === wanted.room && keyOf(log) === keyOf(wanted.log),
    );
    const before = serving[index];
    if (before === undefined) {
      serving.push(wanted);
    } else {
      serving[index] = {
        ...wanted,
        after: Math.min(before.after, wanted.after),
        upTo: Math.max(before.upTo, wanted.upTo),
      };
    }
    pump();
  }

  return {
    send,
    serve,
    numberOf,
    retell(room) {
      toldNumbers.delete(room);
    },
    pump,
    end() {
      isEnded = true;
    },
  };
}
