import type {
  ConversationId,
  ConversationView,
  CoreEvent,
  EntryView,
  PeerKey,
  PeerView,
  Self,
} from '../core/api/api.ts';
import {shortId} from '../identity/short-id.ts';
import {type JsonEvent, selfEvent} from './json-answers.ts';

/** Turns core events into lines. It remembers peers, since messages name their author. */
export type JsonEvents = {
  readonly map: (event: CoreEvent) => readonly JsonEvent[];
  /** A message as it is told of when it was stored. */
  readonly message: (entry: EntryView) => JsonEvent;
  /** A message that a search found. */
  readonly hit: (entry: EntryView) => JsonEvent;
};

/** Makes the mapping, which starts to know names with `ready`. */
export function createJsonEvents(): JsonEvents {
  const peers = new Map<PeerKey, PeerView>();
  const expiries = new Map<ConversationId, number | null>();
  let self: Self | null = null;

  function map(event: CoreEvent): readonly JsonEvent[] {
    if ('peer' in event) {
      peers.set(event.peer.key, event.peer);
    }
    switch (event.type) {
      case 'ready':
        for (const {id, expiry} of event.snapshot.conversations) {
          expiries.set(id, expiry);
        }
        return onReady(event.snapshot.self, event.snapshot.peers);
      case 'self-changed':
        self = event.self;
        return [selfEvent(self)];
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
        peers.delete(event.key);
        return [{event: 'forgotten', id: shortId(event.key)}];
      case 'peer-changed':
      case 'entries-read':
      case 'settings-changed':
        return [];
      case 'conversation-changed':
        return expiry(event.conversation);
      case 'peer-online':
        return [{event: 'peer-online', peer: located(event.peer)}];
      case 'peer-offline':
        return [
          {event: 'peer-offline', peer: located(event.peer), reason: event.reason, detail: event.detail},
        ];
      case 'peer-renamed':
        return [{event: 'renamed', peer: named(event.peer), from: event.before, to: event.peer.ownName}];
      case 'request-received':
        return [{event: 'request', peer: named(event.peer)}];
      case 'request-accepted':
        return [{event: 'accepted', peer: named(event.peer)}];
      case 'request-declined':
        return [{event: 'declined', peer: named(event.peer)}];
      case 'entries-added':
        return event.entries.map(entry => message('message', entry));
      case 'entries-changed':
        return event.entries.map(entry => message('changed', entry));
      case 'entries-removed':
        return [{event: 'removed', ids: event.ids, conversation: shortId(event.conversation)}];
      case 'typing-changed':
        return [{event: 'typing', peer: nameOf(event.conversation), active: event.active}];
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

  function onReady(own: Self, known: readonly PeerView[]): readonly JsonEvent[] {
    self = own;
    for (const peer of known) {
      peers.set(peer.key, peer);
    }
    const {name, id, key, listening} = own;
    const ready = {event: 'ready', name, id, key, host: listening?.host, port: listening?.port};
    const waiting = known.filter(peer => peer.relation === 'request');
    return [ready, ...waiting.map(peer => ({event: 'request', peer: named(peer)}))];
  }

  function expiry({id, expiry: seconds}: ConversationView): readonly JsonEvent[] {
    const before = expiries.get(id) ?? null;
    expiries.set(id, seconds);
    return before === seconds ? [] : [{event: 'expiry', conversation: shortId(id), seconds}];
  }

  function message(event: 'message' | 'changed' | 'hit', entry: EntryView): JsonEvent {
    const {id, conversation, text, time, outgoing, kind, replyTo, edited, deleted, reactions} = entry;
    return {
      event,
      id,
      cursor: entry.order[2],
      conversation: shortId(conversation),
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

  function nameOf(key: PeerKey): {id: string; name: string} {
    const known = key === self?.key ? self : peers.get(key);
    return known === undefined ? {id: shortId(key), name: shortId(key)} : named(known);
  }

  return {map, message: entry => message('message', entry), hit: entry => message('hit', entry)};
}

function named({id, name}: {readonly id: string; readonly name: string}) {
  return {id, name};
}

function located(peer: PeerView) {
  return {id: peer.id, name: peer.name, address: peer.address};
}
