import {checkFields} from '../commands/engine/describe-checks.ts';
import type {Answer} from '../commands/engine/types.ts';
import type {ConversationView, DebugView, PeerView, Self, WhyView} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import type {Settings} from '../lib/settings.ts';

/** One line of headless output: plain data with an `event` name. docs/REFERENCE.md documents them all. */
export type JsonEvent = {readonly event: string; readonly [field: string]: unknown};

/** The answer of a command, as a line of output. */
export function answerEvent(answer: Answer): JsonEvent {
  switch (answer.type) {
    case 'peers':
      return {event: 'peers', peers: answer.peers.map(peer => peerFields(peer, answer.conversations))};
    case 'peer':
      return {event: 'peer', peer: peerFields(answer.peer, answer.conversations)};
    case 'why':
      return whyEvent(answer.why);
    case 'reach':
      return {event: 'reach', ...answer.reach};
    case 'checks':
      return {event: 'doctor', checks: answer.checks.map(check => checkFields(check, answer.full))};
    case 'debug':
      return debugEvent(answer.debug);
    case 'requests':
      return {event: 'requests', peers: answer.peers.map(peer => peerFields(peer, []))};
    case 'self':
      return selfEvent(answer.self);
    case 'settings':
      return settingsEvent(answer.settings);
  }
}

/** What can be set; which hints were told is no business of scripts. */
function settingsEvent({hinted: _, ...settings}: Settings): JsonEvent {
  return {event: 'settings', settings};
}

function debugEvent({peer, ...debug}: DebugView): JsonEvent {
  return {event: 'debug', peer: {id: peer.id, name: peer.name}, ...debug};
}

/** Our own name, key and addresses. */
export function selfEvent({name, id, key, listening, reachableAt}: Self): JsonEvent {
  return {event: 'self', name, id, key, host: listening?.host, port: listening?.port, reachable: reachableAt};
}

function peerFields(peer: PeerView, conversations: readonly ConversationView[]) {
  const {id, name, key, relation, presence, verified, address, path, lastSeen, status} = peer;
  const conversation = conversations.find(one => one.id === directWith(key));
  const unread = conversation?.unread ?? 0;
  const expiry = conversation?.expiry ?? null;
  const standing = standingFields(conversation);
  return {
    ...{id, name, key, relation, presence, verified, address, path, lastSeen, status, unread, expiry},
    ...standing,
  };
}

/** Whether a conversation is muted, and where it stands in lists. */
export function standingFields(
  conversation: Pick<ConversationView, 'muted' | 'mutedUntil' | 'listing'> | undefined,
) {
  const {muted = false, mutedUntil = null, listing = 'normal'} = conversation ?? {};
  return {muted, mutedUntil, listing};
}

/** Every way to somebody, and what became of it. */
function whyEvent({peer, path, since, isHeld, rungs, attempts, next}: WhyView): JsonEvent {
  const {id, name} = peer;
  return {event: 'why', peer: {id, name}, path, since, held: isHeld, next, rungs, attempts};
}
