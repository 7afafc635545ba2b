import type {ConversationId, EntryId, EntryView} from '../core/api/api.ts';
import {withEntry, withoutEntry} from '../lib/collections.ts';
import {compareOrder} from '../lib/order.ts';
import {excerpt} from '../lib/text/excerpt.ts';
import type {AppState, LastWords} from './state.ts';

type Known = Pick<AppState, 'lastWords'>;

/** Takes entries of a conversation: the newest counts, unless a newer one is known. */
export function learnWords<S extends Known>(
  state: S,
  conversation: ConversationId,
  entries: readonly EntryView[],
): S {
  const newest = entries.reduce<EntryView | null>(
    (best, entry) => (best === null || compareOrder(entry.order, best.order) > 0 ? entry : best),
    null,
  );
  const known = state.lastWords.get(conversation);
  return newest === null || (known !== undefined && compareOrder(newest.order, known.order) < 0)
    ? state
    : {...state, lastWords: withEntry(state.lastWords, conversation, wordsOf(newest))};
}

/** Takes what an entry became: it matters if it is the last one. */
export function changeWords<S extends Known>(
  state: S,
  conversation: ConversationId,
  entries: readonly EntryView[],
): S {
  const known = state.lastWords.get(conversation);
  const changed = entries.find(({id}) => id === known?.id);
  return changed === undefined
    ? state
    : {...state, lastWords: withEntry(state.lastWords, conversation, wordsOf(changed))};
}

/** Forgets the last words if they are among what went: they are read again. */
export function dropWords<S extends Known>(
  state: S,
  conversation: ConversationId,
  ids: ReadonlySet<EntryId>,
): S {
  const known = state.lastWords.get(conversation);
  return known === undefined || !ids.has(known.id)
    ? state
    : {...state, lastWords: withoutEntry(state.lastWords, conversation)};
}

function wordsOf({id, order, outgoing, text}: EntryView): LastWords {
  return {id, order, outgoing, text: excerpt(text)};
}
