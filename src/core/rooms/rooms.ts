import {isHead, signHead} from '../../identity/room/head.ts';
import {memberTag} from '../../identity/room/room-id.ts';
import {isRoom, roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import type {Cancel, Clock} from '../../lib/time/clock.ts';
import type {Link} from '../../net/link/link.ts';
import type {LogPoint, PieceOutcome, RoomPiece, RoomRow, StoredAct} from '../../storage/room-types.ts';
import type {Database, EntryRow} from '../../storage/types.ts';
import {hasFeature} from '../../wire/chat/features.ts';
import type {Level} from '../../wire/room/act.ts';
import type {HintMessage} from '../../wire/room/messages.ts';
import type {DeliveryState} from '../api/api.ts';
import type {EventQueue} from '../event-queue.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import {breachOf} from '../sync/breach.ts';
import {safeEntry} from '../sync/entry-transfer.ts';
import type {SequenceRange} from '../sync/machine-types.ts';
import type {Scheduler} from '../sync/scheduler.ts';
import {viewAct, viewVoid} from './act-view.ts';
import {type Charter, type CharterChange, createCharter, type DatedAct, type Deed} from './charter.ts';
import type {Membership} from './membership.ts';
import {MESH_MEMBERS} from './neighbours.ts';
import {createRoomDelivery, type RoomDelivery} from './room-delivery.ts';
import {openRoomPipe, type RoomPipe} from './room-pipe.ts';
import {beginRoom, nextTick, stepRoom} from './room-sync.ts';
import {
  keyOf,
  type LinkId,
  type LogEnd,
  type RoomInput,
  type RoomOutput,
  type RoomState,
  type Standing,
} from './room-sync-types.ts';

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
  /** Who is needed for rooms may be others now. */
  readonly membersChanged: (room: ConversationId) => void;
  readonly failed: (error: unknown) => void;
};

/** Rooms while the program runs: who is in them, what of them goes over which link, what is stored. */
export type Rooms = {
  readonly has: (room: ConversationId) => boolean;
  readonly all: () => readonly RoomRow[];
  readonly row: (room: ConversationId) => RoomRow | null;
  readonly membership: (room: ConversationId) => Membership | null;
  readonly level: (room: ConversationId, who: PeerKey) => Level | 0;
  /** All who are or were members. */
  readonly authors: (room: ConversationId) => readonly PeerKey[];
  /** Members beside ourselves. */
  readonly others: (room: ConversationId) => readonly PeerKey[];
  /** Those of them who are linked and talk about this room. */
  readonly here: (room: ConversationId) => readonly PeerKey[];
  /** Messages that others have and that are still to come. */
  readonly missing: (room: ConversationId) => number;
  readonly delivery: RoomDelivery;
  /** Begins, or changes, what is stored of a room. */
  readonly save: (row: RoomRow) => void;
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

type Room = {
  readonly id: ConversationId;
  readonly charter: Charter;
  readonly sync: RoomState;
  readonly guests: Set<PeerKey>;
  tick: Cancel | null;
};

/** Makes the rooms over a database. */
export function createRooms(options: RoomsOptions): Rooms {
  const {database, clock, peers, events, selfKey, tell} = options;
  const stored = database.rooms;
  const rooms = new Map<ConversationId, Room>();
  /** Of each peer, that of the link which stands. */
  const pipes = new Map<PeerKey, RoomPipe>();
  let rows: Map<ConversationId, RoomRow> | null = null;
  let lastLink: LinkId = 0;
  let isStopped = false;
  const delivery = createRoomDelivery(others, storedBefore);

  function storedBefore(room: ConversationId, epoch: number): number {
    return (
      stored.logs(room).find(({name}) => name.author === selfKey && name.lane === 0 && name.epoch === epoch)
        ?.stored ?? 0
    );
  }

  /** As they are stored: they are asked for with every message. */
  function knownRows(): Map<ConversationId, RoomRow> {
    rows ??= new Map(stored.all().map(row => [row.id, row]));
    return rows;
  }

  function rowOf(id: ConversationId): RoomRow | null {
    return knownRows().get(id) ?? null;
  }

  function save(row: RoomRow): void {
    stored.save(row);
    knownRows().set(row.id, row);
  }

  function roomOf(id: ConversationId): Room {
    const known = rooms.get(id);
    if (known !== undefined) {
      return known;
    }
    const ends = stored.logs(id).map(({name: log, last}) => ({log, sequence: last}));
    const room: Room = {
      ...{id, charter: createCharter(stored, id), sync: beginRoom(selfKey, ends)},
      ...{guests: new Set(), tick: null},
    };
    rooms.set(id, room);
    room.charter.reload();
    tellSync(room);
    return room;
  }

  function membership(id: ConversationId): Membership | null {
    return rowOf(id) === null ? null : roomOf(id).charter.membership();
  }

  function level(id: ConversationId, who: PeerKey): Level | 0 {
    return membership(id)?.levels.get(who) ?? 0;
  }

  function authors(id: ConversationId): PeerKey[] {
    const known = membership(id);
    return known === null ? [] : [...known.levels.keys(), ...known.departures.keys()];
  }

  function others(id: ConversationId): PeerKey[] {
    return [...(membership(id)?.levels.keys() ?? [])].filter(key => key !== selfKey);
  }

  /** Whoever we come to is trusted with a room that we do not know anything of yet. */
  function standing(id: ConversationId, peer: PeerKey): Standing {
    const row = rowOf(id);
    const isNone = row === null || row.state === 'removed' || row.state === 'invited';
    if (isNone || peers.row(peer)?.relation === 'blocked') {
      return 'none';
    }
    const known = membership(id);
    if (row.state === 'left') {
      return known?.levels.has(peer) ? 'guest' : 'none'; // members are to hear that we left, also later
    }
    if (known === null || !known.levels.has(selfKey)) {
      return 'member';
    }
    if (known.levels.has(peer)) {
      return 'member';
    }
    return roomOf(id).guests.has(peer) && !known.departures.has(peer) ? 'guest' : 'none';
  }

  /** Tells the machine who may write. */
  function tellSync(room: Room): void {
    const isMesh = (room.charter.membership()?.levels.size ?? 0) <= MESH_MEMBERS;
    feed(room.id, {type: 'members', authors: new Set([selfKey, ...authors(room.id)]), isMesh});
  }

  function feed(id: ConversationId, input: RoomInput): void {
    const room = roomOf(id);
    for (const output of stepRoom(room.sync, input, clock.monotonic())) {
      perform(room, output);
    }
    plan(room);
  }

  function perform(room: Room, output: RoomOutput): void {
    if (output.type === 'own-log-differs') {
      return; // what was lost comes back as everything that is missing; storage goes on behind it
    }
    const peer = room.sync.links.get(output.link)?.peer;
    const pipe = peer === undefined ? undefined : pipes.get(peer);
    if (pipe?.id !== output.link) {
      return;
    }
    pipe.perform(room.id, output);
    if (output.type === 'serve' && output.log.author === selfKey && output.log.lane === 0) {
      tellState(room.id, delivery.sent(room.id, {log: output.log, sequence: output.upTo}), 'sent');
    }
  }

  function plan(room: Room): void {
    room.tick?.();
    const due = nextTick(room.sync);
    room.tick =
      due === null || isStopped
        ? null
        : clock.after(Math.max(1, due - clock.monotonic()), () => {
            room.tick = null;
            guarded(() => feed(room.id, {type: 'tick'}));
          });
  }

  function guarded(work: () => void): void {
    try {
      if (!isStopped) {
        work();
      }
    } catch (error) {
      options.failed(error);
    }
  }

  function commit(pipe: LinkId, id: ConversationId, piece: RoomPiece, base: LogPoint | null): void {
    const room = roomOf(id);
    const isTaken =
      piece.log.lane === 1
        ? room.charter.takesActsOf(piece.log.author)
        : room.sync.links.get(pipe)?.standing === 'member';
    if (!isTaken) {
      refuse(pipe, id, piece);
      return;
    }
    const selfTag = memberTag(roomIdOf(id), selfKey);
    const judge = {verify: isHead, selfTag, ...(base === null ? {} : {base})};
    // The bytes of an act count, and nobody sees them.
    const entries = piece.entries.map(entry => (entry.kind === 'act' ? entry : safeEntry(entry)));
    const outcome = stored.append(id, {...piece, entries}, judge);
    onOutcome(pipe, id, piece, outcome);
    if ('log' in outcome && outcome.log !== null && keyOf(outcome.log.name) !== keyOf(piece.log)) {
      refuse(pipe, id, piece); // it is here, under another name
    }
  }

  function refuse(from: LinkId, id: ConversationId, piece: RoomPiece): void {
    feed(id, {type: 'refused', ...endOf(piece), from});
  }

  function onOutcome(
    link: LinkId,
    id: ConversationId,
    piece: RoomPiece,
    outcome: PieceOutcome<EntryRow>,
  ): void {
    switch (outcome.type) {
      case 'stored': {
        if (outcome.acts.length > 0) {
          refresh(id, outcome.isFork ? null : outcome.acts);
        }
        const {name: log, last: sequence} = outcome.log;
        feed(id, {type: 'stored', log, sequence, from: link, isNew: true});
        if (outcome.added.length > 0) {
          tell.added(id, outcome.added);
        }
        if (outcome.isFork) {
          const parts = stored.logs(id).filter(({name}) => name.author === log.author);
          feed(id, {type: 'parted', ends: parts.map(({name, last}) => ({log: name, sequence: last}))});
          events.push({type: 'fork', conversation: id, author: log.author});
        }
        break;
      }
      case 'held': {
        const {name: log, last: sequence} = outcome.log;
        feed(id, {type: 'stored', log, sequence, from: link, isNew: false});
        break;
      }
      case 'gap':
      case 'differs':
        feed(id, {type: 'have', link, ends: [{...endOf(piece), isSame: outcome.type === 'gap'}]});
        break;
      case 'no-member':
      case 'cut':
      case 'too-many':
        refuse(link, id, piece);
        break;
    }
  }

  /** Acts were stored, these or (null) any: who is in the room may be others now. */
  function refresh(id: ConversationId, added: readonly StoredAct[] | null): void {
    const room = roomOf(id);
    const before = new Set(room.charter.membership()?.levels.keys() ?? []);
    const change = added === null ? room.charter.reload() : room.charter.learn(added);
    const known = room.charter.membership();
    if (known === null) {
      return;
    }
    const isReshown = stored.saveMembership(id, toStored(known));
    followSettings(id, known);
    followMembers(known, before);
    sayGoodbye(room, change);
    tellSync(room);
    followStandings(id);
    for (const range of delivery.recount(id)) {
      tell.state(id, range, 'delivered');
    }
    tellActs(id, change);
    if (isReshown) {
      tell.reshown(id, change.began.find(({act}) => act.type === 'hide') ?? null);
    }
    tell.changed(id);
    options.membersChanged(id);
  }

  /** Whoever becomes somebody here, or anew, begins with us as if over a new link: we passed over what they said. */
  function followStandings(id: ConversationId): void {
    const room = roomOf(id);
    for (const [peer, pipe] of pipes) {
      const before = room.sync.links.get(pipe.id)?.standing;
      const now = standing(id, peer);
      if (before === 'none' && now !== 'none') {
        pipe.reopen(id);
      } else if (pipe.isOpen(id)) {
        feed(id, {type: 'standing', link: pipe.id, standing: now});
      }
    }
  }

  /** Name, topic and so on as they are now, and what we are to the room. */
  function followSettings(id: ConversationId, known: Membership): void {
    const row = rowOf(id);
    if (row === null) {
      return;
    }
    const {settings} = known;
    const seconds = Number(settings.expiry);
    save({
      ...row,
      state: stateAfter(row.state, known),
      name: safeLine(settings.name),
      topic: safeLine(settings.topic),
      history: settings.history === 'join' ? 'join' : 'all',
      expiry: Number.isSafeInteger(seconds) && seconds > 0 ? seconds : null,
    });
  }

  /** Whoever was invited, or left, comes in by their own word alone. */
  function stateAfter(before: RoomRow['state'], {levels, departures}: Membership): RoomRow['state'] {
    if (before === 'invited') {
      return before;
    }
    if (levels.has(selfKey)) {
      return before === 'left' ? before : 'member';
    }
    const departure = departures.get(selfKey);
    if (departure === undefined) {
      return before;
    }
    return departure.how === 'left' ? 'left' : 'removed';
  }

  /** Everybody in a room has a name and can be linked with, be they strangers otherwise. */
  function followMembers({levels}: Membership, before: ReadonlySet<PeerKey>): void {
    for (const key of levels.keys()) {
      if (key !== selfKey && peers.row(key) === null) {
        peers.move(key, 'met-in-room', {name: peers.named(key, '').name});
      }
    }
    for (const key of before) {
      const isGone = !levels.has(key) && peers.row(key)?.relation === 'member';
      if (isGone && ![...knownRows().keys()].some(id => level(id, key) > 0)) {
        peers.remove(key);
      }
    }
  }

  /** Whoever is removed hears of it if they are linked, and of nothing behind it. */
  function sayGoodbye(room: Room, {began}: CharterChange): void {
    for (const {act, author} of began) {
      const pipe = act.type === 'remove' ? pipes.get(act.target) : undefined;
      if (pipe?.isOpen(room.id)) {
        for (const {name: log, last} of stored.logs(room.id)) {
          if (log.lane === 1 && log.author === author) {
            const after = room.sync.links.get(pipe.id)?.theirs.size === 0 ? 0 : Math.max(0, last - 64);
            pipe.perform(room.id, {type: 'serve', link: pipe.id, log, after, upTo: last});
          }
        }
      }
    }
  }

  function tellActs(id: ConversationId, {began, ended, late}: CharterChange): void {
    for (const act of began) {
      events.push({type: 'act', conversation: id, act: viewAct(act)});
    }
    for (const act of [...ended, ...late]) {
      events.push({type: 'act', conversation: id, act: viewVoid(act)});
    }
  }

  function tellState(id: ConversationId, range: SequenceRange | null, state: DeliveryState): void {
    if (range !== null) {
      tell.state(id, range, state);
    }
  }

  function writeBody(id: ConversationId, body: string): void {
    const draft = {kind: 'act' as const, body, time: clock.now(), target: null};
    const written = stored.appendOwn(id, 1, [draft], sign);
    refresh(id, null);
    noteOwn(id, written.rows, 1);
  }

  function noteOwn(id: ConversationId, written: readonly EntryRow[], lane: 0 | 1): void {
    const last = written.at(-1);
    if (last !== undefined) {
      const log = {author: selfKey, lane, epoch: last.epoch, branch: null};
      feed(id, {type: 'stored', log, sequence: last.sequence, from: null, isNew: true});
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
      ...{id, link, selfKey, scheduler: options.scheduler, database: stored, feed},
      rooms: () => [...knownRows().keys()].filter(room => standing(room, peer) !== 'none'),
      standing: room => standing(room, peer),
      beginsAt: room => beginOf(room, peer),
      commit: (room, piece, base) => commit(id, room, piece, base),
      onKept(room, {log, sequence}) {
        if (log.lane === 0) {
          stored.noteStored(room, log, sequence);
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
        stored.noteMember(room, peer, {seen: clock.now()});
        options.onCommon(room, pipe);
        tell.changed(room);
      },
      onFault(error) {
        onFault(link, error);
      },
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
      options.failed(error);
      void link.close('busy');
    }
  }

  function beginOf(room: ConversationId, peer: PeerKey): number {
    const known = membership(room);
    return known?.settings.history === 'join' ? (known.since.get(peer) ?? 0) : 0;
  }

  function ended(link: Link): void {
    const pipe = pipes.get(link.remoteKey);
    if (pipe?.link === link) {
      endPipe(pipe);
    }
  }

  function endPipe(pipe: RoomPipe | undefined): void {
    if (pipe === undefined) {
      return;
    }
    const open = pipe.openRooms();
    guarded(pipe.end);
    pipes.delete(pipe.peer);
    for (const room of open) {
      guarded(() => tell.changed(room));
    }
  }

  return {
    has: id => isRoom(id) && rowOf(id) !== null,
    all: () => [...knownRows().values()],
    row: rowOf,
    membership,
    level,
    authors,
    others,
    here: id => [...pipes.values()].filter(pipe => pipe.isOpen(id)).map(({peer}) => peer),
    missing(id) {
      const {missing, ours} = roomOf(id).sync;
      return [...missing].reduce(
        (sum, [key, {upTo}]) => sum + Math.max(0, upTo - (ours.get(key)?.sequence ?? 0)),
        0,
      );
    },
    delivery,
    save,
    write(id, deeds) {
      const {charter} = roomOf(id);
      // One after the other: each names the one before it.
      for (const deed of deeds) {
        writeBody(id, charter.bodyOf(deed));
      }
    },
    found: writeBody,
    wrote: (id, written) => noteOwn(id, written, 0),
    sign,
    attach,
    ended,
    pipes: id => [...pipes.values()].filter(pipe => pipe.isOpen(id)),
    review() {
      for (const pipe of pipes.values()) {
        pipe.sayRooms();
      }
      for (const id of knownRows().keys()) {
        guarded(() => followStandings(id));
      }
    },
    letIn(id, guest) {
      roomOf(id).guests.add(guest);
      pipes.get(guest)?.sayRooms();
    },
    stop() {
      isStopped = true;
      for (const {tick} of rooms.values()) {
        tick?.();
      }
    },
  };
}

function toStored({
  levels,
  departures,
  hidden,
}: Membership): Parameters<Database['rooms']['saveMembership']>[1] {
  const members = [...levels].map(([key, level]) => ({key, level, keeps: null}));
  const gone = [...departures].map(([key, departure]) => ({
    ...{key, level: 0},
    keeps: departure.how === 'left' ? null : departure.keeps,
  }));
  return {members: [...members, ...gone], hidden};
}

/** How far a piece goes. */
function endOf({log, first, entries}: RoomPiece): LogEnd {
  return {log, sequence: first + entries.length - 1};
}
