import type {ConversationId, Core, EntryView} from '../../core/api/api.ts';

/** What is searched for, and where; null is everywhere. */
export type Wanted = {readonly text: string; readonly conversation: ConversationId | null};

/** The newest hits of a search, at most `limit`, and whether there are more. Asks until it has them. */
export async function findHits(
  core: Core,
  {text, conversation}: Wanted,
  limit: number,
): Promise<{readonly hits: readonly EntryView[]; readonly more: boolean}> {
  const hits: EntryView[] = [];
  let before: number | undefined;
  do {
    const rest = {limit: limit - hits.length, ...(before === undefined ? {} : {before})};
    const page = await core.query({type: 'search', text, conversation, ...rest});
    hits.push(...page.hits);
    before = page.next ?? undefined;
  } while (hits.length < limit && before !== undefined);
  return {hits, more: before !== undefined};
}
