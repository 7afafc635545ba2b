import type {ConversationView, EntryView, PeerKey} from '../core/api/api.ts';
import {shortId} from '../identity/short-id.ts';
import {mentionsOf} from '../lib/text/mentions.ts';
import {type SafeText, safeLine} from '../lib/text/safe-text.ts';
import type {Change} from './client.ts';
import type {ClientState} from './client-state.ts';

/** The person behind a key: by name as far as it is known, else by the id. */
export function whoIs(
  {self, peers}: ClientState,
  key: PeerKey,
): {readonly id: string; readonly name: SafeText} {
  const known = key === self?.key ? self : peers.get(key);
  const id = known?.id ?? shortId(key);
  return {id, name: known?.name ?? safeLine(id)};
}

/** Whether the user is to be told of a message that comes in: not if it is muted, or tells only of mentions. */
export function isWanted(state: ClientState, entry: EntryView): boolean {
  switch (wantedIn(state.conversations.get(entry.conversation))) {
    case 'all':
      return true;
    case 'mentions':
      return entry.outgoing || isMention(state, entry);
    case 'off':
      return false;
  }
}

/** Whether the user is not told of everything that comes into a conversation. */
export function isMuted(view: ConversationView | undefined): boolean {
  return wantedIn(view) !== 'all';
}

function wantedIn(view: ConversationView | undefined): 'all' | 'mentions' | 'off' {
  return view?.muted ? 'off' : (view?.room?.notify ?? 'all');
}

/** Whether somebody else mentions us. */
export function isMention(
  {self}: Pick<ClientState, 'self'>,
  {outgoing, mentionsUs, text}: EntryView,
): boolean {
  return !outgoing && (mentionsUs || mentionsOf(text, self?.name ?? '').length > 0);
}

/** How long new messages live from now on, in seconds; undefined if that stays as it was. */
export function newExpiry({event, before}: Change): number | null | undefined {
  if (event.type !== 'conversation-changed') {
    return undefined;
  }
  const {id, expiry} = event.conversation;
  return expiry === (before.conversations.get(id)?.expiry ?? null) ? undefined : expiry;
}
