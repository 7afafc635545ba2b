import type {ConversationId, PeerKey, PeerView, RoomLevel} from '../../../src/core/api/api.ts';
import type {AppState} from '../../../src/store/state.ts';

/** A row of the page: somebody in the room, ourselves among them. */
export type ListedMember = {
  readonly key: PeerKey;
  readonly id: string;
  readonly name: string;
  readonly level: RoomLevel;
  readonly isHere: boolean;
  readonly isSelf: boolean;
  /** What is known of them beside the room; null for ourselves. */
  readonly peer: PeerView | null;
};

/** What can be done to a member. */
export type OnMember = 'kick' | 'ban' | 'raise' | 'lower';

const LEVELS: readonly RoomLevel[] = ['member', 'admin', 'owner', 'founder'];

/** Members of a room whose names begin so: ourselves, then those who are here, each by level and name. */
export function membersIn(
  {self, peers, conversations}: Pick<AppState, 'self' | 'peers' | 'conversations'>,
  {room: id, filter}: {readonly room: ConversationId; readonly filter: string},
): readonly ListedMember[] {
  const conversation = conversations.get(id);
  const room = conversation?.room ?? null;
  if (conversation === undefined || room === null) {
    return [];
  }
  const isHere = new Set(room.here);
  const levels = new Map(room.staff.map(({key, level}) => [key, level]));
  const others = conversation.participants.flatMap((key): ListedMember[] => {
    const peer = peers.get(key);
    return peer === undefined
      ? []
      : [{...facts(peer), level: levels.get(key) ?? 'member', isHere: isHere.has(key), isSelf: false, peer}];
  });
  const own: ListedMember[] =
    self === null || room.level === null
      ? []
      : [{...facts(self), level: room.level, isHere: true, isSelf: true, peer: null}];
  const begun = filter.toLowerCase();
  return [...own, ...others.sort(byPlace)].filter(
    ({name, peer}) =>
      name.toLowerCase().startsWith(begun) || peer?.ownName.toLowerCase().startsWith(begun) === true,
  );
}

/** Whether the user stands high enough for that: above whoever it is about, and above what they become. */
export function isAllowed(what: OnMember, own: RoomLevel | null, member: ListedMember): boolean {
  const [ours, theirs] = [LEVELS.indexOf(own ?? 'member'), LEVELS.indexOf(member.level)];
  if (member.isSelf || ours < 1 || theirs >= ours) {
    return false;
  }
  switch (what) {
    case 'kick':
    case 'ban':
      return true;
    case 'raise':
      return theirs + 1 < ours;
    case 'lower':
      return theirs > 0;
  }
}

/** What somebody becomes by that. */
export function levelAfter(what: 'raise' | 'lower', level: RoomLevel): RoomLevel {
  return LEVELS[LEVELS.indexOf(level) + (what === 'raise' ? 1 : -1)] ?? level;
}

function facts({key, id, name}: {readonly key: PeerKey; readonly id: string; readonly name: string}) {
  return {key, id, name};
}

function byPlace(one: ListedMember, other: ListedMember): number {
  return (
    Number(other.isHere) - Number(one.isHere) ||
    LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level) ||
    (one.name < other.name ? -1 : 1)
  );
}
