import {NatterError} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {MAX_BATCH_BODY_BYTES, MAX_BATCH_ENTRIES, MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {messageTag, type Tracing} from '../../lib/trace.ts';
import type {Link, LinkHandlers} from '../../net/link/link.ts';
import type {Database, EntryRow, OwnLog} from '../../storage/types.ts';
import type {ChatMessage, Have, LogPosition} from '../../wire/chat/messages.ts';
import type {SyncDebug} from '../api/debug.ts';
import {breachOf} from './breach.ts';
import {isSameChain, safeEntry, toWire} from './entry-transfer.ts';
import {beginSync, isSettled, step} from './machine.ts';
import type {Input, JudgedPosition, Output, SyncEvent, SyncLog} from './machine-types.ts';
import {traceMessage} from './message-trace.ts';
import type {Scheduler} from './scheduler.ts';

export type SessionOptions = {
  readonly link: Link;
  readonly database: Database;
  readonly scheduler: Scheduler;
  readonly tracing: Tracing;
  readonly conversation: ConversationId;
  readonly selfKey: PeerKey;
  /** Our own logs with how far they came. */
  readonly logs: () => readonly OwnLog[];
  /** Whether we let the peer write from the start. */
  readonly accepted: boolean;
  readonly sendsReceipts: () => boolean;
  /** Asked for each frame of a peer that is not accepted: false if it sends too much (SECURITY rule 9). */
  readonly allowsFrame: () => boolean;
  readonly onEvent: (event: SyncEvent) => void;
  /** The peer does not answer what was sent. */
  readonly onDoubt: () => void;
  /** Our log got other clocks before it was sent: the rows as they are now. */
  readonly onReordered: (rows: readonly EntryRow[]) => void;
  /** Entries of a log from before natter 0.2.0 after `keep` are about to move into a new one; `move` does it. */
  readonly retire: (epoch: number, keep: number) => void;
};

/** The sync protocol over one link: joins its machine to link, database and scheduler. */
export type Session = {
  readonly link: Link;
  /** Begins to listen; to be called once. */
  readonly start: () => void;
  /** We accepted the peer after all. */
  readonly accept: () => void;
  /** Own entries were committed; `rows` are the newest of them. */
  readonly wrote: (rows: readonly EntryRow[]) => void;
  /** Our user has read further. */
  readonly sayRead: () => void;
  /** Our user types, or stopped; false if the peer is not to know. */
  readonly sayTyping: (active: boolean) => boolean;
  /** The peer lets us write. */
  readonly isAccepted: () => boolean;
  /** True if the peer has all that it lets us write. */
  readonly isSettled: () => boolean;
  /** How the sync machine stands. */
  readonly report: () => SyncDebug;
};

type Message = Parameters<LinkHandlers['message']>[0];

/** The session of a link. */
export function createSession(options: SessionOptions): Session {
  const {link, database, conversation, selfKey} = options;
  const peer = link.remoteKey;
  const tracer = options.tracing('sync');
  const rowTracer = options.tracing('storage');
  const state = beginSync({
    self: selfKey,
    peer,
    weAccept: options.accepted,
    logs: options.logs().map(toSyncLog),
  });
  let written: readonly EntryRow[] = [];

  const job = {
    turn() {
      feed({type: 'turn'});
      return false; // the machine asks for the next one itself
    },
  };

  /** A database that fails while something is done must not look like the peer's fault. */
  function feed(input: Input): void {
    try {
      for (const output of step(state, input)) {
        perform(output);
      }
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    const breach = breachOf(error);
    const failure = {type: 'failed', isProtocol: breach !== null, detail: breach ?? '', error} as const;
    for (const output of step(state, failure)) {
      perform(output);
    }
  }

  function perform(output: Output): void {
    switch (output.type) {
      case 'send':
        send(output.message);
        break;
      case 'send-have':
        send(haveOf(database.positions(conversation, peer).slice(-MAX_LOG_POSITIONS)));
        break;
      case 'send-acknowledgement':
        send(haveOf([output.have]));
        break;
      case 'send-read':
        sendRead();
        break;
      case 'send-entries':
        sendEntries(database.ownEntries(conversation, output.epoch, output.after, MAX_BATCH_ENTRIES));
        break;
      case 'send-written':
        sendEntries(written);
        break;
      case 'note-sent':
        database.noteSent(conversation, output.epoch);
        break;
      case 'learn':
        learn(output.clock);
        break;
      case 'retire':
        options.retire(output.epoch, output.keep);
        feed({type: 'logs', logs: options.logs().map(toSyncLog)});
        break;
      case 'commit':
        commit(output.batch);
        break;
      case 'turn':
        options.scheduler.request(job);
        break;
      case 'pause':
        tracer.note?.('pause', {peer: tracer.peer(peer), waiting: state.waiting});
        link.pause();
        break;
      case 'resume':
        tracer.note?.('resume', {peer: tracer.peer(peer)});
        link.resume();
        break;
      case 'fail':
        tracer.note?.('fail', {peer: tracer.peer(peer), detail: output.detail});
        link.fail(output.detail);
        break;
      case 'close':
        tracer.note?.('close', {peer: tracer.peer(peer), reason: output.reason});
        void link.close(output.reason, output.detail);
        break;
      case 'tell':
        options.onEvent(output.event);
        break;
    }
  }

  function send(message: ChatMessage): boolean {
    traceMessage(tracer, 'send', peer, message);
    return link.send(message);
  }

  function haveOf(logs: readonly LogPosition[]): Have {
    return {type: 'have', author: peer, clock: database.conversationClock(conversation), logs};
  }

  function sendRead(): void {
    const logs = options.sendsReceipts() ? database.readPositions(conversation, peer) : [];
    if (logs.length > 0) {
      send({type: 'read', author: peer, logs});
    }
  }

  function sendEntries(rows: readonly EntryRow[]): void {
    const [head] = rows;
    const last = rows.at(-1);
    if (head === undefined || last === undefined) {
      throw new NatterError('DATABASE_DAMAGED', profileTexts.database.lacksUnsent);
    }
    const {epoch, sequence: first} = head;
    const isFull = !send({type: 'entries', author: selfKey, epoch, first, entries: rows.map(toWire)});
    feed({type: 'sent', epoch, from: first, to: last.sequence, isFull});
  }

  function learn(clock: number): void {
    const moved = database.learnClock(conversation, clock);
    if (moved.length > 0) {
      options.onReordered(moved);
    }
  }

  /** Commits, then acknowledges (SECURITY rule 6). */
  function commit({author, epoch, first, entries}: Extract<Output, {type: 'commit'}>['batch']): void {
    const outcome = database.appendRemote(conversation, author, epoch, first, entries.map(safeEntry));
    if (rowTracer.trace) {
      for (const {sequence, row} of outcome.added) {
        rowTracer.trace('row', {peer: rowTracer.peer(peer), message: messageTag(epoch, sequence), row});
      }
    }
    feed({type: 'committed', outcome});
  }

  function onMessage(message: Message): void {
    traceMessage(tracer, 'receive', peer, message);
    feed(message.type === 'have' ? judged(message) : inputOf(message));
  }

  /** Looks where the running hashes of our logs and the peer's part; only before anything was sent they can. */
  function judged(message: Have): Input {
    const known = new Map(
      (state.isPositioned ? [] : options.logs()).map(log => [log.epoch, log.acknowledged]),
    );
    const logs = message.logs.map(
      (position): JudgedPosition => ({
        epoch: position.epoch,
        sequence: position.sequence,
        acknowledged: known.get(position.epoch) ?? 0,
        isSame: state.isPositioned || isSameChain(database, conversation, position),
      }),
    );
    return {type: 'have', author: message.author, clock: message.clock, logs};
  }

  return {
    link,
    start() {
      link.start({
        frame() {
          if (!state.weAccept) {
            feed({type: 'frame', isTolerated: options.allowsFrame()});
          }
        },
        message: onMessage,
        drained: () => feed({type: 'drained'}),
        doubted: options.onDoubt,
        ended(end) {
          options.scheduler.remove(job);
          feed({type: 'ended', end});
        },
      });
      tracer.note?.('start', {peer: tracer.peer(peer), accepted: options.accepted, logs: state.logs.length});
      feed({type: 'start'});
    },
    accept: () => feed({type: 'accept'}),
    wrote(rows) {
      const [head] = rows;
      const last = rows.at(-1);
      if (head !== undefined && last !== undefined) {
        written = rows;
        const {epoch, sequence: first} = head;
        feed({type: 'wrote', epoch, first, last: last.sequence, fitsFrame: fitsFrame(rows)});
        written = [];
      }
    },
    sayRead: () => feed({type: 'user-read'}),
    sayTyping(active) {
      const outputs = step(state, {type: 'user-typing', active});
      for (const output of outputs) {
        perform(output);
      }
      return outputs.length > 0;
    },
    isAccepted: () => state.theyAccept === true,
    isSettled: () => isSettled(state),
    report() {
      const {weAccept, theyAccept, isPositioned, isCongested, isPaused, waiting} = state;
      return {weAccept, theyAccept, isPositioned, isCongested, isPaused, uncommitted: waiting};
    },
  };
}

function inputOf(message: Exclude<Message, Have>): Input {
  switch (message.type) {
    case 'entries':
      return {type: 'entries', message};
    default:
      return message;
  }
}

function toSyncLog({epoch, isOld, isSent, last}: OwnLog): SyncLog {
  return {epoch, isOld, isSent, last, cursor: 0, confirmed: 0};
}

/** A commit may hold more text than one frame carries. */
function fitsFrame(rows: readonly EntryRow[]): boolean {
  return rows.reduce((bytes, row) => bytes + Buffer.byteLength(row.body), 0) <= MAX_BATCH_BODY_BYTES;
}
