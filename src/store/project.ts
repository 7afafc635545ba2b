import type {AlarmReason, ConversationId, CoreEvent, EntryView, PeerKey, PeerView} from '../core/api/api.ts';
import {mentionsOf} from '../lib/text/mentions.ts';
import {type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {
  addNotice,
  addNoticeToBoth,
  inviteSurplusText,
  inviteUsedText,
  offlineText,
  renamedText,
  shownLog,
} from './notices.ts';
import {type AppState, type LogWindow, type Notice, withEntry, withoutEntry} from './state.ts';
import {offerConversation} from './view.ts';
import {addArrived, changeEntries, changeState, markSeen, removeEntries} from './windows.ts';

/** Turns facts from the core into state, in order. `now` is the wall time that notices show. */
export function project(state: AppState, events: readonly CoreEvent[], now: number): AppState {
  let projected = state;
  for (const event of events) {
    projected = projectOne(projected, event, now);
  }
  return projected;
}

function projectOne(state: AppState, event: CoreEvent, now: number): AppState {
  switch (event.type) {
    case 'ready':
      return {
        ...(state.phase === 'ready' ? withoutHistory(state) : state),
        phase: 'ready',
        self: event.snapshot.self,
        peers: new Map(event.snapshot.peers.map(peer => [peer.key, peer])),
        conversations: new Map(event.snapshot.conversations.map(view => [view.id, view])),
        settings: event.snapshot.settings,
      };
    case 'self-changed':
      return {...state, self: event.self};
    case 'peer-changed':
      return withPeer(state, event.peer);
    case 'peer-online':
      return tellOf(state, event.peer, onlineText(event.peer), now);
    case 'peer-offline':
      return tellOf(state, event.peer, offlineText(event.peer, event.reason, event.detail), now);
    case 'peer-renamed':
      return tellOf(state, event.peer, renamedText(event.peer, event.before), now);
    case 'request-received':
      return withPeer(state, event.peer); // it has a page of its own, and is counted in the status line
    case 'request-accepted':
      return offerConversation(
        tellThere(state, event.peer, {text: safe`${event.peer.name} accepted. Now you can talk.`, time: now}),
        event.peer.key,
      );
    case 'request-declined':
      return tellThere(state, event.peer, {text: safe`${event.peer.name} declined to talk.`, time: now});
    case 'invite':
      return state; // whoever made it is shown it
    case 'invite-used':
      return offerConversation(
        tellThere(state, event.peer, {text: inviteUsedText(event.peer, event.id), time: now}),
        event.peer.key,
      );
    case 'invite-surplus': {
      const text = inviteSurplusText(event.id, event.usedBy);
      return {...addNotice(state, shownLog(state), {kind: 'alarm', text, time: now}), alert: text};
    }
    case 'key-alarm': {
      const text = alarmText(event.peer, event.contact, event.why);
      const notice = {kind: 'alarm', text, time: now} as const;
      return {...addNoticeToBoth(withPeer(state, event.peer), event.peer.key, notice), alert: text};
    }
    case 'peer-forgotten':
      return forget(state, event.key);
    case 'conversation-changed':
      return {
        ...state,
        conversations: withEntry(state.conversations, event.conversation.id, event.conversation),
        mentioned:
          event.conversation.unread === 0
            ? withMember(state.mentioned, event.conversation.id, false)
            : state.mentioned,
      };
    case 'entries-added':
      return withMention(withArrived(state, event.conversation, event.entries), event.entries);
    case 'entries-changed':
      return withWindow(state, event.conversation, window => changeEntries(window, event.entries));
    case 'entries-removed':
      return withWindow(state, event.conversation, window => removeEntries(window, new Set(event.ids)));
    case 'entries-read':
      return withWindow(state, event.conversation, window => markSeen(window, new Set(event.ids)));
    case 'settings-changed':
      return {...state, settings: event.settings};
    case 'typing-changed':
      return {...state, typing: withMember(state.typing, event.conversation, event.active)};
    case 'delivery-changed':
      return withWindow(state, event.conversation, window =>
        changeState(window, new Set(event.ids), event.state),
      );
    case 'notice':
      return addNotice(state, event.conversation ?? shownLog(state), {
        kind: 'notice',
        text: event.text,
        time: now,
      });
    case 'failed':
      return {
        ...addNotice(state, shownLog(state), {kind: 'error', text: event.message, time: now}),
        alert: event.message,
      };
    case 'stopped':
      return {...state, phase: 'stopped', failure: event.error};
  }
}

/** What was missed cannot be repaired: pages of history are loaded anew. */
function withoutHistory(state: AppState): AppState {
  return {
    ...state,
    windows: new Map(),
    scrolls: new Map(),
    typing: new Set(),
    newFrom: null,
  };
}

function withPeer(state: AppState, peer: PeerView): AppState {
  return {...state, peers: withEntry(state.peers, peer.key, peer)};
}

/** How a peer comes and goes, in its own conversation: one line, however often that happens. */
function tellOf(state: AppState, peer: PeerView, text: SafeText, now: number): AppState {
  return tellThere(state, peer, {text, time: now, topic: 'presence'});
}

/** A fact about a peer, in its own conversation: it is no business between two other people's words. */
function tellThere(
  state: AppState,
  peer: PeerView,
  notice: Pick<Notice, 'text' | 'time'> & Partial<Pick<Notice, 'topic'>>,
): AppState {
  return addNotice(withPeer(state, peer), peer.key, {kind: 'notice', ...notice});
}

/** Nothing is left of a peer that its user deleted. */
function forget(state: AppState, key: PeerKey): AppState {
  return {
    ...state,
    peers: withoutEntry(state.peers, key),
    conversations: withoutEntry(state.conversations, key),
    typing: withMember(state.typing, key, false),
    mentioned: withMember(state.mentioned, key, false),
    windows: withoutEntry(state.windows, key),
    notices: withoutEntry(state.notices, key),
    scrolls: withoutEntry(state.scrolls, key),
    cleared: withoutEntry(state.cleared, key),
    drafts: withoutEntry(state.drafts, key),
    open: state.open === key ? null : state.open,
    previous: state.previous === key ? null : state.previous,
    selected: state.selected === key ? null : state.selected,
  };
}

function withArrived(state: AppState, conversation: ConversationId, entries: readonly EntryView[]): AppState {
  const reading = state.scrolls.get(conversation)?.order ?? null;
  return withWindow(state, conversation, window => addArrived(window, entries, reading));
}

function withWindow(
  state: AppState,
  conversation: ConversationId,
  change: (window: LogWindow) => LogWindow,
): AppState {
  const window = state.windows.get(conversation);
  const changed = window === undefined ? undefined : change(window);
  return changed === undefined || changed === window
    ? state
    : {...state, windows: withEntry(state.windows, conversation, changed)};
}

function withMention(state: AppState, arrived: readonly EntryView[]): AppState {
  const name = state.self?.name ?? '';
  const found = arrived.find(({outgoing, text}) => !outgoing && mentionsOf(text, name).length > 0);
  return found === undefined
    ? state
    : {...state, mentioned: withMember(state.mentioned, found.conversation, true)};
}

function withMember<T>(set: ReadonlySet<T>, member: T, isIn: boolean): ReadonlySet<T> {
  if (set.has(member) === isIn) {
    return set;
  }
  const copy = new Set(set);
  if (isIn) {
    copy.add(member);
  } else {
    copy.delete(member);
  }
  return copy;
}

function onlineText(peer: PeerView): SafeText {
  return peer.address === null
    ? safe`${peer.name} is online.`
    : safe`${peer.name} is online, from ${peer.address}.`;
}

function alarmText(peer: PeerView, contact: PeerView, why: AlarmReason): SafeText {
  const [id, known] = [safeLine(peer.id), safeLine(contact.id)];
  const under = why === 'name' ? safe`under the name` : safe`from the address`;
  return safe`ALARM: ${id} came ${under} of ${contact.name}, but with another key than ${known}. \
This may be an attack. Nothing is sent to them. Ask ${contact.name} another way; then /trust ${id} or /block ${id}.`;
}
