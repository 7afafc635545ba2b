import type {SafeText} from '../../lib/text/safe-text.ts';

/** The link to a peer from inside. */
export type LinkDebug = {
  readonly path: string;
  readonly address: SafeText;
  /** We dialled. */
  readonly isDialled: boolean;
  /** What the peer's hello said it runs. */
  readonly program: SafeText;
  readonly features: number;
  /** The handshake: Noise's name for it, and whether ML-KEM-768 was mixed in. */
  readonly handshake: {readonly pattern: string; readonly isHybrid: boolean};
  /** It was made with an invite. */
  readonly isByInvite: boolean;
  /** Wall time of its begin, milliseconds. */
  readonly since: number;
  /** Milliseconds since the last frame of the peer. */
  readonly quiet: number;
  /** Messages of the chat in both directions, heartbeats too. */
  readonly received: number;
  readonly sent: number;
  /** Bytes sent or received on the wire, whichever is more, and bytes that wait to be sent. */
  readonly bytes: number;
  readonly buffered: number;
  readonly sync: SyncDebug;
};

/** The state of the sync machine. */
export type SyncDebug = {
  readonly weAccept: boolean;
  /** Null until the peer said so. */
  readonly theyAccept: boolean | null;
  /** The peer told how far it has our logs. */
  readonly isPositioned: boolean;
  /** The send buffer is full: nothing is sent until it drains. */
  readonly isCongested: boolean;
  /** Too much waits to be committed: the socket is not read. */
  readonly isPaused: boolean;
  /** Entries that arrived and are not committed. */
  readonly uncommitted: number;
};

/** Sequences up to which something is true of a log. */
export type OwnLogDebug = {
  /** The middle part of the ids of its messages. */
  readonly epoch: string;
  readonly written: number;
  /** Handed to the present link, or known to be there. */
  readonly sent: number;
  readonly delivered: number;
  readonly read: number;
};

export type TheirLogDebug = {
  readonly epoch: string;
  readonly held: number;
  /** Our user has seen all up to here. */
  readonly seen: number;
};
