import {actId, roomIdOfFounding} from '../../identity/room/room-id.ts';
import {isTicketProof} from '../../identity/room/ticket.ts';
import {isPublicKey} from '../../identity/signatures.ts';
import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {StoredAct} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';
import {type Act, actBody, actOfBody, MAX_AFTER} from '../../wire/room/act.ts';
import {type KnownAct, withPast} from './act-graph.ts';
import {evaluate, type Membership} from './membership.ts';
import {keyOf, type LogEnd} from './room-sync-types.ts';

/** An act that is written: what came before it is added. */
export type Deed = Act extends infer One ? (One extends Act ? Omit<One, 'after'> : never) : never;

/** An act, and when its author says to have done it. */
export type DatedAct = KnownAct & {readonly time: number; readonly end: LogEnd};

/** Acts that hold now and did not before, and those that held and do not any more. */
export type CharterChange = {
  readonly began: readonly DatedAct[];
  readonly ended: readonly DatedAct[];
  /** New ones that never held though their past is known. */
  readonly late: readonly DatedAct[];
};

/** The acts of one room, and who follows from them. */
export type Charter = {
  /** Null as long as the founding act is not here. */
  readonly membership: () => Membership | null;
  /** Acts were stored behind those that are known. */
  readonly learn: (added: readonly StoredAct[]) => CharterChange;
  /** Reads all acts anew. Throws what the database throws. */
  readonly reload: () => CharterChange;
  /** The body of the entry of an act that is written now. */
  readonly bodyOf: (deed: Deed) => string;
  /** Whether acts of somebody are taken: of a stranger only as long as there are few. */
  readonly takesActsOf: (author: PeerKey) => boolean;
  readonly act: (id: string) => DatedAct | null;
  /** Whether newcomers ever got only what was said behind them: then logs may begin in the middle at others. */
  readonly hasPartialHistory: () => boolean;
  /** How far somebody who was removed may read the acts, to see that it is so: all logs that they need for it. */
  readonly goodbyeTo: (removed: PeerKey) => readonly LogEnd[];
};

/** Authors of acts of whom no act tells yet: an act that adds somebody may come behind what they did. */
const MAX_UNKNOWN_AUTHORS = 256;

/** The charter of a room that is stored. */
export function createCharter(database: Pick<RoomDatabase, 'acts'>, room: ConversationId): Charter {
  const id = roomIdOf(room);
  let acts: DatedAct[] = [];
  /** Of each log, the id of its last act. */
  const newest = new Map<string, string>();
  let membership: Membership | null = null;
  const named = new Set<PeerKey>();

  function reload(): CharterChange {
    const seen = new Set(acts.map(act => act.id));
    acts = [];
    newest.clear();
    return take(database.acts(room), seen);
  }

  function take(stored: readonly StoredAct[], seen: ReadonlySet<string>): CharterChange {
    const read = stored.flatMap(known);
    const added = read.filter(act => !seen.has(act.id));
    acts.push(...read);
    const before = membership?.holds ?? new Set<string>();
    membership = evaluate(acts);
    const now = membership?.holds ?? new Set<string>();
    const isPlaced = (act: DatedAct) => now.has(act.id) || membership?.known.has(act.id) === true;
    return {
      began: acts.filter(act => now.has(act.id) && !before.has(act.id)),
      ended: acts.filter(act => before.has(act.id) && !now.has(act.id)),
      late: added.filter(act => isPlaced(act) && !now.has(act.id)),
    };
  }

  /** An act that is one: what breaks a rule that everybody can check is nothing to anybody. */
  function known(entry: StoredAct): DatedAct[] {
    const log = `${entry.author}.${entry.epoch}.${Buffer.from(entry.branch ?? []).toString('hex')}`;
    const name = actId(entry.author, entry.chain).toString('hex');
    const act = rightAct(id, entry);
    if (act === null) {
      return [];
    }
    const previous = newest.get(log) ?? null;
    newest.set(log, name);
    for (const person of personsIn(act)) {
      named.add(person);
    }
    const {author, clock, time, epoch, branch, sequence} = entry;
    const end = {log: {author, lane: 1, epoch, branch}, sequence} as const;
    return [{id: name, author, act, previous, clock, time, end}];
  }

  return {
    membership: () => membership,
    learn: added => take(added, new Set()),
    reload,
    bodyOf(deed) {
      const heads = membership?.heads ?? [];
      const after = heads.slice(-MAX_AFTER).map(head => Buffer.from(head, 'hex'));
      return actBody({...deed, after} as Act);
    },
    takesActsOf(author) {
      if (named.has(author)) {
        return true;
      }
      const unknown = new Set(acts.map(act => act.author).filter(key => !named.has(key)));
      return unknown.has(author) || unknown.size < MAX_UNKNOWN_AUTHORS;
    },
    act: wanted => acts.find(({id: name}) => name === wanted) ?? null,
    hasPartialHistory: () =>
      acts.some(({act, id: name}) => isOfJoiners(act) && membership?.holds.has(name) === true),
    goodbyeTo(removed) {
      const removals = acts.filter(
        ({act, id: name}) =>
          act.type === 'remove' && act.target === removed && membership?.holds.has(name) === true,
      );
      const ends = new Map<string, LogEnd>();
      for (const {end} of withPast(
        acts,
        removals.map(({id: name}) => name),
      )) {
        const key = keyOf(end.log);
        if (end.sequence > (ends.get(key)?.sequence ?? 0)) {
          ends.set(key, end);
        }
      }
      return [...ends.values()];
    },
  };
}

function isOfJoiners(act: Act): boolean {
  return act.type === 'found'
    ? act.history === 'join'
    : act.type === 'set' && act.setting === 'history' && act.value === 'join';
}

/** The act in an entry; null for what is none, or one that its author had no right to write in any room. */
function rightAct(room: Uint8Array, {author, body}: StoredAct): Act | null {
  const act = readAct(body);
  if (act === null || !keysIn(act).every(isPublicKey)) {
    return null;
  }
  switch (act.type) {
    case 'found': {
      const isThisRoom = roomIdOfFounding(Buffer.from(body, 'base64url')).equals(room);
      return isThisRoom && act.founder === author ? act : null;
    }
    case 'join':
      return isTicketProof(room, author, act.key, act.proof) ? act : null;
    default:
      return act;
  }
}

function readAct(body: string): Act | null {
  try {
    return actOfBody(body);
  } catch (error) {
    if (error instanceof ProtocolError) {
      return null;
    }
    throw error;
  }
}

/** Keys that an act gives something to: libraries disagree about what keys outside of the group have signed. */
function keysIn(act: Act): Uint8Array[] {
  const persons = personsIn(act).map(key => Buffer.from(key, 'hex'));
  return act.type === 'ticket' ? [...persons, act.key] : persons;
}

function personsIn(act: Act): readonly PeerKey[] {
  switch (act.type) {
    case 'found':
      return [act.founder];
    case 'add':
      return act.targets;
    case 'role':
    case 'remove':
    case 'unban':
      return [act.target];
    default:
      return [];
  }
}
