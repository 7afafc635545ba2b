import {NatterError} from '../../lib/errors.ts';
import {MAX_BATCH_BODY_BYTES, MAX_BATCH_ENTRIES, MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import {safeText} from '../../lib/text/safe-text.ts';
import type {Link, LinkEnd} from '../../net/link/link.ts';
import type {AppendOutcome, Database, EntryRow} from '../../storage/types.ts';
import type {Entries, Have, LogPosition, Read, WireEntry} from '../../wire/chat/messages.ts';
import type {ConversationId} from '../api/api.ts';
import type {Delivery, Stretch} from './delivery.ts';
import type {Scheduler} from './scheduler.ts';

/** Entries a peer may have waiting here before we stop reading from its socket. */
const INBOX_HIGH = 1024;
const INBOX_LOW = 256;
/** What a peer hears when our disk refuses. */
export const CANNOT_STORE = 'cannot store messages at the moment';

/** What a session tells the core. */
export type SessionListener = {
  /** The peer lets us write, or does not (yet). */
  readonly standing: (accepted: boolean) => void;
  readonly renamed: (name: string) => void;
  readonly typing: (active: boolean) => void;
  /** Entries of the peer were committed. */
  readonly received: (outcome: AppendOutcome) => void;
  readonly delivered: (stretch: Stretch) => void;
  readonly read: (stretch: Stretch) => void;
  readonly sent: (stretch: Stretch) => void;
  /** The peer holds entries of our log that we do not have: our database is older than its memory of it. */
  readonly outdated: (position: LogPosition) => void;
  /** The disk refused; nothing was acknowledged. */
  readonly storageFailed: (error: unknown) => void;
  readonly ended: (end: LinkEnd) => void;
};

export type SessionOptions = {
  readonly link: Link;
  readonly database: Database;
  readonly delivery: Delivery;
  readonly scheduler: Scheduler;
  readonly conversation: ConversationId;
  /** Whether we let the peer write from the start. */
  readonly accepted: boolean;
  readonly sendsReceipts: () => boolean;
  /** Asked for each frame of a peer that is not accepted: false if it sends too much (SECURITY rule 9). */
  readonly toleratesFrame: () => boolean;
  readonly listener: SessionListener;
};

/**
 * The sync protocol over one link: standing, have, entries, read (docs/PROTOCOL.md, "Sync"). It streams
 * what the peer does not have and commits what we do not have, one batch in each of its turns.
 */
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
};

/** Makes the session of a link. The states and their order are drawn in docs/PROTOCOL.md. */
export function createSession(options: SessionOptions): Session {
  const {link, database, delivery, conversation, listener} = options;
  let weAccept = options.accepted;
  let theyAccept: boolean | null = null;
  let ended = false;
  let congested = false;
  /** The peer's first `have` on this link arrived: we know where to go on. */
  let positioned = false;
  /** What was sent on this link, or was there before: last sequence for each epoch. */
  const cursors = new Map<number, number>();
  /** When the entries were written that the peer holds last of our logs: the time for each epoch. */
  let marks: ReadonlyMap<number, number> = new Map();
  /** What the peer said it has, on this link. */
  const confirmed = new Map<number, number>();
  const inbox: Entries[] = [];
  let inboxEntries = 0;
  let paused = false;

  const job = {turn};

  function start(): void {
    link.start({frame: onFrame, message: guarded, drained, ended: onEnded});
    sayStanding();
  }

  function onFrame(): void {
    if (!weAccept && !options.toleratesFrame()) {
      void link.close('busy', 'too much was sent before it was accepted');
    }
  }

  function sayStanding(): void {
    if (ended) {
      return;
    }
    try {
      link.send({type: 'standing', accepted: weAccept});
      if (weAccept) {
        sayWhatWeHave();
      }
    } catch (error) {
      giveUp(error);
    }
  }

  function sayWhatWeHave(): void {
    const {remoteKey} = link;
    link.send({type: 'marks', logs: database.marks(conversation, remoteKey).slice(-MAX_LOG_POSITIONS)});
    link.send({type: 'have', logs: database.positions(conversation, remoteKey).slice(-MAX_LOG_POSITIONS)});
    sayRead();
  }

  type Incoming = Parameters<Parameters<Link['start']>[0]['message']>[0];

  /** A database that fails while a frame is handled must not look like the peer's fault. */
  function guarded(message: Incoming): void {
    try {
      onMessage(message);
    } catch (error) {
      giveUp(error);
    }
  }

  function onMessage(message: Incoming): void {
    switch (message.type) {
      case 'standing':
        onStanding(message.accepted);
        break;
      case 'marks':
        marks = new Map(message.logs.map(({epoch, time}) => [epoch, time]));
        break;
      case 'have':
        onHave(message);
        break;
      case 'read':
        onRead(message);
        break;
      case 'entries':
        onEntries(message);
        break;
      case 'rename':
        listener.renamed(message.name);
        break;
      case 'typing':
        if (weAccept) {
          listener.typing(message.active);
        }
        break;
    }
  }

  /** Only a change is news, however often it is said. */
  function onStanding(accepted: boolean): void {
    if (theyAccept !== accepted) {
      theyAccept = accepted;
      listener.standing(accepted);
      options.scheduler.request(job);
    }
  }

  function onHave(message: Have): void {
    const first = !positioned;
    positioned = true;
    for (const position of message.logs) {
      if (!acceptPosition(position, first)) {
        return;
      }
    }
    if (first) {
      options.scheduler.request(job);
    }
  }

  /** False if the position cannot be: the link is ended then. */
  function acceptPosition({epoch, sequence: told}: LogPosition, first: boolean): boolean {
    let sequence = told;
    const logs = delivery.logs(conversation);
    const log = logs.find(candidate => candidate.epoch === epoch);
    if (log === undefined) {
      if (!first) {
        return refuse('it acknowledged a log that was never sent');
      }
      return true; // a log from before we lost our database
    }
    if (log !== logs.at(-1)) {
      sequence = Math.min(sequence, log.last); // the log may have ended before what the peer has
    } else if (first && (sequence > log.last || isOtherLog(epoch, sequence))) {
      listener.outdated({epoch, sequence});
      return refuse('it has another log of ours than we do');
    }
    if (!first && sequence > (cursors.get(epoch) ?? 0)) {
      return refuse('it acknowledged what was never sent');
    }
    if (sequence < (confirmed.get(epoch) ?? 0)) {
      return refuse('its acknowledgement went back');
    }
    confirmed.set(epoch, sequence);
    cursors.set(epoch, Math.max(cursors.get(epoch) ?? 0, sequence));
    const stretch = delivery.acknowledged(conversation, epoch, sequence);
    if (stretch !== null) {
      listener.delivered(stretch);
    }
    return true;
  }

  /** Whether we wrote something else at that place than what the peer holds there. */
  function isOtherLog(epoch: number, sequence: number): boolean {
    const mark = marks.get(epoch);
    if (mark === undefined || sequence === 0) {
      return false;
    }
    const [entry] = database.ownEntries(conversation, epoch, sequence - 1, 1);
    return entry?.time !== mark;
  }

  function onRead(message: Read): void {
    const logs = delivery.logs(conversation);
    for (const {epoch, sequence: told} of message.logs) {
      const log = logs.find(candidate => candidate.epoch === epoch);
      if (log === undefined) {
        continue; // a log from before we lost our database
      }
      const sequence = log === logs.at(-1) ? told : Math.min(told, log.last);
      if (sequence > (confirmed.get(epoch) ?? 0)) {
        refuse('it read what it does not have');
        return;
      }
      const stretch = delivery.read(conversation, epoch, sequence);
      if (stretch !== null) {
        listener.read(stretch);
      }
    }
  }

  function onEntries(message: Entries): void {
    if (!weAccept) {
      refuse('it wrote before it was accepted');
      return;
    }
    inbox.push(message);
    inboxEntries += message.entries.length;
    if (inboxEntries >= INBOX_HIGH && !paused) {
      paused = true;
      link.pause();
    }
    options.scheduler.request(job);
  }

  function turn(): boolean {
    if (ended) {
      return false;
    }
    try {
      commitBatch();
      return stream() || inbox.length > 0;
    } catch (error) {
      giveUp(error);
      return false;
    }
  }

  /** Commits what arrived meanwhile, up to a full batch, then acknowledges it (SECURITY rule 6). */
  function commitBatch(): void {
    const batch = takeBatch();
    if (batch === null) {
      return;
    }
    const outcome = database.appendRemote(
      conversation,
      link.remoteKey,
      batch.epoch,
      batch.first,
      batch.entries.map(safeEntry),
    );
    link.send({type: 'have', logs: [outcome.have]});
    if (outcome.added.length > 0) {
      listener.received(outcome);
    }
  }

  /** Joins consecutive frames of one log into one batch. */
  function takeBatch(): Entries | null {
    const head = inbox.shift();
    if (head === undefined) {
      return null;
    }
    const entries: WireEntry[] = [...head.entries];
    for (let next = inbox[0]; next !== undefined; next = inbox[0]) {
      const follows = next.epoch === head.epoch && next.first === head.first + entries.length;
      if (!follows || entries.length + next.entries.length > MAX_BATCH_ENTRIES) {
        break;
      }
      entries.push(...next.entries);
      inbox.shift();
    }
    inboxEntries -= entries.length;
    if (paused && inboxEntries <= INBOX_LOW) {
      paused = false;
      link.resume();
    }
    return {...head, entries};
  }

  /** Sends one batch of what the peer does not have; true if there is more that may go. */
  function stream(): boolean {
    if (!mayStream()) {
      return false;
    }
    for (const log of delivery.logs(conversation)) {
      const cursor = cursors.get(log.epoch) ?? 0;
      if (cursor < log.last) {
        send(database.ownEntries(conversation, log.epoch, cursor, MAX_BATCH_ENTRIES));
        return !congested;
      }
    }
    return false;
  }

  function mayStream(): boolean {
    return theyAccept === true && positioned && !congested && !ended;
  }

  function send(rows: readonly EntryRow[]): void {
    const head = rows[0];
    const last = rows.at(-1);
    if (head === undefined || last === undefined) {
      throw new NatterError('DATABASE_DAMAGED', 'Messages that wait to be sent are missing in the database.');
    }
    cursors.set(head.epoch, last.sequence);
    congested = !link.send({
      type: 'entries',
      epoch: head.epoch,
      first: head.sequence,
      entries: rows.map(toWire),
    });
    delivery.sent(conversation, head.epoch, last.sequence);
    listener.sent({epoch: head.epoch, from: head.sequence, to: last.sequence});
  }

  function wrote(rows: readonly EntryRow[]): void {
    const head = rows[0];
    const inOrder = head !== undefined && (cursors.get(head.epoch) ?? 0) === head.sequence - 1;
    const oldLogsDone = delivery
      .logs(conversation)
      .every(log => log.epoch === head?.epoch || isStreamed(log));
    if (mayStream() && inOrder && oldLogsDone && fitsFrame(rows)) {
      send(rows); // the common case needs no reading back
    } else {
      options.scheduler.request(job);
    }
  }

  function isStreamed(log: {readonly epoch: number; readonly last: number}): boolean {
    return (cursors.get(log.epoch) ?? 0) >= log.last;
  }

  function sayRead(): void {
    if (!weAccept || ended || !options.sendsReceipts()) {
      return;
    }
    const logs = database.readPositions(conversation, link.remoteKey);
    if (logs.length > 0) {
      link.send({type: 'read', logs});
    }
  }

  function drained(): void {
    congested = false;
    options.scheduler.request(job);
  }

  function refuse(detail: string): false {
    link.fail(detail);
    return false;
  }

  function giveUp(error: unknown): void {
    inbox.length = 0;
    if (error instanceof NatterError && error.code === 'PROTOCOL_ERROR') {
      link.fail(error.message);
      return;
    }
    listener.storageFailed(error);
    void link.close('busy', CANNOT_STORE);
  }

  function onEnded(end: LinkEnd): void {
    ended = true;
    options.scheduler.remove(job);
    listener.ended(end);
  }

  return {
    link,
    start,
    accept() {
      weAccept = true;
      sayStanding();
    },
    wrote,
    sayRead,
    sayTyping(active) {
      const maySay = weAccept && theyAccept === true && !ended;
      if (maySay) {
        link.send({type: 'typing', active});
      }
      return maySay;
    },
    isAccepted: () => theyAccept === true,
    isSettled: () =>
      theyAccept !== true || delivery.logs(conversation).every(log => log.acknowledged >= log.last),
  };
}

/** A commit may hold more text than one frame carries. */
function fitsFrame(rows: readonly EntryRow[]): boolean {
  return rows.reduce((bytes, row) => bytes + Buffer.byteLength(row.body), 0) <= MAX_BATCH_BODY_BYTES;
}

/** Remote text is hostile until here; what is stored is safe to show. */
function safeEntry(entry: WireEntry): WireEntry {
  return {...entry, body: safeText(entry.body)};
}

/** What was deleted before it left is only a place in the log for the peer. */
function toWire({clock, time, kind, target, body, deleted, lifetime}: EntryRow): WireEntry {
  if (deleted) {
    return {clock, time, kind: 'gone', target: null, body: ''};
  }
  return {clock, time, kind, target, body, ...(lifetime === null ? {} : {lifetime})};
}
