import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import type {RoomRow, StoredAct} from '../../storage/room-types.ts';
import type {RoomDatabase} from '../../storage/types.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {viewAct, viewVoid} from './act-view.ts';
import type {CharterChange, DatedAct} from './charter.ts';
import {forgetStranger, isOwedGoodbye, sayGoodbye} from './goodbye.ts';
import type {KnownRooms} from './known-rooms.ts';
import type {Membership} from './membership.ts';
import type {RoomDriver} from './room-driver.ts';
import type {RoomPipe} from './room-pipe.ts';

export type ActEffectsOptions = {
  readonly known: KnownRooms;
  readonly database: RoomDatabase;
  readonly driver: RoomDriver;
  readonly pipes: ReadonlyMap<PeerKey, RoomPipe>;
  readonly peers: PeerBook;
  readonly events: EventQueue;
  readonly selfKey: PeerKey;
  /** Members are others now: links and what is delivered follow, before anything is told. */
  readonly onMembers: (room: ConversationId) => void;
  /** What is shown of a room is other than before. */
  readonly onReshown: (room: ConversationId, act: DatedAct | null) => void;
  /** All of it was done. */
  readonly onDone: (room: ConversationId) => void;
};

/** Lets follow what follows from acts that were stored: these, or (null) any. */
export type ActEffects = (room: ConversationId, added: readonly StoredAct[] | null) => void;

/** Makes what lets everything follow from acts: settings, people, links, and what is told of them. */
export function createActEffects(options: ActEffectsOptions): ActEffects {
  const {known, database, driver, peers, events, selfKey, pipes} = options;

  /** Name, topic and so on as they are now, and what we are to the room. */
  function followSettings(id: ConversationId, membership: Membership): void {
    const row = known.row(id);
    if (row === null) {
      return;
    }
    const {settings} = membership;
    const seconds = Number(settings.expiry);
    known.save({
      ...row,
      state: stateAfter(row, membership),
      name: safeLine(settings.name),
      topic: safeLine(settings.topic),
      history: settings.history === 'join' ? 'join' : 'all',
      expiry: Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null,
    });
  }

  /** Whoever was invited, or left, comes in by their own word alone. */
  function stateAfter(
    {state: before, entrance}: RoomRow,
    {levels, departures}: Membership,
  ): RoomRow['state'] {
    if (before === 'invited') {
      return before;
    }
    if (levels.has(selfKey)) {
      return before === 'left' ? before : 'member';
    }
    const departure = departures.get(selfKey);
    const hasTicket = before === 'joining' && entrance !== null && departure?.how !== 'banned';
    if (departure === undefined || hasTicket) {
      return before;
    }
    return departure.how === 'left' ? 'left' : 'removed';
  }

  /** Everybody in a room has a name and can be linked with, be they strangers otherwise. */
  function followMembers(id: ConversationId, {levels}: Membership, before: ReadonlySet<PeerKey>): void {
    for (const key of levels.keys()) {
      if (key !== selfKey && peers.row(key) === null) {
        peers.move(key, 'met-in-room', {name: peers.named(key, '').name});
      }
    }
    for (const key of before) {
      // Whoever was removed is somebody to us until they have heard of it.
      if (!levels.has(key) && !isOwedGoodbye(known, id, key)) {
        forgetStranger(known, peers, key);
      }
    }
  }

  function sayGoodbyes(id: ConversationId, {began}: CharterChange): void {
    for (const {act} of began) {
      const pipe = act.type === 'remove' ? pipes.get(act.target) : undefined;
      if (pipe?.isOpen(id)) {
        sayGoodbye(id, {known, driver, pipe});
      }
    }
  }

  /** What was done before we came is no news to us, but for what was done to ourselves. */
  function tellActs(
    id: ConversationId,
    {began, ended, late}: CharterChange,
    {since, departures}: Membership,
  ): void {
    const arrival = since.get(selfKey) ?? (departures.has(selfKey) ? 0 : Number.POSITIVE_INFINITY);
    for (const act of began) {
      const view = viewAct(act);
      if (act.clock >= arrival || act.act.type === 'found' || view.about.includes(selfKey)) {
        events.push({type: 'act', conversation: id, act: view});
      }
    }
    for (const act of [...ended, ...late]) {
      events.push({type: 'act', conversation: id, act: viewVoid(act)});
    }
  }

  return (id, added) => {
    const charter = known.charter(id);
    const before = new Set(charter.membership()?.levels.keys() ?? []);
    const change = added === null ? charter.reload() : charter.learn(added);
    const membership = charter.membership();
    if (membership === null) {
      return;
    }
    const isReshown = database.saveMembership(id, toStored(membership));
    followSettings(id, membership);
    followMembers(id, membership, before);
    sayGoodbyes(id, change);
    driver.followMembers(id);
    options.onMembers(id);
    tellActs(id, change, membership);
    if (isReshown) {
      options.onReshown(id, change.began.find(({act}) => act.type === 'hide') ?? null);
    }
    options.onDone(id);
  };
}

function toStored({levels, departures, hidden}: Membership): Parameters<RoomDatabase['saveMembership']>[1] {
  const members = [...levels].map(([key, level]) => ({key, level, keeps: null}));
  const gone = [...departures].map(([key, departure]) => ({
    ...{key, level: 0},
    keeps: departure.how === 'left' ? null : departure.keeps,
  }));
  return {members: [...members, ...gone], hidden};
}
