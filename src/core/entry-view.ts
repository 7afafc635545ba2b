import {entryId} from '../identity/entry-id.ts';
import {glance} from '../lib/glance.ts';
import {storedText} from '../lib/safe-text.ts';
import type {Database, EntryRow, ShownRow} from '../storage/types.ts';
import type {EntryView, Quote, Reaction} from './api.ts';
import type {Delivery} from './delivery.ts';

/** More kinds of reactions to one message are not shown. */
const MAX_REACTIONS = 100;

/** Makes views of entries as they look now: all of one call share their queries. */
export type EntryViews = (rows: readonly EntryRow[]) => EntryView[];

/** Makes the view of entries. `now` is the wall time in milliseconds, beyond which no time is shown. */
export function createEntryViews(database: Database, delivery: Delivery, now: () => number): EntryViews {
  function view({entry, text, edited, reactions, quoted}: ShownRow): EntryView {
    const {author, epoch, sequence, conversation, outgoing} = entry;
    return {
      id: entryId(author, epoch, sequence),
      conversation,
      author,
      outgoing,
      kind: entry.kind === 'action' ? 'action' : 'text',
      text: storedText(text),
      time: Math.min(entry.time, now()),
      order: [entry.clock, entry.rank, entry.row],
      state: outgoing ? delivery.state(conversation, epoch, sequence) : null,
      replyTo: quoted === null ? null : quote(quoted),
      edited,
      deleted: entry.deleted,
      reactions: groupByEmoji(reactions),
    };
  }

  return rows => database.shown(rows).map(view);
}

function quote({author, epoch, sequence, text}: NonNullable<ShownRow['quoted']>): Quote {
  const id = entryId(author, epoch, sequence);
  return {id, author, text: text === null ? null : glance(storedText(text))};
}

function groupByEmoji(reactions: ShownRow['reactions']): Reaction[] {
  const authors = new Map<string, string[]>();
  for (const {emoji, author} of reactions) {
    authors.set(emoji, [...(authors.get(emoji) ?? []), author]);
  }
  const groups = [...authors].slice(0, MAX_REACTIONS);
  return groups.map(([emoji, by]) => ({emoji: storedText(emoji), authors: by.sort()}));
}
