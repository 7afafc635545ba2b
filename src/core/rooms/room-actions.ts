import {roomIdOfFounding} from '../../identity/room/room-id.ts';
import {ticketKeys} from '../../identity/room/ticket.ts';
import {formatTicket, type TicketLink} from '../../identity/room/ticket-link.ts';
import {directWith, roomIdOf, roomOf} from '../../lib/conversation.ts';
import {NatterError} from '../../lib/errors.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {randomBytes} from '../../lib/random.ts';
import {countGraphemes} from '../../lib/text/graphemes.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import {roomTexts} from '../../lib/texts/rooms.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {RoomRow} from '../../storage/room-types.ts';
import type {Database} from '../../storage/types.ts';
import {actBody, MAX_KEPT_LOGS, MAX_TARGETS} from '../../wire/room/act.ts';
import {invitationBody} from '../../wire/room/invitation.ts';
import {CHAIN_BYTES} from '../../wire/sizes.ts';
import type {Action, ActionResult, ConversationView, MemberView} from '../api/api.ts';
import type {Conversations} from '../conversations/conversations.ts';
import {mayExpect} from '../peers/capabilities.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {Writer} from '../sync/writer.ts';
import {levelName, levelOf} from './act-view.ts';
import type {Deed} from './charter.ts';
import type {Rooms} from './rooms.ts';

/** Members of one room: lists of them go round. */
const MAX_MEMBERS = 4096;
const MAX_NAME = 64;
/** What a ticket is for if nothing is said: uses, and milliseconds. */
const TICKET_USES = 10;
const TICKET_LIFE = 7 * 24 * 3_600_000;

type RoomActionType =
  | 'create-room'
  | 'invite-to-room'
  | 'enter-room'
  | 'make-ticket'
  | 'close-tickets'
  | 'leave-room'
  | 'forget-room'
  | 'remove-member'
  | 'unban-member'
  | 'set-level'
  | 'set-room'
  | 'hide'
  | 'notify'
  | 'refound-room';

export type RoomActionOptions = {
  readonly rooms: Rooms;
  readonly database: Database;
  readonly clock: Pick<Clock, 'now'>;
  readonly peers: PeerBook;
  readonly conversations: Conversations;
  readonly writer: Writer;
  readonly selfKey: PeerKey;
  /** A room is gone from the database. */
  readonly forgotten: (room: ConversationId) => void;
  /** Where somebody with a ticket finds us: our handshake key and addresses. */
  readonly host: () => Pick<TicketLink, 'hostKey' | 'addresses'>;
};

/** What the user does to rooms and their members. */
export type RoomActions = {
  readonly actions: {
    readonly [T in RoomActionType]: (action: Extract<Action, {type: T}>) => Promise<ActionResult[T]>;
  };
  readonly members: (room: ConversationId) => readonly MemberView[];
  /** Throws if nothing may be written to this room. */
  readonly checkMember: (room: ConversationId) => void;
  /** Says how long new messages stay, in seconds; 0 lets them stay. */
  readonly expire: (room: ConversationId, seconds: number) => void;
};

/** Makes the actions. Each answers once what it wrote is on disk. */
export function createRoomActions(options: RoomActionOptions): RoomActions {
  const {rooms, database, peers, conversations, selfKey, clock} = options;

  function rowOf(room: ConversationId): RoomRow {
    const row = rooms.row(room);
    if (row === null) {
      throw new NatterError('NO_CONVERSATION', roomTexts.errors.unknown);
    }
    return row;
  }

  function nameOf(room: ConversationId): SafeText {
    return roomTexts.names.withSign(storedText(rowOf(room).name));
  }

  function view(room: ConversationId): ConversationView {
    return conversations.conversation(room);
  }

  function checkMember(room: ConversationId): void {
    const {state} = rowOf(room);
    if (state === 'invited' || state === 'joining') {
      throw new NatterError('NOT_A_MEMBER', roomTexts.errors.notYet(nameOf(room)));
    }
    if (rooms.level(room, selfKey) === 0) {
      throw new NatterError('NOT_A_MEMBER', roomTexts.errors.notMember(nameOf(room)));
    }
  }

  /** Throws unless we stand above somebody, with power. */
  function checkPower(room: ConversationId, about: PeerKey | null): void {
    checkMember(room);
    const own = rooms.level(room, selfKey);
    if (own < 2) {
      throw new NatterError('NO_POWER', roomTexts.errors.onlyAdmins);
    }
    if (about !== null && (about === selfKey || rooms.level(room, about) >= own)) {
      throw new NatterError('NO_POWER', roomTexts.errors.notAbove(peers.view(about).name));
    }
  }

  function isBanned(room: ConversationId, key: PeerKey): boolean {
    return rooms.membership(room)?.departures.get(key)?.how === 'banned';
  }

  function write(room: ConversationId, ...deeds: readonly Deed[]): void {
    rooms.write(room, deeds);
  }

  function found(wanted: string, history: 'all' | 'join'): ConversationId {
    const name = checkRoomName(wanted);
    const founding = {type: 'found' as const, founder: selfKey, nonce: randomBytes(16), name, history};
    const body = actBody(founding);
    const room = roomOf(roomIdOfFounding(Buffer.from(body, 'base64url')));
    rooms.save({...newRow(room, name), history, state: 'member'});
    rooms.found(room, body);
    rooms.review();
    return room;
  }

  async function invite(room: ConversationId, key: PeerKey): Promise<void> {
    checkPower(room, null);
    const peer = peers.row(key);
    const {name} = peers.view(key);
    if (peer?.relation !== 'contact') {
      throw new NatterError('NO_CONVERSATION', roomTexts.errors.onlyContacts(name));
    }
    if (!mayExpect(peer, 'rooms')) {
      throw new NatterError('PEER_TOO_OLD', roomTexts.errors.tooOld(name));
    }
    if (isBanned(room, key)) {
      throw new NatterError('NO_POWER', roomTexts.errors.banned(name));
    }
    if (rooms.others(room).length + 1 >= MAX_MEMBERS) {
      throw new NatterError('ROOM_FULL', roomTexts.errors.full(nameOf(room), MAX_MEMBERS));
    }
    if (rooms.level(room, key) === 0) {
      write(room, {type: 'add', targets: [key], level: 1});
    }
    const body = invitationBody({room: roomIdOf(room), name: rowOf(room).name});
    await options.writer.write(directWith(key), {kind: 'invitation', body, time: clock.now(), target: null});
    rooms.review();
  }

  /** How far we hold the talk of somebody: what counts of it once they are removed. */
  function keptOf(room: ConversationId, key: PeerKey) {
    return database.rooms
      .logs(room)
      .filter(({name}) => name.author === key && name.lane === 0 && name.branch === null)
      .slice(-MAX_KEPT_LOGS)
      .map(({name: {epoch}, last: sequence, chain}) => ({
        ...{epoch, sequence},
        chain: chain.subarray(0, CHAIN_BYTES),
      }));
  }

  /** Ends tickets of somebody: whoever joined by them and is known stays. */
  function closing(room: ConversationId, issuer: PeerKey): Deed[] {
    return [...(rooms.membership(room)?.tickets ?? [])]
      .filter(([, ticket]) => ticket.issuer === issuer)
      .map(([key, {joins}]) => ({
        type: 'close',
        key: Buffer.from(key, 'hex'),
        joins: joins.slice(0, MAX_TARGETS).map(id => Buffer.from(id, 'hex')),
      }));
  }

  function memberIn(room: ConversationId, who: string): PeerKey {
    const key = peers.resolve(who);
    if (rooms.level(room, key) === 0) {
      throw new NatterError('WHO_UNKNOWN', roomTexts.errors.noMember(peers.view(key).name, nameOf(room)));
    }
    return key;
  }

  return {
    checkMember,
    expire(room, seconds) {
      checkPower(room, null);
      write(room, {type: 'set', setting: 'expiry', value: String(seconds)});
    },
    members(room) {
      const known = rooms.membership(rowOf(room).id);
      const here = new Set(rooms.here(room));
      const seen = new Map(database.rooms.members(room).map(row => [row.key, row.seen]));
      const forked = new Set(database.rooms.forks(room).map(({author}) => author));
      return [...(known?.levels ?? [])]
        .filter(([key]) => key !== selfKey)
        .map(([key, level]) => ({
          peer: peers.view(key),
          level: levelName(level) ?? 'member',
          isHere: here.has(key),
          seen: seen.get(key) ?? 0,
          hasFork: forked.has(key),
        }))
        .sort(
          (one, other) =>
            levelOf(other.level) - levelOf(one.level) || Number(other.isHere) - Number(one.isHere),
        );
    },
    actions: {
      async 'create-room'({name, history}) {
        return view(found(name, history));
      },

      async 'invite-to-room'({room, who}) {
        const key = peers.resolve(who, 'contact');
        await invite(room, key);
        return peers.view(key);
      },

      async 'enter-room'({room}) {
        const row = rowOf(room);
        if (row.state === 'removed') {
          throw new NatterError('NOT_A_MEMBER', roomTexts.errors.notMember(nameOf(room)));
        }
        if (row.state !== 'member') {
          rooms.save({...row, state: rooms.level(room, selfKey) > 0 ? 'member' : 'joining'});
          rooms.review();
          conversations.changed(room);
        }
        return view(room);
      },

      async 'make-ticket'({room, uses, lifetime}) {
        checkPower(room, null);
        const seed = randomBytes(16);
        const expires = clock.now() + (lifetime ?? TICKET_LIFE);
        const key = ticketKeys(seed).publicKey;
        const count = uses ?? TICKET_USES;
        write(room, {type: 'ticket', key, uses: count, until: Math.floor(expires / 1000)});
        const link = formatTicket({room: roomIdOf(room), seed, ...options.host()});
        return {id: Buffer.from(key).toString('hex', 0, 4), link: safeLine(link), uses: count, expires};
      },

      async 'close-tickets'({room}) {
        checkPower(room, null);
        const deeds = closing(room, selfKey);
        if (deeds.length === 0) {
          throw new NatterError('INVITE_UNKNOWN', roomTexts.errors.noTickets);
        }
        write(room, ...deeds);
        return null;
      },

      async 'leave-room'({room}) {
        const row = rowOf(room);
        if (rooms.membership(room)?.founder === selfKey) {
          throw new NatterError('NO_POWER', roomTexts.errors.founderStays(nameOf(room)));
        }
        if (rooms.level(room, selfKey) > 0) {
          write(room, {type: 'leave'});
        }
        rooms.save({...row, state: 'left', entrance: null});
        conversations.changed(room);
        return view(room);
      },

      async 'forget-room'({room}) {
        const before = view(room);
        const isMember = rooms.level(room, selfKey) > 0;
        if (isMember && rooms.membership(room)?.founder !== selfKey) {
          write(room, {type: 'leave'}); // which goes to those who are linked, in this same turn
        }
        rooms.forget(room);
        options.forgotten(room);
        return before;
      },

      async 'remove-member'({room, who, isBan}) {
        const key = isBan ? peers.resolve(who) : memberIn(room, who);
        checkPower(room, key);
        const keeps = keptOf(room, key);
        write(room, ...closing(room, key), {type: 'remove', target: key, isBan, keeps});
        return peers.view(key);
      },

      async 'unban-member'({room, who}) {
        checkPower(room, null);
        const key = peers.resolve(who);
        write(room, {type: 'unban', target: key});
        return peers.view(key);
      },

      async 'set-level'({room, who, level}) {
        const key = memberIn(room, who);
        checkPower(room, key);
        if (levelOf(level) >= rooms.level(room, selfKey)) {
          throw new NatterError('NO_POWER', roomTexts.errors.onlyFounder);
        }
        write(room, {type: 'role', target: key, level: levelOf(level)});
        return peers.view(key);
      },

      async 'set-room'({room, setting, value}) {
        checkPower(room, null);
        const text = setting === 'name' ? checkRoomName(value) : safeLine(value).trim();
        write(room, {type: 'set', setting, value: text});
        return view(room);
      },

      async hide({conversation, entry}) {
        const row = conversations.find(conversation, entry);
        if (row === null) {
          throw new NatterError('MESSAGE_UNKNOWN', roomTexts.errors.unknown);
        }
        checkPower(conversation, row.author);
        const {author, epoch, sequence} = row;
        write(conversation, {type: 'hide', entry: {author, epoch, sequence}});
        return null;
      },

      async notify({room, what}) {
        rooms.save({...rowOf(room), notify: what});
        return conversations.mute(room, false, null);
      },

      async 'refound-room'({room}) {
        const row = rowOf(room);
        const members = rooms.others(room).filter(key => peers.row(key)?.relation === 'contact');
        const fresh = found(row.name, row.history);
        for (const key of members) {
          await invite(fresh, key);
        }
        return view(fresh);
      },
    },
  };
}

/** A room as it is before anything is known of it. */
export function newRow(id: ConversationId, name: SafeText): RoomRow {
  return {
    ...{id, name, topic: '', history: 'all' as const, expiry: null, notify: 'usual' as const},
    ...{state: 'joining' as const, since: 0, entrance: null},
  };
}

function checkRoomName(wanted: string): SafeText {
  const name = safeLine(wanted.replace(/^#+/, '')).trim();
  if (name === '' || countGraphemes(name) > MAX_NAME) {
    throw new NatterError('ROOM_INVALID', roomTexts.errors.nameLength);
  }
  return storedText(name);
}
