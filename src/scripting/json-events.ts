import {isDeepStrictEqual} from 'node:util';
import type {Change} from '../client/client.ts';
import type {ClientState} from '../client/client-state.ts';
import {newExpiry, whoIs} from '../client/facts.ts';
import {conversationName} from '../client/room-words.ts';
import type {
  ConversationId,
  ConversationView,
  CoreEvent,
  EntryView,
  PeerKey,
  PeerView,
  Snapshot,
} from '../core/api/api.ts';
import {shortId} from '../identity/short-id.ts';
import {isRoom, partnerOf} from '../lib/conversation.ts';
import {type JsonEvent, selfEvent, standingFields} from './json-answers.ts';

/** An event of the core as lines. */
export function eventLines(change: Change): readonly JsonEvent[] {
  const {event, after} = change;
  switch (event.type) {
    case 'ready':
      return readyLines(event.snapshot);
    case 'self-changed':
      return [selfEvent(event.self)];
    case 'key-alarm':
      return [{event: 'alarm', peer: located(event.peer), contact: located(event.contact), why: event.why}];
    case 'invite': {
      const {id, kind, text, expires, uses} = event.invite;
      return [{event: 'invite', id, kind, [kind === 'link' ? 'link' : 'words']: text, expires, uses}];
    }
    case 'invite-used':
      return [{event: 'invite-used', id: event.id, peer: located(event.peer)}];
    case 'invite-surplus':
      return [{event: 'invite-surplus', id: event.id, usedBy: event.usedBy.map(named)}];
    case 'peer-forgotten':
      return [{event: 'forgotten', id: shortId(event.key)}];
    case 'room-forgotten':
      return [{event: 'forgotten', room: labelOf(event.conversation)}];
    case 'peer-changed':
    case 'entries-read':
    case 'settings-changed':
    case 'draft-changed':
    case 'attention-changed':
      return [];
    case 'conversation-changed':
      return [
        ...expiryLines(event.conversation.id, newExpiry(change)),
        ...standingLines(event.conversation, change),
      ];
    case 'peer-online':
      return [{event: 'peer-online', peer: located(event.peer), path: event.peer.path}];
    case 'attempt': {
      const {rung, target, took, result} = event.attempt;
      return [{event: 'attempt', peer: named(event.peer), rung, target, result, ms: took}];
    }
    case 'reach': {
      const {dht, lan, addresses} = event.reach;
      return [{event: 'reach', dht: dht.state, nat: dht.nat, lan, addresses}];
    }
    case 'path':
      return [{event: 'path', peer: located(event.peer), path: event.peer.path, was: event.was}];
    case 'peer-offline':
      return [{event: 'peer-offline', peer: located(event.peer), reason: event.reason, detail: event.detail}];
    case 'peer-renamed':
      return [{event: 'renamed', peer: named(event.peer), from: event.before, to: event.peer.ownName}];
    case 'request-received':
      return [{event: 'request', peer: named(event.peer)}];
    case 'request-accepted':
      return [{event: 'accepted', peer: named(event.peer)}];
    case 'request-declined':
      return [{event: 'declined', peer: named(event.peer)}];
    case 'entries-added':
      return event.entries.map(entry => entryLine('message', entry, after));
    case 'entries-changed':
      return event.entries.map(entry => entryLine('changed', entry, after));
    case 'entries-removed':
      return [{event: 'removed', ids: event.ids, conversation: labelOf(event.conversation)}];
    case 'typing-changed':
      return typingLines(after, event);
    case 'room-invitation':
      return [{event: 'room', ...roomFields(event.conversation), from: named(event.peer)}];
    case 'act': {
      const {kind, by, about, level, setting, value} = event.act;
      const whoOf = (key: PeerKey) => whoIs(after, key);
      return [
        {
          ...{event: 'act', room: labelOf(event.conversation), kind, by: whoOf(by), about: about.map(whoOf)},
          ...{level, setting, value},
        },
      ];
    }
    case 'fork':
      return [{event: 'fork', room: labelOf(event.conversation), author: whoIs(after, event.author)}];
    case 'delivery-changed':
      return event.ids.map(id => ({event: event.state, id}));
    case 'notice':
      return [{event: 'notice', text: event.text}];
    case 'failed':
      return [{event: 'error', code: event.code, message: event.message}];
    case 'stopped':
      return event.error === null ? [] : [{event: 'error', ...event.error}];
  }
}

/** A message as it is told of when it was stored. */
export function messageLine(entry: EntryView, state: ClientState): JsonEvent {
  return entryLine('message', entry, state);
}

/** A message that a search found. */
export function hitLine(entry: EntryView, state: ClientState): JsonEvent {
  return entryLine('hit', entry, state);
}

function readyLines({self, peers}: Snapshot): readonly JsonEvent[] {
  const {name, id, key, listening} = self;
  const ready = {event: 'ready', name, id, key, host: listening?.host, port: listening?.port};
  const waiting = peers.filter(peer => peer.relation === 'request');
  return [ready, ...waiting.map(peer => ({event: 'request', peer: named(peer)}))];
}

function expiryLines(id: ConversationId, seconds: number | null | undefined): readonly JsonEvent[] {
  return seconds === undefined ? [] : [{event: 'expiry', conversation: labelOf(id), seconds}];
}

/** A conversation is muted or pinned, for instance, or no longer. */
function standingLines(conversation: ConversationView, {before}: Change): readonly JsonEvent[] {
  const fields = standingFields(conversation);
  const known = standingFields(before.conversations.get(conversation.id));
  return isDeepStrictEqual(fields, known)
    ? []
    : [{event: 'conversation', conversation: labelOf(conversation.id), ...fields}];
}

function entryLine(event: 'message' | 'changed' | 'hit', entry: EntryView, state: ClientState): JsonEvent {
  const {id, conversation, text, time, outgoing, kind, replyTo, edited, deleted, reactions} = entry;
  const nameOf = (key: PeerKey) => whoIs(state, key);
  return {
    event,
    id,
    cursor: entry.order[2],
    conversation: labelOf(conversation),
    ...(isRoom(conversation) ? {room: conversationName(state, conversation)} : {}),
    from: nameOf(entry.author),
    text,
    time,
    outgoing,
    action: kind === 'action',
    replyTo: replyTo?.id ?? null,
    edited,
    deleted,
    reactions: reactions.map(({emoji, authors}) => ({emoji, from: authors.map(nameOf)})),
  };
}

function typingLines(
  state: ClientState,
  {conversation, active, authors}: Extract<CoreEvent, {type: 'typing-changed'}>,
): readonly JsonEvent[] {
  const peer = partnerOf(conversation);
  return peer === null
    ? [{event: 'typing', room: labelOf(conversation), from: authors.map(key => whoIs(state, key)), active}]
    : [{event: 'typing', peer: whoIs(state, peer), active}];
}

/** How a conversation is named to scripts: by the id of the peer, or by that of the room. */
export function labelOf(conversation: ConversationId): string {
  const peer = partnerOf(conversation);
  return peer === null ? conversation : shortId(peer);
}

function roomFields({id, room}: ConversationView) {
  return {conversation: id, kind: 'room', name: room?.name ?? '', state: room?.state ?? null};
}

function named({id, name}: {readonly id: string; readonly name: string}) {
  return {id, name};
}

function located(peer: PeerView) {
  return {id: peer.id, name: peer.name, address: peer.address};
}
