import {applyEvent, type Phase} from '../client/client-state.ts';
import {isMention, whoIs} from '../client/facts.ts';
import {describeAct, invitationText} from '../client/room-words.ts';
import type {
  AlarmReason,
  CloseReason,
  ConversationId,
  CoreEvent,
  EntryView,
  PeerKey,
  PeerView,
} from '../core/api/api.ts';
import {withEntry, withMember, withoutEntry} from '../lib/collections.ts';
import {directWith} from '../lib/conversation.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import {noticeTexts} from '../lib/texts/notices.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {showAnswer} from './answers.ts';
import {changeWords, dropWords, learnWords} from './last-words.ts';
import {addNotice, inviteSurplusText, inviteUsedText, offlineText, renamedText} from './notices.ts';
import {type AppState, type LogId, type LogWindow, type Notice, START_PAGE} from './state.ts';
import {logOf, offerConversation} from './view.ts';
import {addArrived, changeEntries, changeState, markSeen, removeEntries} from './windows.ts';

type Offline = Extract<CoreEvent, {type: 'peer-offline'}>;

/** Reasons why links end all the time. */
const ORDINARY: ReadonlySet<CloseReason> = new Set<CloseReason>(['disconnect', 'quit', 'lost', 'duplicate']);

/** Turns facts from the core into state, in order. `now` is the wall time that notices show. */
export function project(state: AppState, events: readonly CoreEvent[], now: number): AppState {
  let projected = state;
  for (const event of events) {
    projected = showEvent(projected.phase, applyEvent(projected, event), event, now);
  }
  return projected;
}

/** What only the screen makes of an event: windows, notices, mentions. */
function showEvent(before: Phase, state: AppState, event: CoreEvent, now: number): AppState {
  switch (event.type) {
    case 'ready':
      return before === 'ready' ? withoutHistory(state) : state;
    case 'peer-online':
      return tellPresence(state, event.peer, onlineText(event.peer), now);
    case 'peer-offline':
      return withOffline(state, event, now);
    case 'peer-renamed':
      return tellThere(state, event.peer, {text: renamedText(event.peer, event.before), time: now});
    case 'request-accepted':
      return offerConversation(
        tellThere(state, event.peer, {text: noticeTexts.people.accepted(event.peer.name), time: now}),
        directWith(event.peer.key),
      );
    case 'request-declined':
      return tellThere(state, event.peer, {text: noticeTexts.people.declined(event.peer.name), time: now});
    case 'invite-used':
      return offerConversation(
        tellThere(state, event.peer, {text: inviteUsedText(event.peer, event.id), time: now}),
        directWith(event.peer.key),
      );
    case 'invite-surplus': {
      const text = inviteSurplusText(event.id, event.usedBy);
      return showAnswer(state, 'alarm', text, now);
    }
    case 'key-alarm': {
      const text = alarmText(event.peer, event.contact, event.why);
      const notice = {kind: 'alarm', text, time: now} as const;
      const logs = [directWith(event.peer.key), directWith(event.contact.key)];
      return showAnswer(
        logs.reduce((told, log) => addNotice(told, log, notice), state),
        'alarm',
        text,
        now,
      );
    }
    case 'peer-forgotten':
      return forget({...state, notices: withoutPresence(state.notices, event.key)}, directWith(event.key));
    case 'room-forgotten':
      return forget(state, event.conversation);
    case 'conversation-changed':
      return event.conversation.unread === 0
        ? {...state, mentioned: withMember(state.mentioned, event.conversation.id, false)}
        : state;
    case 'entries-added':
      return learnWords(
        withMention(withArrived(state, event.conversation, event.entries), event.entries),
        event.conversation,
        event.entries,
      );
    case 'entries-changed':
      return changeWords(
        withWindow(state, event.conversation, window => changeEntries(window, event.entries)),
        event.conversation,
        event.entries,
      );
    case 'entries-removed':
      return dropWords(
        withWindow(state, event.conversation, window => removeEntries(window, new Set(event.ids))),
        event.conversation,
        new Set(event.ids),
      );
    case 'entries-read':
      return withWindow(state, event.conversation, window => markSeen(window, new Set(event.ids)));
    case 'delivery-changed':
      return withWindow(state, event.conversation, window =>
        changeState(window, new Set(event.ids), event.state),
      );
    case 'room-invitation':
      return showAnswer(state, 'notice', invitationText(state, event.peer, event.conversation.id), now);
    case 'act':
      return addNotice(state, event.conversation, {
        ...{kind: 'notice', text: describeAct(state, event.act), time: now},
      });
    case 'fork': {
      const text = roomTexts.acts.forked(whoIs(state, event.author).name);
      return addNotice(state, event.conversation, {kind: 'notice', text, time: now});
    }
    case 'notice':
      return event.conversation === null
        ? showAnswer(state, 'notice', event.text, now)
        : addNotice(state, event.conversation, {kind: 'notice', text: event.text, time: now});
    case 'failed':
      return showAnswer(state, 'error', event.message, now);
    case 'self-changed':
    case 'peer-changed':
    case 'request-received': // it has a page of its own, and is counted in the status line
    case 'invite': // whoever made it is shown it
    case 'attempt': // whoever wants to know asks why
    case 'reach':
    case 'path':
    case 'settings-changed':
    case 'draft-changed': // it may be what was typed here
    case 'attention-changed': // the notifier hears of it
    case 'typing-changed':
    case 'stopped':
      return state;
  }
}

/** What was missed cannot be repaired: pages are loaded anew. The open one is shown until then. */
function withoutHistory(state: AppState): AppState {
  const isOpen = ([log]: readonly [LogId, unknown]) => log === logOf(state.open);
  return {
    ...state,
    windows: new Map([...state.windows].filter(isOpen)),
    scrolls: new Map([...state.scrolls].filter(isOpen)),
  };
}

/**
 * How a peer comes and goes, in the log of natter: one line, however often that happens. List and title show how it is
 * now, and a conversation holds what was said in it.
 */
function tellPresence(state: AppState, peer: PeerView, text: SafeText, now: number): AppState {
  return addNotice(state, START_PAGE, {kind: 'notice', text, time: now, topic: peer.key});
}

/** Why a link is no more is told who looks at that conversation, unless it is the way of things. */
function withOffline(state: AppState, event: Offline, now: number): AppState {
  const text = offlineText(event.peer, event.reason, event.detail);
  return ORDINARY.has(event.reason) || state.open !== directWith(event.peer.key)
    ? tellPresence(state, event.peer, text, now)
    : showAnswer(state, 'notice', text, now);
}

/** A fact about a peer, in its own conversation: it is no business between two other people's words. */
function tellThere(state: AppState, peer: PeerView, notice: Pick<Notice, 'text' | 'time'>): AppState {
  return addNotice(state, directWith(peer.key), {kind: 'notice', ...notice});
}

/** Nothing is left of a conversation that its user deleted. */
function forget(state: AppState, conversation: ConversationId): AppState {
  return {
    ...state,
    mentioned: withMember(state.mentioned, conversation, false),
    windows: withoutEntry(state.windows, conversation),
    notices: withoutEntry(state.notices, conversation),
    scrolls: withoutEntry(state.scrolls, conversation),
    cleared: withoutEntry(state.cleared, conversation),
    drafts: withoutEntry(state.drafts, conversation),
    lastWords: withoutEntry(state.lastWords, conversation),
    open: state.open === conversation ? null : state.open,
    previous: state.previous === conversation ? null : state.previous,
    selected: state.selected === conversation ? null : state.selected,
  };
}

function withoutPresence(notices: AppState['notices'], key: PeerKey): AppState['notices'] {
  const own = notices.get(START_PAGE);
  return own?.some(({topic}) => topic === key)
    ? withEntry(
        notices,
        START_PAGE,
        own.filter(({topic}) => topic !== key),
      )
    : notices;
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
  const found = arrived.find(entry => isMention(state, entry));
  return found === undefined
    ? state
    : {...state, mentioned: withMember(state.mentioned, found.conversation, true)};
}

function onlineText(peer: PeerView): SafeText {
  return peer.address === null
    ? noticeTexts.people.online(peer.name)
    : noticeTexts.people.onlineFrom(peer.name, peer.address);
}

function alarmText(peer: PeerView, contact: PeerView, why: AlarmReason): SafeText {
  const [id, known] = [safeLine(peer.id), safeLine(contact.id)];
  const warn = why === 'name' ? noticeTexts.people.impostor : noticeTexts.people.otherKey;
  return warn(id, contact.name, known);
}
