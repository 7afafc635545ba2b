import {recipientsOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Database, OwnLog} from '../../storage/types.ts';
import type {DeliveryState, ReceiptView} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {SequenceRange} from './machine-types.ts';

type Progress = {
  readonly epoch: number;
  last: number;
  sent: number;
  acknowledged: number;
  read: number;
  /** Wall times of the last of each, milliseconds. */
  acknowledgedAt: number;
  readAt: number;
  /** Acknowledged or read, but not stored yet. */
  dirty: boolean;
};

/** Sequences up to which a log of ours came. */
export type LogProgress = {
  readonly epoch: number;
  readonly written: number;
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
};

/** Where something was sent: one conversation, one of those who are to get what we write in it. */
type Lane = {
  readonly conversation: ConversationId;
  readonly recipient: PeerKey;
  readonly logs: Progress[];
};

/**
 * Acknowledgements are stored together, so late. One that a crash loses comes again with the peer's next
 * `have`: a commit for each would cost the sender a fifth of its time.
 */
const STORE_AFTER = 250;

/** From the first state to the last. */
const ORDER: readonly DeliveryState[] = ['queued', 'sent', 'delivered', 'read'];

/**
 * How far our own entries came at each recipient. What was acknowledged or read goes to the database; what was
 * merely sent is a fact about a living link and is forgotten with it.
 */
export type Delivery = {
  /** How far an entry came at the one who is furthest behind. */
  readonly state: (conversation: ConversationId, epoch: number, sequence: number) => DeliveryState;
  /** What a recipient did with an own entry, and when; null if it did not get there yet. */
  readonly receipt: (
    conversation: ConversationId,
    recipient: PeerKey,
    entry: {readonly epoch: number; readonly sequence: number},
  ) => ReceiptView | null;
  /** How far each of our logs came at a recipient, the oldest first. */
  readonly progress: (conversation: ConversationId, recipient: PeerKey) => readonly LogProgress[];
  readonly wrote: (conversation: ConversationId, epoch: number, last: number) => void;
  readonly sent: (conversation: ConversationId, recipient: PeerKey, epoch: number, upTo: number) => void;
  /** Returns the entries that became delivered, or null if none did. */
  readonly acknowledged: (
    conversation: ConversationId,
    recipient: PeerKey,
    epoch: number,
    upTo: number,
  ) => SequenceRange | null;
  readonly read: (
    conversation: ConversationId,
    recipient: PeerKey,
    epoch: number,
    upTo: number,
  ) => SequenceRange | null;
  /** A link is gone: what was sent but not acknowledged waits again. Returns those entries. */
  readonly unlinked: (conversation: ConversationId, recipient: PeerKey) => readonly SequenceRange[];
  /** The logs changed behind our back (a new epoch began): read them anew. */
  readonly forget: (conversation: ConversationId) => void;
  /** Stores now what waits to be. Throws what the database throws. */
  readonly flush: () => void;
};

export type DeliveryOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly state: RuntimeState<ConversationId>;
  /** Acknowledgements were stored: what disappears has an end now. */
  readonly onStored: () => void;
};

/** The bookkeeping over a database; conversations are read when first asked for. */
export function createDelivery({database, clock, state, onStored}: DeliveryOptions): Delivery {
  const lanes = state.slot<readonly Lane[]>({name: 'delivery'});
  let planned: Cancel | null = null;

  function laneOf(conversation: ConversationId, recipient: PeerKey): Lane {
    const known = lanes.get(conversation) ?? [];
    const lane = known.find(candidate => candidate.recipient === recipient);
    if (lane !== undefined) {
      return lane;
    }
    const added = {conversation, recipient, logs: database.ownLogs(conversation).map(begin)};
    lanes.set(conversation, [...known, added]);
    return added;
  }

  function find(conversation: ConversationId, recipient: PeerKey, epoch: number): Progress | undefined {
    return laneOf(conversation, recipient).logs.find(log => log.epoch === epoch);
  }

  function progressed(log: Progress): void {
    log.dirty = true;
    planned ??= clock.after(STORE_AFTER, () => {
      planned = null;
      storeIfPossible();
    });
  }

  function storeIfPossible(): void {
    try {
      flush();
    } catch {
      // The disk is full or broken, and whoever writes is told so. These numbers come again.
    }
  }

  function flush(): void {
    planned?.();
    planned = null;
    const waiting = lanes
      .values()
      .flat()
      .flatMap(lane => lane.logs.filter(log => log.dirty).map(log => [lane, log] as const));
    if (waiting.length > 0) {
      database.together(() => {
        for (const [lane, log] of waiting) {
          store(lane, log);
        }
      });
      onStored();
    }
  }

  function store({conversation, recipient}: Lane, log: Progress): void {
    const {epoch, acknowledged, read} = log;
    database.acknowledge(conversation, recipient, {epoch, sequence: acknowledged}, log.acknowledgedAt);
    if (read > 0) {
      database.markPeerRead(conversation, recipient, {epoch, sequence: read}, log.readAt);
    }
    log.dirty = false;
  }

  return {
    state(conversation, epoch, sequence) {
      const states = recipientsOf(conversation).map(recipient => {
        const log = find(conversation, recipient, epoch);
        return log === undefined ? 'delivered' : stateIn(log, sequence);
      });
      return ORDER.find(state => states.includes(state)) ?? 'delivered';
    },
    receipt(conversation, recipient, entry) {
      const log = find(conversation, recipient, entry.epoch);
      const state = log === undefined ? 'delivered' : stateIn(log, entry.sequence);
      if (state !== 'delivered' && state !== 'read') {
        return null;
      }
      storeIfPossible(); // the times are in the database alone
      return {key: recipient, state, ...database.receiptOf(conversation, recipient, entry)};
    },
    progress: (conversation, recipient) =>
      laneOf(conversation, recipient).logs.map(({epoch, last, sent, acknowledged, read}) => ({
        ...{epoch, written: last, read, delivered: acknowledged},
        sent: Math.max(sent, acknowledged),
      })),
    wrote(conversation, epoch, last) {
      for (const recipient of recipientsOf(conversation)) {
        const {logs} = laneOf(conversation, recipient);
        const log = logs.find(candidate => candidate.epoch === epoch);
        if (log === undefined) {
          logs.push({epoch, last, sent: 0, acknowledged: 0, read: 0, ...NEVER, dirty: false});
        } else {
          log.last = Math.max(log.last, last);
        }
      }
    },
    sent(conversation, recipient, epoch, upTo) {
      const log = find(conversation, recipient, epoch);
      if (log !== undefined) {
        log.sent = Math.max(log.sent, upTo);
      }
    },
    acknowledged(conversation, recipient, epoch, upTo) {
      const log = find(conversation, recipient, epoch);
      if (log === undefined || upTo <= log.acknowledged) {
        return null;
      }
      const range = {epoch, from: log.acknowledged + 1, to: upTo};
      log.acknowledged = upTo;
      log.acknowledgedAt = clock.now();
      progressed(log);
      return range;
    },
    read(conversation, recipient, epoch, upTo) {
      const log = find(conversation, recipient, epoch);
      if (log === undefined || upTo <= log.read) {
        return null;
      }
      const range = {epoch, from: log.read + 1, to: upTo};
      log.read = upTo;
      log.readAt = clock.now();
      progressed(log);
      return range;
    },
    unlinked(conversation, recipient) {
      const waiting: SequenceRange[] = [];
      for (const log of laneOf(conversation, recipient).logs) {
        if (log.sent > log.acknowledged) {
          waiting.push({epoch: log.epoch, from: log.acknowledged + 1, to: log.sent});
        }
        log.sent = 0;
      }
      return waiting;
    },
    forget: conversation => void lanes.delete(conversation),
    flush,
  };
}

const NEVER = {acknowledgedAt: 0, readAt: 0};

function begin({epoch, last, acknowledged, read}: OwnLog): Progress {
  return {epoch, last, sent: 0, acknowledged, read, ...NEVER, dirty: false};
}

function stateIn(log: Progress, sequence: number): DeliveryState {
  if (sequence <= log.read) {
    return 'read';
  }
  if (sequence <= log.acknowledged) {
    return 'delivered';
  }
  return sequence <= log.sent ? 'sent' : 'queued';
}
