import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';

/** Whoever says nothing more has stopped after this, milliseconds. */
const LAPSE = 6000;

/** Who types in rooms. Nothing of it is stored. */
export type Typists = {
  readonly heard: (room: ConversationId, who: PeerKey, active: boolean) => void;
  readonly stopped: (room: ConversationId, who: PeerKey) => void;
  readonly stop: () => void;
};

/** The table of those who type; `changed` hears of all of one room whenever they are others. */
export function createTypists({
  clock,
  changed,
}: {
  readonly clock: Pick<Clock, 'after'>;
  readonly changed: (room: ConversationId, authors: readonly PeerKey[]) => void;
}): Typists {
  const rooms = new Map<ConversationId, Map<PeerKey, Cancel>>();

  function tell(room: ConversationId): void {
    changed(room, [...(rooms.get(room)?.keys() ?? [])]);
  }

  function stopped(room: ConversationId, who: PeerKey): void {
    const active = rooms.get(room);
    const cancel = active?.get(who);
    if (cancel !== undefined) {
      cancel();
      active?.delete(who);
      tell(room);
    }
  }

  return {
    heard(room, who, active) {
      if (!active) {
        stopped(room, who);
        return;
      }
      const known = rooms.get(room) ?? new Map<PeerKey, Cancel>();
      rooms.set(room, known);
      const before = known.get(who);
      before?.();
      known.set(
        who,
        clock.after(LAPSE, () => stopped(room, who)),
      );
      if (before === undefined) {
        tell(room);
      }
    },
    stopped,
    stop() {
      for (const active of rooms.values()) {
        for (const cancel of active.values()) {
          cancel();
        }
      }
      rooms.clear();
    },
  };
}
