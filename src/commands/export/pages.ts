import type {ConversationId, Core, EntryOrder, EntryView} from '../../core/api/api.ts';
import {BEFORE_ALL, compareOrder} from '../../lib/order.ts';

/** Entries that are in memory at once. */
const PAGE = 500;

/** Finds the newest entry, or null if nothing was said yet. */
export async function newestEntry(core: Core, conversation: ConversationId): Promise<EntryView | null> {
  const {entries} = await core.query({type: 'history', conversation, before: null, limit: 1});
  return entries.at(-1) ?? null;
}

/**
 * Goes through a conversation from its beginning up to an entry, in display order, page by page. What comes in
 * meanwhile is left out, so that it ends however fast the other side writes.
 */
export async function* entriesUpTo(
  core: Core,
  conversation: ConversationId,
  end: EntryOrder,
): AsyncGenerator<EntryView> {
  let after = BEFORE_ALL;
  for (;;) {
    const page = await core.query({type: 'history-after', conversation, after, limit: PAGE});
    for (const entry of page.entries) {
      if (compareOrder(entry.order, end) > 0) {
        return;
      }
      yield entry;
      after = entry.order;
    }
    if (!page.more || page.entries.length === 0) {
      return;
    }
  }
}
