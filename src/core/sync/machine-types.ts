import type {LinkEnd} from '../../net/link/link.ts';
import type {AppendOutcome} from '../../storage/types.ts';
import type {
  ByeReason,
  ChatMessage,
  Entries,
  LogPosition,
  Reach,
  ReachAck,
  ReadPosition,
  Status,
} from '../../wire/chat/messages.ts';

/** Consecutive sequences of one own log, both ends included. */
export type SequenceRange = {readonly epoch: number; readonly from: number; readonly to: number};

/** One of our own logs as a link knows it. */
export type SyncLog = {
  readonly epoch: number;
  /** From before natter 0.2.0: never sent, what the peer lacks of it moves into a new one. */
  readonly isOld: boolean;
  /** It was handed to some link: its clocks are fixed. */
  isSent: boolean;
  /** The last sequence we wrote. */
  last: number;
  /** The last one that was sent on this link, or that the peer had before. */
  cursor: number;
  /** The last one that the peer said it has, on this link. */
  confirmed: number;
};

/** All that the sync protocol remembers of one link: plain data. */
export type SyncState = {
  readonly self: string;
  readonly peer: string;
  weAccept: boolean;
  /** Null until the peer said so. */
  theyAccept: boolean | null;
  /** The peer's first `have` arrived: it is known where to go on. */
  isPositioned: boolean;
  /** The highest clock that the peer knew then; 0 if it said none. */
  peerClock: number;
  /** The send buffer is full. */
  isCongested: boolean;
  /** The socket is not read. */
  isPaused: boolean;
  isEnded: boolean;
  /** Our own logs, the oldest first; the last one is written to. */
  logs: SyncLog[];
  /** Arrived but uncommitted messages, and the number of their entries. */
  inbox: Entries[];
  waiting: number;
};

/** A position of a `have`, and whether our log has the same running hash there. */
export type JudgedPosition = ReadPosition & {readonly isSame: boolean; readonly acknowledged: number};

/** An input of the machine. */
export type Input =
  | {readonly type: 'start' | 'accept' | 'turn' | 'drained' | 'user-read'}
  | {readonly type: 'frame'; readonly isTolerated: boolean}
  | {readonly type: 'standing'; readonly accepted: boolean}
  | {
      readonly type: 'have';
      readonly author: string;
      readonly clock: number;
      readonly logs: readonly JudgedPosition[];
    }
  | {readonly type: 'read'; readonly author: string; readonly logs: readonly ReadPosition[]}
  | {readonly type: 'entries'; readonly message: Entries}
  | {readonly type: 'rename'; readonly name: string}
  | {readonly type: 'typing' | 'user-typing'; readonly active: boolean}
  | Status
  | Reach
  | ReachAck
  | {readonly type: 'committed'; readonly outcome: AppendOutcome}
  /** Own entries were committed; whether they fit one frame. */
  | {
      readonly type: 'wrote';
      readonly epoch: number;
      readonly first: number;
      readonly last: number;
      readonly fitsFrame: boolean;
    }
  /** They were handed to the link, whose buffer is full now or not. */
  | ({readonly type: 'sent'; readonly isFull: boolean} & SequenceRange)
  | {readonly type: 'logs'; readonly logs: readonly SyncLog[]}
  /** Something could not be done: the peer broke a rule, or our disk refused. */
  | {readonly type: 'failed'; readonly isProtocol: boolean; readonly detail: string; readonly error: unknown}
  | {readonly type: 'ended'; readonly end: LinkEnd};

/** An output of the machine. */
export type Output =
  | {readonly type: 'send'; readonly message: ChatMessage}
  /** Tells how far we have the peer's logs: all of them, or one after a commit; how far our user has read. */
  | {readonly type: 'send-have' | 'send-read'}
  | {readonly type: 'send-acknowledgement'; readonly have: LogPosition}
  /** Reads a batch of an own log and sends it; sends what was written just now. Both end in `sent`. */
  | {readonly type: 'send-entries'; readonly epoch: number; readonly after: number}
  | {readonly type: 'send-written'}
  | {readonly type: 'note-sent'; readonly epoch: number}
  /** Learns a clock that the peer knows. */
  | {readonly type: 'learn'; readonly clock: number}
  /** Moves the end of an old log into a new one; ends in `logs`. */
  | {readonly type: 'retire'; readonly epoch: number; readonly keep: number}
  /** Ends in `committed` or `failed`. */
  | {readonly type: 'commit'; readonly batch: Entries}
  /** Asks for another `turn`, after everybody else had theirs. */
  | {readonly type: 'turn'}
  | {readonly type: 'pause' | 'resume'}
  | {readonly type: 'fail'; readonly detail: string}
  | {readonly type: 'close'; readonly reason: ByeReason; readonly detail: string}
  | {readonly type: 'tell'; readonly event: SyncEvent};

/** News of a link for the rest of the core. */
export type SyncEvent =
  /** The peer lets us write, or does not (yet). */
  | {readonly type: 'standing'; readonly accepted: boolean}
  | {readonly type: 'renamed'; readonly name: string}
  /** What the peer's owner is about. */
  | Status
  | {readonly type: 'typing'; readonly active: boolean}
  /** Entries of the peer were committed. */
  | {readonly type: 'received'; readonly outcome: AppendOutcome}
  /** The peer has (or its user has read) an own log up to a sequence. */
  | {readonly type: 'acknowledged' | 'read'; readonly epoch: number; readonly upTo: number}
  | {readonly type: 'sent'; readonly range: SequenceRange}
  /** The peer has another log of ours than we do: our database is an older copy, or has a twin. */
  | {readonly type: 'outdated'}
  /** The peer tells how it is found, or that it knows how we are. */
  | {readonly type: 'reach'; readonly message: Reach | ReachAck}
  /** The disk refused; nothing was acknowledged. */
  | {readonly type: 'storage-failed'; readonly error: unknown}
  | {readonly type: 'ended'; readonly end: LinkEnd};
