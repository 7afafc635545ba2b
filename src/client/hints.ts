import type {ConversationId, CoreEvent, EntryView} from '../core/api/api.ts';
import type {HintName} from '../lib/hints.ts';
import type {ClientState} from './client-state.ts';
import {isMention, isWanted} from './facts.ts';

/** Tells of features, each once in the life of a profile. */
export type Hints = {
  /** A feature was met: its hint is told now, or at another occasion if something else is told. */
  readonly offer: (name: HintName) => void;
  /** Offers what an event begins. `open` is the conversation that the user has before them. */
  readonly hear: (event: CoreEvent, open: ConversationId | null) => void;
};

export type HintsOptions = {
  readonly state: () => ClientState;
  /** Tells it. False: it cannot be told now. */
  readonly tell: (name: HintName) => boolean;
  /** Keeps that it was told. */
  readonly keep: (name: HintName) => void;
};

/** Creates the hints of one front end. */
export function createHints({state, tell, keep}: HintsOptions): Hints {
  const told = new Set<string>();

  function offer(name: HintName): void {
    const {phase, settings} = state();
    if (phase === 'ready' && !told.has(name) && !settings.hinted.includes(name) && tell(name)) {
      told.add(name);
      keep(name);
    }
  }

  return {
    offer,
    hear(event, open) {
      for (const name of begunBy(event, state(), open)) {
        offer(name);
      }
    },
  };
}

/** The features that an event is the beginning of, the most urgent first. */
function begunBy(event: CoreEvent, state: ClientState, open: ConversationId | null): readonly HintName[] {
  switch (event.type) {
    case 'request-received':
      return ['request'];
    case 'request-accepted':
      return ['verify'];
    case 'entries-added':
      return event.entries.flatMap(entry => begunByEntry(entry, state, open));
    case 'entries-changed':
      return event.changes.some(({kind, author}) => kind === 'reaction' && author !== state.self?.key)
        ? ['reaction']
        : [];
    default:
      return [];
  }
}

function begunByEntry(entry: EntryView, state: ClientState, open: ConversationId | null): HintName[] {
  const {conversation, outgoing, replyTo, text, lifetime, unread} = entry;
  if (outgoing) {
    return entry.state === 'queued' && isAway(state, conversation) ? ['waiting'] : [];
  }
  const isElsewhere = conversation !== open && unread && isWanted(state, entry);
  const begun: (HintName | false)[] = [
    isElsewhere && isMention(state, entry) && 'mention',
    isElsewhere && 'unread',
    replyTo !== null && replyTo.author === state.self?.key && 'reply',
    lifetime !== null && 'expiry',
    /\bhttps?:\/\//.test(text) && 'link',
  ];
  return begun.filter(name => name !== false);
}

function isAway({peers, conversations}: ClientState, conversation: ConversationId): boolean {
  const participants = conversations.get(conversation)?.participants ?? [];
  return participants.every(key => peers.get(key)?.presence !== 'online');
}
