import {signHead} from '../../identity/room/head.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {Database, EntryRow} from '../../storage/types.ts';
import {hasFeature} from '../../wire/chat/features.ts';
import type {HintMessage} from '../../wire/room/messages.ts';
import type {DeliveryState} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {breachOf} from '../sync/breach.ts';
import type {SequenceRange} from '../sync/machine-types.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {createActEffects} from './act-effects.ts';
import type {DatedAct, Deed} from './charter.ts';
import {forgetStranger, isOwedGoodbye, sayGoodbye} from './goodbye.ts';
import {createIncomingPieces} from './incoming-pieces.ts';
import {createKnownRooms, type KnownRooms} from './known-rooms.ts';
import {createRoomDelivery, type RoomDelivery} from './room-delivery.ts';
import {createRoomDriver} from './room-driver.ts';
import {openRoomPipe, type RoomPipe} from './room-pipe.ts';
import type {LinkId, Standing} from './room-sync-types.ts';

export type RoomsOptions = {
  readonly database: Database;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly events: EventQueue;
  readonly peers: PeerBook;
  readonly selfKey: PeerKey;
  /** Of the person: 64 bytes. */
  readonly secretKey: Uint8Array;
  /** What is told of conversations. */
  readonly tell: {
    /** Entries were stored that are shown. */
    readonly added: (room: ConversationId, rows: readonly EntryRow[]) => void;
    readonly changed: (room: ConversationId) => void;
    readonly state: (room: ConversationId, range: SequenceRange, state: DeliveryState) => void;
    /** What is shown of a room is other than before. */
    readonly reshown: (room: ConversationId, act: DatedAct | null) => void;
  };
  readonly onHint: (room: ConversationId, hint: HintMessage, from: PeerKey) => void;
  readonly onTyping: (room: ConversationId, who: PeerKey, active: boolean) => void;
  /** Both talk about a room from now on. */
  readonly onCommon: (room: ConversationId, pipe: RoomPipe) => void;
  /** Members may be others now, and nothing of that is told yet. */
  readonly onMembers: (room: ConversationId) => void;
  /** Who is needed for rooms may be others now. */
  readonly membersChanged: (room: ConversationId) => void;
  readonly failed: (error: unknown) => void;
};

/** Rooms while the program runs: who is in them, what of them goes over which link, what is stored. */
export type Rooms = Omit<KnownRooms, 'charter'> & {
  /** Those of the members who are linked and talk about this room. */
  readonly here: (room: ConversationId) => readonly PeerKey[];
  /** Messages that others have and that are still to come. */
  readonly missing: (room: ConversationId) => number;
  readonly delivery: RoomDelivery;
  /** Writes acts, which count at once. Throws what the database throws. */
  readonly write: (room: ConversationId, deeds: readonly Deed[]) => void;
  /** Writes the founding act of a new room, whose body is known. */
  readonly found: (room: ConversationId, body: string) => void;
  /** Own talk was committed. */
  readonly wrote: (room: ConversationId, rows: readonly EntryRow[]) => void;
  readonly sign: Parameters<Database['rooms']['appendOwn']>[3];
  /** A link has come up and not begun yet. */
  readonly attach: (link: Link) => void;
  readonly ended: (link: Link) => void;
  readonly pipes: (room: ConversationId) => readonly RoomPipe[];
  /** Our rooms, or who is in them, are others: links are told. */
  readonly review: () => void;
  /** A guest came by a ticket of this room. */
  readonly letIn: (room: ConversationId, guest: PeerKey) => void;
  readonly stop: () => void;
};

/** Makes the rooms over a database. */
export function createRooms(options: RoomsOptions): Rooms {
  const {clock, peers, events, selfKey, tell, failed} = options;
  const database = options.database.rooms;
  /** Of each peer, that of the link which stands. */
  const pipes = new Map<PeerKey, RoomPipe>();
  const guests = new Map<ConversationId, Set<PeerKey>>();
  let lastLink: LinkId = 0;
  let isStopped = false;

  const {charter, ...known} = createKnownRooms(database, selfKey);
  const delivery = createRoomDelivery(known.others, storedBefore);
  const shared = {known: {...known, charter}, database, clock, selfKey, peers, events, pipes, failed};
  const driver = createRoomDriver({
    ...shared,
    onCaughtUp: tell.changed,
    onSent: (room, end) => tellState(room, delivery.sent(room, end), 'sent'),
  });
  const followActs = createActEffects({
    ...{...shared, driver},
    onMembers(room) {
      followStandings(room);
      options.onMembers(room);
      for (const range of delivery.recount(room)) {
        tell.state(room, range, 'delivered');
      }
    },
    onReshown: tell.reshown,
    onDone(room) {
      tell.changed(room);
      options.membersChanged(room);
    },
  });
  const commit = createIncomingPieces({...shared, driver, onActs: followActs, onAdded: tell.added});

  function storedBefore(room: ConversationId, epoch: number): number {
    const log = database
      .logs(room)
      .find(({name}) => name.author === selfKey && name.lane === 0 && name.epoch === epoch);
    return log?.stored ?? 0;
  }

  /** Whoever we come to is trusted with a room that we do not know anything of yet. */
  function standing(id: ConversationId, peer: PeerKey): Standing {
    const row = known.row(id);
    const isNone = row === null || row.state === 'removed' || row.state === 'invited';
    if (isNone || peers.row(peer)?.relation === 'blocked') {
      return 'none';
    }
    const membership = known.membership(id);
    if (row.state === 'left') {
      return membership?.levels.has(peer) ? 'guest' : 'none'; // members are to hear that we left, also later
    }
    if (membership === null || !membership.levels.has(selfKey)) {
      return 'member';
    }
    if (membership.levels.has(peer)) {
      return 'member';
    }
    const isBanned = membership.departures.get(peer)?.how === 'banned';
    return guests.get(id)?.has(peer) && !isBanned ? 'guest' : 'none';
  }

  /** Also with whoever was removed, so that they hear of it. */
  function isTalkedAbout(room: ConversationId, peer: PeerKey): boolean {
    const isBlocked = peers.row(peer)?.relation === 'blocked';
    return standing(room, peer) !== 'none' || (!isBlocked && isOwedGoodbye(known, room, peer));
  }

  /** Whoever becomes somebody here, or anew, begins with us as if over a new link: we passed over what they said. */
  function followStandings(id: ConversationId): void {
    for (const [peer, pipe] of pipes) {
      const before = driver.link(id, pipe.id)?.standing;
      const now = standing(id, peer);
      if (before === 'none' && now !== 'none') {
        pipe.reopen(id);
      } else if (pipe.isOpen(id)) {
        driver.feed(id, {type: 'standing', link: pipe.id, standing: now});
      }
    }
  }

  function guarded(work: () => void): void {
    try {
      if (!isStopped) {
        work();
      }
    } catch (error) {
      failed(error);
    }
  }

  function tellState(id: ConversationId, range: SequenceRange | null, state: DeliveryState): void {
    if (range !== null) {
      tell.state(id, range, state);
    }
  }

  function writeBody(id: ConversationId, body: string): void {
    const draft = {kind: 'act' as const, body, time: clock.now(), target: null};
    const written = database.appendOwn(id, 1, [draft], sign);
    followActs(id, null);
    noteOwn(id, written.rows, 1);
  }

  function noteOwn(id: ConversationId, written: readonly EntryRow[], lane: 0 | 1): void {
    const last = written.at(-1);
    if (last !== undefined) {
      const log = {author: selfKey, lane, epoch: last.epoch, branch: null};
      driver.feed(id, {type: 'stored', log, sequence: last.sequence, from: null, isNew: true});
    }
  }

  function sign(place: Parameters<typeof signHead>[0]): Uint8Array {
    return signHead(place, options.secretKey);
  }

  function attach(link: Link): void {
    if (!hasFeature(link.hello.features, 'rooms')) {
      return;
    }
    const peer = link.remoteKey;
    const id = ++lastLink;
    endPipe(pipes.get(peer)); // another link to the same peer is replaced
    const pipe = openRoomPipe({
      ...{id, link, selfKey, scheduler: options.scheduler, database, feed: driver.feed},
      rooms: () => known.all().flatMap(({id: room}) => (isTalkedAbout(room, peer) ? room : [])),
      standing: room => standing(room, peer),
      beginsAt: room => beginOf(room, peer),
      commit: (room, piece, base) => commit(id, room, piece, base),
      onKept(room, {log, sequence}) {
        if (log.lane === 0) {
          database.noteStored(room, log, sequence);
          tellState(room, delivery.kept(room, peer, {log, sequence}), 'delivered');
        }
      },
      onRead(room, end) {
        if (end.log.author === selfKey && end.log.lane === 0) {
          tellState(room, delivery.read(room, peer, end), 'read');
        }
      },
      onHint: (room, hint) => options.onHint(room, hint, peer),
      onTyping: (room, active) => options.onTyping(room, peer, active),
      onCommon(room) {
        if (standing(room, peer) === 'none') {
          sayGoodbye(room, {...shared, driver, pipe});
          return;
        }
        database.noteMember(room, peer, {seen: clock.now()});
        options.onCommon(room, pipe);
        tell.changed(room);
      },
      onFault: error => onFault(link, error),
    });
    pipes.set(peer, pipe);
    pipe.sayRooms();
  }

  /** What a peer sends that breaks a rule ends its link; what the disk refuses is told. */
  function onFault(link: Link, error: unknown): void {
    const detail = breachOf(error);
    if (detail !== null) {
      link.fail(detail);
    } else {
      failed(error);
      void link.close('busy');
    }
  }

  function beginOf(room: ConversationId, peer: PeerKey): number {
    const membership = known.membership(room);
    return membership?.settings.history === 'join' ? (membership.since.get(peer) ?? 0) : 0;
  }

  function endPipe(pipe: RoomPipe | undefined): void {
    if (pipe === undefined) {
      return;
    }
    const open = pipe.openRooms();
    guarded(pipe.end);
    pipes.delete(pipe.peer);
    if (open.some(room => isOwedGoodbye(known, room, pipe.peer))) {
      guarded(() => forgetStranger(known, peers, pipe.peer));
    }
    for (const room of open) {
      guarded(() => tell.changed(room));
    }
  }

  const pipesOf = (id: ConversationId) => [...pipes.values()].filter(pipe => pipe.isOpen(id));

  return {
    ...known,
    here: id => pipesOf(id).map(({peer}) => peer),
    missing: driver.missing,
    delivery,
    forget(id) {
      const members = known.others(id);
      known.forget(id);
      for (const pipe of pipes.values()) {
        pipe.drop(id);
      }
      driver.forget(id);
      delivery.forget(id);
      guests.delete(id);
      for (const key of members) {
        forgetStranger(known, peers, key);
      }
    },
    write(id, deeds) {
      // One after the other: each names the one before it.
      for (const deed of deeds) {
        writeBody(id, charter(id).bodyOf(deed));
      }
    },
    found: writeBody,
    wrote: (id, written) => noteOwn(id, written, 0),
    sign,
    attach,
    ended(link) {
      const pipe = pipes.get(link.remoteKey);
      if (pipe?.link === link) {
        endPipe(pipe);
      }
    },
    pipes: pipesOf,
    review() {
      for (const pipe of pipes.values()) {
        pipe.sayRooms();
      }
      for (const {id} of known.all()) {
        guarded(() => followStandings(id));
      }
    },
    letIn(id, guest) {
      guests.set(id, (guests.get(id) ?? new Set()).add(guest));
      pipes.get(guest)?.sayRooms();
    },
    stop() {
      isStopped = true;
      driver.stop();
    },
  };
}
