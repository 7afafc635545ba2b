import type {PeerRow} from '../../storage/types.ts';
import type {Relation} from '../api/api.ts';

/** All that can change how somebody stands to us. */
export type RelationEvent =
  /** Our dial was answered: to dial is to accept. */
  | 'answered-dial'
  /** They dialled, and strangers have to ask. */
  | 'came-asking'
  /** They dialled, and everybody is welcome. */
  | 'came-welcome'
  /** They came by an invite of ours: to give it away is to accept. */
  | 'came-by-invite'
  /** They could be taken for a contact. */
  | 'suspected'
  | 'accepted'
  | 'declined'
  /** They let us write. */
  | 'accepted-us'
  /** The user looked at an alarm and takes the key for what it is; they dialled, so they are no stranger to them. */
  | 'trusted-caller'
  /** The same for somebody who is not linked, or whom we dialled. */
  | 'trusted'
  | 'blocked'
  | 'unblocked'
  /** They are in a room with us. */
  | 'met-in-room'
  /** The user writes to somebody who is merely in a room with us. */
  | 'wanted'
  /** They want to write to us, and are merely in a room with us. */
  | 'asked-in-room';

type From = Relation | 'unknown';
type Table = Readonly<Record<RelationEvent, Readonly<Partial<Record<From, Relation>>>>>;

const UNCHANGED = {
  contact: 'contact',
  asking: 'asking',
  request: 'request',
  declined: 'declined',
  alarmed: 'alarmed',
  member: 'member',
} as const;

/** What becomes of whom. An event that a relation does not stand under does not apply to it. */
const TABLE: Table = {
  'answered-dial': {...UNCHANGED, unknown: 'asking', request: 'contact', declined: 'asking'},
  'came-asking': {...UNCHANGED, unknown: 'request'},
  'came-welcome': {...UNCHANGED, unknown: 'contact'},
  'came-by-invite': {
    unknown: 'contact',
    contact: 'contact',
    asking: 'contact',
    request: 'contact',
    declined: 'contact',
    alarmed: 'contact',
    member: 'contact',
  },
  suspected: {
    unknown: 'alarmed',
    request: 'alarmed',
    declined: 'alarmed',
    asking: 'alarmed',
    alarmed: 'alarmed',
  },
  accepted: {request: 'contact', declined: 'contact'},
  declined: {request: 'declined'},
  'accepted-us': {asking: 'contact'},
  'trusted-caller': {alarmed: 'contact'},
  trusted: {alarmed: 'asking'},
  blocked: {
    contact: 'blocked',
    asking: 'blocked',
    request: 'blocked',
    declined: 'blocked',
    alarmed: 'blocked',
    member: 'blocked',
  },
  unblocked: {blocked: 'declined'},
  'met-in-room': {...UNCHANGED, unknown: 'member', blocked: 'blocked'},
  wanted: {member: 'asking'},
  'asked-in-room': {member: 'request'},
};

/** How somebody stands to us after an event; null if it does not apply. `null` before is somebody unknown. */
export function transition(from: Relation | null, event: RelationEvent): Relation | null {
  return TABLE[event][from ?? 'unknown'] ?? null;
}

/** The same for a stored peer, with what it is to become when a block is taken back. Null if it does not apply. */
export function afterEvent(
  row: Pick<PeerRow, 'relation' | 'blockedFrom'> | null,
  event: RelationEvent,
): Pick<PeerRow, 'relation' | 'blockedFrom'> | null {
  const from = row?.relation ?? null;
  const relation = transition(from, event);
  if (relation === null) {
    return null;
  }
  switch (event) {
    case 'blocked':
      // A request has to be asked again: its link is gone.
      return {relation, blockedFrom: from === 'request' ? 'declined' : from};
    case 'unblocked':
      return {relation: row?.blockedFrom ?? relation, blockedFrom: null};
    default:
      return {relation};
  }
}

/** We accept them: contacts, and people who have not answered us yet. Only they may write to us and get what we write. */
export function isAcceptedByUs(relation: Relation | null): boolean {
  return relation === 'contact' || relation === 'asking';
}

/** The user has to decide about it. */
export function isWaiting(relation: Relation | null): boolean {
  return relation === 'request' || relation === 'alarmed';
}

/** Somebody about whom the user has not said a word of yes: they change nothing, and nothing is said to them. */
export function isStranger(relation: Relation | null): boolean {
  return !isAcceptedByUs(relation) && relation !== 'blocked';
}
