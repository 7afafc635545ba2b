import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {DeliveryState, ReceiptView} from '../api/api.ts';
import type {SequenceRange} from '../sync/machine-types.ts';
import type {LogEnd} from './room-sync-types.ts';

/** A message is delivered once so many others keep it, or all, if they are fewer. */
const KEEPERS = 2;

/** How far own logs of rooms came at the others: asked anew with each link, and not stored. */
export type RoomDelivery = {
  readonly state: (room: ConversationId, epoch: number, sequence: number) => DeliveryState;
  /** Which members keep an entry, and who has read it, as far as that was heard since the program runs: without times. */
  readonly receipts: (room: ConversationId, epoch: number, sequence: number) => readonly ReceiptView[];
  /** Each answers what is new of it: entries that are on in this state now. Null if nothing is. */
  readonly sent: (room: ConversationId, end: LogEnd) => SequenceRange | null;
  readonly kept: (room: ConversationId, by: PeerKey, end: LogEnd) => SequenceRange | null;
  readonly read: (room: ConversationId, by: PeerKey, end: LogEnd) => SequenceRange | null;
  /** The room is gone. */
  readonly forget: (room: ConversationId) => void;
  /** Members are others than before: what is delivered now, though nobody said more. */
  readonly recount: (room: ConversationId) => readonly SequenceRange[];
};

type Progress = {
  sent: number;
  delivered: number;
  read: number;
  readonly kept: Map<PeerKey, number>;
  readonly seen: Map<PeerKey, number>;
};

/** `others`: members of a room beside ourselves. `storedBefore`: what somebody kept when the program ran before. */
export function createRoomDelivery(
  others: (room: ConversationId) => readonly PeerKey[],
  storedBefore: (room: ConversationId, epoch: number) => number,
): RoomDelivery {
  const rooms = new Map<ConversationId, Map<number, Progress>>();

  function progressOf(room: ConversationId, epoch: number): Progress {
    const epochs = rooms.get(room) ?? new Map<number, Progress>();
    rooms.set(room, epochs);
    const known = epochs.get(epoch);
    if (known !== undefined) {
      return known;
    }
    const before = storedBefore(room, epoch);
    const fresh = {sent: before, delivered: before, read: 0, kept: new Map(), seen: new Map()};
    epochs.set(epoch, fresh);
    return fresh;
  }

  /** Up to where at least so many of the members are. */
  function reachedBy(members: readonly PeerKey[], ends: ReadonlyMap<PeerKey, number>, count: number): number {
    const sorted = members.map(key => ends.get(key) ?? 0).sort((one, other) => other - one);
    return sorted[count - 1] ?? 0;
  }

  function note(ends: Map<PeerKey, number>, by: PeerKey, sequence: number): void {
    ends.set(by, Math.max(sequence, ends.get(by) ?? 0));
  }

  function raise(
    progress: Progress,
    what: 'sent' | 'delivered' | 'read',
    epoch: number,
    to: number,
  ): SequenceRange | null {
    const from = progress[what] + 1;
    progress[what] = Math.max(progress[what], to);
    return to < from ? null : {epoch, from, to};
  }

  return {
    state(room, epoch, sequence) {
      const {sent, delivered, read} = progressOf(room, epoch);
      if (sequence <= Math.min(read, delivered)) {
        return 'read';
      }
      if (sequence <= delivered) {
        return 'delivered';
      }
      return sequence <= sent ? 'sent' : 'queued';
    },
    receipts(room, epoch, sequence) {
      const {kept, seen} = progressOf(room, epoch);
      return others(room).flatMap((key): ReceiptView[] => {
        const has = (ends: ReadonlyMap<PeerKey, number>) => (ends.get(key) ?? 0) >= sequence;
        const state = has(seen) ? 'read' : has(kept) ? 'delivered' : null;
        return state === null ? [] : [{key, state, delivered: null, read: null}];
      });
    },
    sent: (room, {log, sequence}) => raise(progressOf(room, log.epoch), 'sent', log.epoch, sequence),
    kept(room, by, {log, sequence}) {
      const progress = progressOf(room, log.epoch);
      const members = others(room);
      note(progress.kept, by, sequence);
      const reached = reachedBy(members, progress.kept, Math.min(KEEPERS, members.length));
      return raise(progress, 'delivered', log.epoch, reached);
    },
    forget: room => void rooms.delete(room),
    recount(room) {
      const members = others(room);
      return [...(rooms.get(room) ?? [])].flatMap(([epoch, progress]) => {
        const reached = reachedBy(members, progress.kept, Math.min(KEEPERS, members.length));
        return raise(progress, 'delivered', epoch, reached) ?? [];
      });
    },
    read(room, by, {log, sequence}) {
      const progress = progressOf(room, log.epoch);
      const members = others(room);
      note(progress.seen, by, sequence);
      const reached = reachedBy(members, progress.seen, members.length);
      return raise(progress, 'read', log.epoch, reached);
    },
  };
}
