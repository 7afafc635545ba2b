import type {PeerKey} from '../../lib/ids.ts';
import type {RoomLogName} from '../../storage/room-types.ts';

/** A log, and the last sequence of it that somebody has. */
export type LogEnd = {readonly log: RoomLogName; readonly sequence: number};

/** Names a link while it lasts. */
export type LinkId = number;

/** What a peer is to a room: a member, somebody who may still come in and gets the acts alone, or nobody. */
export type Standing = 'member' | 'guest' | 'none';

/** All that spreading remembers of one link. */
export type RoomLink = {
  readonly id: LinkId;
  readonly peer: PeerKey;
  standing: Standing;
  /** When it came up, milliseconds. */
  readonly since: number;
  /** The peer said how far it has everything: what is new is sent to it. */
  isReady: boolean;
  /** The peer wants what is new at once; null until it said so. */
  wantsEager: boolean;
  /** We want what is new from it at once. */
  isEager: boolean;
  /** How far the peer has each log, as it said or as we sent; by `keyOf`. */
  readonly theirs: Map<string, number>;
  /** How far it was told that we have each log; by `keyOf`. */
  readonly told: Map<string, number>;
  /** Logs whose end the peer is to be told, by `keyOf`. */
  readonly untold: Set<string>;
};

/** Entries that somebody told of and that are not here. */
export type Missing = {
  readonly log: RoomLogName;
  upTo: number;
  /** Links that told of them, those that were not asked first. */
  readonly tellers: LinkId[];
  /** The link that was asked; null if none was yet. */
  asked: LinkId | null;
  /** When to ask (the next one), milliseconds. */
  due: number;
  /** How often it was asked for since something of it came. */
  asks: number;
};

/** All that spreading remembers of one room: plain data. */
export type RoomState = {
  readonly self: PeerKey;
  /** So few members that everybody links with everybody. */
  isMesh: boolean;
  /** Authors whose talk is taken: those who are or were members. */
  authors: ReadonlySet<PeerKey>;
  /** How far each log is here, by `keyOf`. */
  readonly ours: Map<string, {readonly log: RoomLogName; sequence: number}>;
  readonly links: Map<LinkId, RoomLink>;
  readonly missing: Map<string, Missing>;
  /** When ends that wait are told, milliseconds; null if none wait. */
  tellAt: number | null;
};

/** What happens to a room. */
export type RoomInput =
  | {readonly type: 'link-up'; readonly link: LinkId; readonly peer: PeerKey; readonly standing: Standing}
  | {readonly type: 'link-down'; readonly link: LinkId}
  | {readonly type: 'standing'; readonly link: LinkId; readonly standing: Standing}
  /** Who may write, and whether they are few. */
  | {readonly type: 'members'; readonly authors: ReadonlySet<PeerKey>; readonly isMesh: boolean}
  /** The peer's digest came: logs of ours in the parts that differ. */
  | {readonly type: 'compared'; readonly link: LinkId; readonly unequal: readonly LogEnd[]}
  /** `isSame`: our running hash at that place, or at our end if that is before, is no other one than theirs. */
  | {
      readonly type: 'have';
      readonly link: LinkId;
      readonly ends: readonly (LogEnd & {readonly isSame: boolean})[];
    }
  | {
      readonly type: 'want';
      readonly link: LinkId;
      readonly log: RoomLogName;
      readonly after: number;
      readonly upTo: number;
    }
  | {readonly type: 'lane'; readonly link: LinkId; readonly isEager: boolean}
  /** Entries were committed: our own (null) or those that a link brought, be they here already. */
  | {
      readonly type: 'stored';
      readonly log: RoomLogName;
      readonly sequence: number;
      readonly from: LinkId | null;
      readonly isNew: boolean;
    }
  /** A log was found to be written twice: how far its parts are here, the names of which may be others than before. */
  | {readonly type: 'parted'; readonly ends: readonly LogEnd[]}
  /** Entries that a link brought are not stored, now and when they come again. */
  | {readonly type: 'refused'; readonly log: RoomLogName; readonly sequence: number; readonly from: LinkId}
  | {readonly type: 'tick'};

/** What is to be done. */
export type RoomOutput =
  /** Says how far everything is here. */
  | {readonly type: 'send-digest'; readonly link: LinkId}
  | {readonly type: 'send-have'; readonly link: LinkId; readonly ends: readonly LogEnd[]}
  | {
      readonly type: 'send-want';
      readonly link: LinkId;
      readonly log: RoomLogName;
      readonly after: number;
      readonly upTo: number;
    }
  | {readonly type: 'send-lane'; readonly link: LinkId; readonly isEager: boolean}
  /** Reads entries and sends them, as fast as the link takes them. */
  | {
      readonly type: 'serve';
      readonly link: LinkId;
      readonly log: RoomLogName;
      readonly after: number;
      readonly upTo: number;
    };

/** A log as one text. */
export function keyOf({author, lane, epoch, branch}: RoomLogName): string {
  return `${lane}${author}.${epoch}.${branch === null ? '' : Buffer.from(branch).toString('hex')}`;
}
