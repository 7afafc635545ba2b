import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Database, OwnLog} from '../../storage/types.ts';
import type {ConversationId, DeliveryState} from '../api/api.ts';

/** A stretch of one own log. */
export type Stretch = {readonly epoch: number; readonly from: number; readonly to: number};

type Progress = {
  readonly epoch: number;
  last: number;
  sent: number;
  acknowledged: number;
  read: number;
  /** What was acknowledged or read is not stored yet. */
  dirty: boolean;
};

/**
 * Acknowledgements are stored together, so late. One that a crash loses comes again with the peer's next
 * `have`: a commit for each would cost the sender a fifth of its time.
 */
const STORE_AFTER = 250;

/**
 * How far our own entries came, for each conversation. What was acknowledged or read goes to the database;
 * what was merely sent is a fact about a living link and is forgotten with it.
 */
export type Delivery = {
  readonly state: (conversation: ConversationId, epoch: number, sequence: number) => DeliveryState;
  /** Own logs, oldest first. */
  readonly logs: (conversation: ConversationId) => readonly Readonly<Progress>[];
  readonly wrote: (conversation: ConversationId, epoch: number, last: number) => void;
  readonly sent: (conversation: ConversationId, epoch: number, upTo: number) => void;
  /** Returns the entries that became delivered, or null if none did. */
  readonly acknowledged: (conversation: ConversationId, epoch: number, upTo: number) => Stretch | null;
  readonly read: (conversation: ConversationId, epoch: number, upTo: number) => Stretch | null;
  /** The link is gone: what was sent but not acknowledged waits again. Returns those entries. */
  readonly unlinked: (conversation: ConversationId) => readonly Stretch[];
  /** The logs changed behind our back (a new epoch began): read them anew. */
  readonly forget: (conversation: ConversationId) => void;
  /** Stores now what waits to be. Throws what the database throws. */
  readonly flush: () => void;
};

/** Makes the bookkeeping over a database; conversations are read when first asked for. */
export function createDelivery(database: Database, clock: Clock): Delivery {
  const conversations = new Map<ConversationId, Progress[]>();
  let planned: Cancel | null = null;

  function logs(conversation: ConversationId): Progress[] {
    let known = conversations.get(conversation);
    if (known === undefined) {
      known = database.ownLogs(conversation).map(begin);
      conversations.set(conversation, known);
    }
    return known;
  }

  function progressed(log: Progress): void {
    log.dirty = true;
    planned ??= clock.after(STORE_AFTER, () => {
      planned = null;
      try {
        flush();
      } catch {
        // The disk is full or broken, and whoever writes is told so. These numbers come again.
      }
    });
  }

  function flush(): void {
    planned?.();
    planned = null;
    const waiting = [...conversations].flatMap(([id, all]) =>
      all.filter(log => log.dirty).map(log => [id, log] as const),
    );
    if (waiting.length > 0) {
      database.together(() => {
        for (const [id, log] of waiting) {
          store(id, log);
        }
      });
    }
  }

  function store(conversation: ConversationId, log: Progress): void {
    const {epoch, acknowledged, read} = log;
    database.acknowledge(conversation, {epoch, sequence: acknowledged});
    if (read > 0) {
      database.markPeerRead(conversation, {epoch, sequence: read});
    }
    log.dirty = false;
  }

  function find(conversation: ConversationId, epoch: number): Progress | undefined {
    return logs(conversation).find(log => log.epoch === epoch);
  }

  return {
    logs,
    state(conversation, epoch, sequence) {
      const log = find(conversation, epoch);
      return log === undefined ? 'delivered' : stateIn(log, sequence);
    },
    wrote(conversation, epoch, last) {
      const log = find(conversation, epoch);
      if (log === undefined) {
        logs(conversation).push({epoch, last, sent: 0, acknowledged: 0, read: 0, dirty: false});
      } else {
        log.last = Math.max(log.last, last);
      }
    },
    sent(conversation, epoch, upTo) {
      const log = find(conversation, epoch);
      if (log !== undefined) {
        log.sent = Math.max(log.sent, upTo);
      }
    },
    acknowledged(conversation, epoch, upTo) {
      const log = find(conversation, epoch);
      if (log === undefined || upTo <= log.acknowledged) {
        return null;
      }
      const stretch = {epoch, from: log.acknowledged + 1, to: upTo};
      log.acknowledged = upTo;
      progressed(log);
      return stretch;
    },
    read(conversation, epoch, upTo) {
      const log = find(conversation, epoch);
      if (log === undefined || upTo <= log.read) {
        return null;
      }
      const stretch = {epoch, from: log.read + 1, to: upTo};
      log.read = upTo;
      progressed(log);
      return stretch;
    },
    unlinked(conversation) {
      const waiting: Stretch[] = [];
      for (const log of logs(conversation)) {
        if (log.sent > log.acknowledged) {
          waiting.push({epoch: log.epoch, from: log.acknowledged + 1, to: log.sent});
        }
        log.sent = 0;
      }
      return waiting;
    },
    forget(conversation) {
      conversations.delete(conversation);
    },
    flush,
  };
}

function begin(log: OwnLog): Progress {
  return {
    epoch: log.epoch,
    last: log.last,
    sent: 0,
    acknowledged: log.acknowledged,
    read: log.read,
    dirty: false,
  };
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
