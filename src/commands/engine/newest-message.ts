import type {ConversationId, Core, EntryId, EntryOrder, EntryView} from '../../core/api/api.ts';
import {NatterError} from '../../lib/errors.ts';
import {commandTexts} from '../../lib/texts/commands.ts';

/** How far back somebody without an id is helped: pages, and entries in each. */
const PAGES = 20;
const PAGE = 100;

/**
 * The newest message of ours, or of the other side, that was not deleted. Throws `MESSAGE_UNKNOWN` if there is
 * none in the last two thousand.
 */
export async function newestMessage(
  core: Core,
  conversation: ConversationId,
  whose: 'own' | 'theirs',
): Promise<EntryId> {
  let before: EntryOrder | null = null;
  for (let page = 0; page < PAGES; page++) {
    const {entries, more} = await core.query({type: 'history', conversation, before, limit: PAGE});
    const found = entries.findLast(entry => entry.outgoing === (whose === 'own') && !entry.deleted);
    if (found !== undefined) {
      return found.id;
    }
    before = placeOf(entries[0]);
    if (!more || before === null) {
      break;
    }
  }
  const who = whose === 'own' ? commandTexts.messages.ofYours : commandTexts.messages.ofTheirs;
  throw new NatterError('MESSAGE_UNKNOWN', commandTexts.messages.noMessageOf(who));
}

function placeOf(entry: EntryView | undefined): EntryOrder | null {
  return entry?.order ?? null;
}
