import type {CloseReason, EntryView, PeerView} from '../core/api/api.ts';
import {withEntry} from '../lib/collections.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {noticeTexts} from '../lib/texts/notices.ts';
import {type AppState, type LogId, type Notice, START_PAGE} from './state.ts';

/** Notices kept per log, and logs that have any; the oldest go first. */
const MAX_NOTICES = 200;
const MAX_LOGS = 500;

/** Where somebody who sits in front of the screen looks: the open conversation, or the start page. */
export function shownLog(state: AppState): LogId {
  return state.open ?? START_PAGE;
}

/** What is said; a topic only where a newer notice about it takes the place of the last one. */
type NewNotice = Pick<Notice, 'kind' | 'text' | 'time'> & Partial<Pick<Notice, 'topic'>>;

/** Puts a notice at the end of a log, or in the place of the last one there if that says the same or is about the same. */
export function addNotice(state: AppState, log: LogId, notice: NewNotice): AppState {
  const all = state.notices.get(log) ?? [];
  const {topic = null} = notice;
  const after = endOf(state, log);
  const last = all.at(-1);
  const isFolded =
    last !== undefined &&
    last.kind === notice.kind &&
    isSamePlace(last.after, after) &&
    (topic === null ? last.text === notice.text : last.topic === topic);
  const list = isFolded ? all.slice(0, -1) : all;
  const count = isFolded ? last.count + 1 : 1;
  const placed: Notice = {...notice, topic, count, id: state.nextNotice, after};
  return {
    ...state,
    nextNotice: state.nextNotice + 1,
    notices: withoutOldest(withEntry(state.notices, log, [...list, placed].slice(-MAX_NOTICES))),
  };
}

/**
 * Gives a place to notices that came before their log was loaded: behind the newest entry that is not
 * younger than they are here: by when it came, not by the clock of its author.
 */
export function placeNotices(state: AppState, log: LogId, entries: readonly EntryView[]): AppState {
  const list = state.notices.get(log);
  if (list === undefined || !list.some(notice => notice.after === 'unplaced')) {
    return state;
  }
  const placed = list.map(notice =>
    notice.after === 'unplaced'
      ? {...notice, after: entries.findLast(entry => entry.arrived <= notice.time)?.order ?? null}
      : notice,
  );
  return {...state, notices: withEntry(state.notices, log, placed)};
}

/** What a peer's going looks like to the one who stays. */
export function offlineText(peer: PeerView, reason: CloseReason, detail: SafeText | null): SafeText {
  const why = safe`${peer.name} ${
    {
      disconnect: noticeTexts.offline.disconnected,
      quit: noticeTexts.offline.left,
      lost: noticeTexts.offline.lost,
      duplicate: noticeTexts.offline.duplicate,
      declined: noticeTexts.offline.declined,
      closed: noticeTexts.offline.closed,
      blocked: noticeTexts.offline.blocked,
      self: noticeTexts.offline.self,
      protocol: noticeTexts.offline.protocol,
      busy: noticeTexts.offline.busy,
      version: noticeTexts.offline.version,
      'invite-used': noticeTexts.offline.inviteUsed,
      'invite-expired': noticeTexts.offline.inviteExpired,
    }[reason]
  }`;
  return detail === null || detail === '' ? why : safe`${why} (${detail})`;
}

/** Somebody came by an invite: only the user knows whether it was the one it was for. */
export function inviteUsedText({name, id}: PeerView, invite: string): SafeText {
  return noticeTexts.invites.used(name, safeLine(id), safeLine(invite));
}

/** One person more than an invite is for had it. */
export function inviteSurplusText(invite: string, usedBy: readonly PeerView[]): SafeText {
  const came = usedBy.map(({name, id}) => safe`${name} (${safeLine(id)})`);
  const who = came.length === 0 ? noticeTexts.invites.first : joinSafe(came, safe`, `);
  return noticeTexts.invites.surplus(safeLine(invite), who);
}

/** A peer calls itself otherwise; whoever has a name of the user's own keeps that. */
export function renamedText(peer: PeerView, before: SafeText): SafeText {
  return peer.localName === null
    ? noticeTexts.people.renamed(before, peer.name)
    : noticeTexts.people.calledThemselves(peer.name, peer.ownName, before);
}

/** Strangers come with new keys: what is kept of them has a bound. */
function withoutOldest<K, V>(map: Map<K, V>): Map<K, V> {
  if (map.size > MAX_LOGS) {
    map.delete(map.keys().next().value as K);
  }
  return map;
}

function isSamePlace(one: Notice['after'], other: Notice['after']): boolean {
  const areOrders = Array.isArray(one) && Array.isArray(other);
  return areOrders ? String(one) === String(other) : one === other;
}

/** The end of a log as far as it is loaded. The start page has no entries. */
function endOf(state: AppState, log: LogId): Notice['after'] {
  if (log === START_PAGE) {
    return null;
  }
  const window = state.windows.get(log);
  if (window === undefined || window.loading || !window.atEnd) {
    return 'unplaced';
  }
  return window.entries.at(-1)?.order ?? null;
}
