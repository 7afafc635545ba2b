import type {CoreEvent, EntryView, PeerKey, PeerView, Self} from '../core/api.ts';
import {shortId} from '../identity/short-id.ts';

/** One line of headless output: plain data with an `event` name. README documents them all. */
export type JsonEvent = {readonly event: string; readonly [field: string]: unknown};

/** Turns core events into lines. It remembers peers, since messages name their author. */
export type JsonEvents = {readonly map: (event: CoreEvent) => readonly JsonEvent[]};

/** Makes the mapping, which starts to know names with `ready`. */
export function createJsonEvents(): JsonEvents {
  const peers = new Map<PeerKey, PeerView>();
  let self: Self | null = null;

  function map(event: CoreEvent): readonly JsonEvent[] {
    if ('peer' in event) {
      peers.set(event.peer.key, event.peer);
    }
    switch (event.type) {
      case 'ready':
        return onReady(event.snapshot.self, event.snapshot.peers);
      case 'self-changed':
        self = event.self;
        return [{event: 'self', name: self.name, id: self.id}];
      case 'peer-changed':
      case 'conversation-changed':
        return [];
      case 'peer-online':
        return [{event: 'peer-online', peer: located(event.peer)}];
      case 'peer-offline':
        return [
          {event: 'peer-offline', peer: located(event.peer), reason: event.reason, detail: event.detail},
        ];
      case 'request-received':
        return [{event: 'request', peer: named(event.peer)}];
      case 'request-accepted':
        return [{event: 'accepted', peer: named(event.peer)}];
      case 'request-declined':
        return [{event: 'declined', peer: named(event.peer)}];
      case 'entries-added':
        return event.entries.map(message);
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

  function message(entry: EntryView): JsonEvent {
    const {id, conversation, text, time, outgoing, kind} = entry;
    return {
      event: 'message',
      id,
      conversation: shortId(conversation),
      from: author(entry.author),
      text,
      time,
      outgoing,
      action: kind === 'action',
    };
  }

  function author(key: PeerKey): {id: string; name: string} {
    const known = key === self?.key ? self : peers.get(key);
    return known === undefined ? {id: shortId(key), name: shortId(key)} : named(known);
  }

  return {map};
}

function named({id, name}: {readonly id: string; readonly name: string}) {
  return {id, name};
}

function located(peer: PeerView) {
  return {id: peer.id, name: peer.name, address: peer.address};
}
