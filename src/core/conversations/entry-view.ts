import {entryId, entryIdsIn} from '../../identity/entry-id.ts';
import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import {excerpt} from '../../lib/text/excerpt.ts';
import {storedText} from '../../lib/text/safe-text.ts';
import type {Database, EntryRow, ShownRow} from '../../storage/types.ts';
import type {DeliveryState, EntryView, Quote, Reaction} from '../api/api.ts';

/** More kinds of reactions to one message are not shown. */
const MAX_REACTIONS = 100;

/** Makes views of entries. */
export type EntryViews = {
  /** As they look now: all of one call share their queries. */
  readonly now: (rows: readonly EntryRow[]) => EntryView[];
  /** As one looks that was written this moment, when nothing points at it yet. */
  readonly viewNew: (row: EntryRow) => EntryView;
};

export function createEntryViews(
  database: Database,
  stateOf: (conversation: ConversationId, epoch: number, sequence: number) => DeliveryState,
): EntryViews {
  function view(id: string, {entry, text, edited, reactions, quoted}: ShownRow): EntryView {
    const {author, epoch, sequence, conversation, outgoing} = entry;
    return {
      id,
      conversation,
      author,
      outgoing,
      kind: entry.kind === 'action' ? 'action' : 'text',
      text: storedText(text),
      ...timesOf(entry),
      lifetime: entry.lifetime,
      disappears: entry.expiresAt,
      order: [entry.clock, entry.rank, entry.row],
      unread: entry.unread,
      state: outgoing ? stateOf(conversation, epoch, sequence) : null,
      replyTo: quoted === null ? null : quote(quoted),
      edited,
      deleted: entry.deleted,
      reactions: reactions.length === 0 ? [] : groupByEmoji(reactions),
      mentionsUs: entry.mentioned,
    };
  }

  function now(rows: readonly EntryRow[]): EntryView[] {
    const idOf = createIds();
    return database.shown(rows).map(shown => view(idOf(shown.entry), shown));
  }

  return {
    now,
    viewNew(row) {
      if (row.target !== null) {
        return single(now([row]));
      }
      const id = entryId(row.author, row.epoch, row.sequence);
      return view(id, {entry: row, text: row.body, edited: false, reactions: [], quoted: null});
    },
  };
}

/** A clock that runs ahead of ours decides nothing: what it says then is taken for the time of the arrival. */
function timesOf({time, arrived}: EntryRow): Pick<EntryView, 'time' | 'arrived'> {
  return arrived === 0 ? {time, arrived: time} : {time: Math.min(time, arrived), arrived};
}

/** The only view that was asked for. */
export function single<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) {
    throw new Error('a view was asked for and none was made');
  }
  return first;
}

/** Ids of entries that mostly come in runs from one log. */
function createIds(): (entry: EntryRow) => string {
  let latest: EntryRow | undefined;
  let idIn = (_: number) => '';
  return entry => {
    if (entry.author !== latest?.author || entry.epoch !== latest.epoch) {
      latest = entry;
      idIn = entryIdsIn(entry.author, entry.epoch);
    }
    return idIn(entry.sequence);
  };
}

function quote({author, epoch, sequence, text}: NonNullable<ShownRow['quoted']>): Quote {
  const id = entryId(author, epoch, sequence);
  return {id, author, text: text === null ? null : excerpt(storedText(text))};
}

function groupByEmoji(reactions: ShownRow['reactions']): Reaction[] {
  const authors = new Map<string, PeerKey[]>();
  for (const {emoji, author} of reactions) {
    authors.set(emoji, [...(authors.get(emoji) ?? []), author]);
  }
  const groups = [...authors].slice(0, MAX_REACTIONS);
  return groups.map(([emoji, by]) => ({emoji: storedText(emoji), authors: by.sort()}));
}
