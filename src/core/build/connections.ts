import {directWith, isRoom, recipientsOf} from '../../lib/conversation.ts';
import type {Tracer} from '../../lib/trace.ts';
import type {Link} from '../../net/link/link.ts';
import type {AnyChannel} from '../../net/link/side-channels.ts';
import {createNetwork, type Network} from '../../net/network.ts';
import {dialableAddresses} from '../../net/transport/interfaces.ts';
import type {AppendOutcome, EntryRow} from '../../storage/types.ts';
import {roomChannel} from '../../wire/room/channel.ts';
import type {ConversationId, PeerKey} from '../api/api.ts';
import type {Attempt} from '../api/reach.ts';
import {type ComingBack, startComingBack} from '../connections/auto-dialer.ts';
import {defaultRenewal} from '../connections/link-rotation.ts';
import {createLinks, type Links} from '../connections/links.ts';
import {
  createSessionOpener,
  type SessionOpener,
  type SessionOpenerOptions,
} from '../connections/session-opener.ts';
import {createVersionNotices} from '../connections/version-notices.ts';
import {isMessage} from '../conversations/entry-kinds.ts';
import {isContactHost} from '../peers/peer-address.ts';
import type {Preferences} from '../preferences.ts';
import {type AttemptLog, createAttemptLog} from '../reach/attempt-log.ts';
import {createDialler} from '../reach/dialler.ts';
import {createWays, type Ways} from '../reach/ways.ts';
import type {Rooms} from '../rooms/rooms.ts';
import {roomOfTicket, ticketSecrets} from '../rooms/tickets.ts';
import {createWriter, type Writer} from '../sync/writer.ts';
import type {Base} from './base.ts';
import type {People} from './people.ts';
import type {Reach} from './reach.ts';
import type {RoomParts} from './rooms.ts';
import type {Talk} from './talk.ts';

/** The links, how they come to be, and what goes over them. */
export type Connections = {
  readonly links: Links;
  readonly network: Network;
  readonly comingBack: ComingBack;
  readonly ways: Ways;
  readonly attempts: AttemptLog;
  readonly writer: Writer;
};

/** Joins the parts about links over people and what they say. */
export function buildConnections(
  base: Base,
  people: People,
  talk: Talk,
  preferences: Preferences,
  reach: Reach,
  roomParts: RoomParts,
): Connections {
  const {options, self, peerState: state, events} = base;
  const {clock} = options;
  const tracer = base.tracing('connections');
  const {peers, alarms} = people;
  const ways = createWays({
    ...{peers, state, now: clock.now, ...reach},
    ownAddresses: () => self.view().reachableAt,
  });
  const attempts = createAttemptLog(state);
  const greet = (key: PeerKey) => {
    reach.exchange.greet(key);
    people.statuses.greet(key);
  };
  const dialler = createDialler({
    ...{clock, state, waysTo: ways.to, network: () => network},
    wayByTable: reach.table.wayTo,
    isMeant: key => comingBack.isMeant(key),
    onMissed: alarms.missed,
    onAttempt(key, attempt) {
      attempts.add(key, attempt);
      traceAttempt(base.tracing('reach'), key, attempt);
      events.push({type: 'attempt', peer: peers.view(key), attempt});
    },
  });
  const comingBack = startComingBack({
    ...{clock, state, tracer, peers, ways, random: options.random, dialler: () => dialler},
    selfKey: self.key,
    isNeeded: roomParts.memberLinks.isNeeded,
    onWake: reach.wakeUp,
    renewal: options.renewal ?? defaultRenewal,
    addresses: options.addresses ?? (() => dialableAddresses('::').join()),
    links: () => links,
  });
  const links: Links = createLinks({
    ...people,
    ...{clock, state, tracer, selfKey: self.key, hello: self.hello, typing: talk.typing},
    sessions: buildSessions(base, people, talk, preferences, {
      ...{...reach, greet, doubted: comingBack.doubted, invited: roomParts.invited},
    }),
    greet,
    isRenewing: comingBack.isRenewing,
    gone: comingBack.gone,
    arrived(link) {
      comingBack.arrived(link);
      roomParts.rooms.attach(link);
      const room = roomOfTicket(link.secret);
      if (room !== null) {
        roomParts.rooms.letIn(room, link.remoteKey);
      }
      roomParts.memberLinks.review();
    },
    ended(link) {
      roomParts.rooms.ended(link);
      roomParts.memberLinks.review();
    },
  });
  const network = buildNetwork(base, people, preferences, links, roomParts);
  const writer = buildWriter(base, talk, {links, comingBack}, roomParts.rooms);
  return {links, network, comingBack, ways, attempts, writer};
}

/** An attempt to reach somebody, as a line. */
function traceAttempt(tracer: Tracer, key: PeerKey, {rung, target, took, result}: Attempt): void {
  tracer.note?.('attempt', {
    ...{peer: tracer.peer(key), rung, milliseconds: took, result},
    target: target === null ? null : tracer.body(target),
  });
}

function buildSessions(
  base: Base,
  people: People,
  talk: Talk,
  preferences: Preferences,
  {
    exchange,
    greet,
    doubted,
    invited,
  }: Pick<SessionOpenerOptions, 'exchange' | 'greet'> &
    Pick<ComingBack, 'doubted'> &
    Pick<RoomParts, 'invited'>,
): SessionOpener {
  const {options, tracing, self, scheduler, events, peerState: state, reportError: failed} = base;
  const {database, clock} = options;
  return createSessionOpener({
    ...people,
    ...talk,
    ...{
      selfKey: self.key,
      tracing,
      state,
      database,
      clock,
      scheduler,
      events,
      failed,
      exchange,
      greet,
      doubted,
    },
    sendsReceipts: () => preferences.get().receipts,
    received(key, outcome) {
      onReceived(base, talk, key, outcome);
      invited(key, outcome.added);
    },
  });
}

function onReceived({reportError}: Base, talk: Talk, key: PeerKey, outcome: AppendOutcome): void {
  const conversation = directWith(key);
  if (outcome.added.some(isMessage)) {
    talk.typing.stopped(conversation);
  }
  try {
    talk.conversations.received(conversation, outcome.added);
    talk.disappearing.noted(outcome.added);
    talk.indexing.noteStored();
  } catch (error) {
    reportError(error); // it is stored and acknowledged: no fault of the link
  }
}

function buildWriter(
  {options, tracing, scheduler, conversationState, reportError}: Base,
  {typing, conversations, disappearing, indexing}: Talk,
  {links, comingBack}: Pick<Connections, 'links' | 'comingBack'>,
  rooms: Rooms,
): Writer {
  function onWrote(conversation: ConversationId, rows: readonly EntryRow[]): void {
    if (rows.some(isMessage)) {
      typing.said(conversation);
    }
    try {
      conversations.wrote(conversation, rows);
      disappearing.noted(rows);
      indexing.noteStored();
    } finally {
      // Whoever could not be told here, the others are to have it.
      if (isRoom(conversation)) {
        rooms.wrote(conversation, rows);
      } else {
        for (const recipient of recipientsOf(conversation)) {
          links.session(recipient)?.wrote(rows);
          comingBack.wanted(recipient);
        }
      }
    }
  }

  const {database} = options;
  const writer = createWriter({
    ...{scheduler, tracer: tracing('storage'), wrote: onWrote},
    append: (conversation, drafts) =>
      isRoom(conversation)
        ? database.rooms.appendOwn(conversation, 0, drafts, rooms.sign).rows
        : database.appendOwn(conversation, drafts),
    failed: reportError,
  });
  conversationState.onForget(writer.discard);
  return writer;
}

function buildNetwork(
  base: Base,
  people: People,
  preferences: Preferences,
  links: Links,
  {rooms}: RoomParts,
): Network {
  const {options, identity, events, reportError} = base;

  function answer(link: Link): void {
    try {
      links.adopt(link);
    } catch (error) {
      reportError(error);
    }
  }

  return createNetwork({
    ...{transport: options.transport, clock: options.clock, known: people.devices},
    ...{identity, tracer: base.tracing('net')},
    secrets: () => [...people.invites.secrets(), ...ticketSecrets(rooms, base.self.key, options.clock.now())],
    channels: [roomChannel as unknown as AnyChannel],
    isTrusted: host => isContactHost(people.peers.rows(), host),
    answersAnyone: () => preferences.get().requests !== 'closed',
    admit: links.admit,
    linked: answer,
    mismatched: createVersionNotices(text => events.push({type: 'notice', text, conversation: null})),
    fault: reportError,
    ...(options.limits === undefined ? {} : {limits: options.limits}),
  });
}
