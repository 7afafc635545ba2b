import {type ConversationId, peerKey} from '../../lib/ids.ts';
import type {Connection} from '../sqlite/connection.ts';
import {createRowReader, type EntryRecord, kindNumber, SELECT_ENTRIES} from '../sqlite/queries/entry-row.ts';
import {IS_SHOWN} from '../sqlite/schema.ts';
import type {Database, EntryName, EntryRow, ShownRow} from '../types.ts';
import {hasEffect} from './annotations.ts';

/** Entries as people see them, with the effects of what points at them. */
export type Shown = Pick<Database, 'shown' | 'targets' | 'entryAt'>;

type Place = EntryName & {readonly conversation: ConversationId};
/** Places in one log. */
type Stretch = {readonly head: Place; readonly sequences: Set<number>};
type Look = {
  readonly sequence: number;
  readonly kind: number;
  readonly author: string;
  readonly body: string;
};

const EDIT = kindNumber('edit');
const REACTION = kindNumber('reaction');

const CONVERSATION = '(SELECT conversation FROM conversations WHERE id = ?)';
const AUTHOR = '(SELECT author FROM authors WHERE key = unhex(?))';

/**
 * Prepares the statements that read entries with their looks. Whatever points at them, a page costs one
 * statement for each log in it, and two for each log that it quotes.
 */
export function createShown(connection: Connection): Shown {
  const looksIn = connection.prepare<[string, string, number, string], Look>(
    `SELECT e.target_sequence AS sequence, e.kind, lower(hex(a.key)) AS author, e.body
     FROM entries e CROSS JOIN logs l ON l.log = e.log CROSS JOIN authors a ON a.author = l.author
     WHERE e.conversation = ${CONVERSATION} AND e.target_author = ${AUTHOR} AND e.target_epoch = ?
       AND e.target_sequence IN (SELECT value FROM json_each(?))`,
  );
  const shownIn = connection
    .prepare<[string, string, number, string], EntryRecord>(
      `${SELECT_ENTRIES}
       WHERE e.log = (SELECT log FROM logs WHERE conversation = ${CONVERSATION} AND author = ${AUTHOR} AND epoch = ?
           AND lane = 0 ORDER BY coalesce(branch, x'') LIMIT 1)
         AND e.sequence IN (SELECT value FROM json_each(?)) AND e.${IS_SHOWN}`,
    )
    .raw();
  const rows = createRowReader(connection);

  function shown(entries: readonly EntryRow[]): ShownRow[] {
    const looks = readLooks(entries);
    const quotes = readQuotes(entries);
    return entries.map(entry => {
      const own = looks.size === 0 || entry.deleted ? [] : (looks.get(keyOf(entry)) ?? []);
      const edit = own.find(({kind}) => kind === EDIT);
      const quoted = targetOf(entry);
      return {
        entry,
        text: edit?.body ?? entry.body,
        edited: edit !== undefined,
        reactions: own.filter(isReaction).map(look => ({
          emoji: look.body,
          author: peerKey(look.author),
        })),
        quoted: quoted === null ? null : {...quoted, text: quotes.get(keyOf(quoted)) ?? null},
      };
    });
  }

  /** The texts that replies quote; what was deleted or is not here has none. */
  function readQuotes(entries: readonly EntryRow[]): ReadonlyMap<string, string> {
    const quoted = readRows(entries.map(targetOf).filter(place => place !== null));
    const alive = quoted.filter(entry => !entry.deleted);
    const looks = readLooks(alive);
    const texts = alive.map(entry => {
      const edit = looks.get(keyOf(entry))?.find(({kind}) => kind === EDIT);
      return [keyOf(entry), edit?.body ?? entry.body] as const;
    });
    return new Map(texts);
  }

  function readLooks(places: readonly Place[]): ReadonlyMap<string, Look[]> {
    const looks = new Map<string, Look[]>();
    for (const {head, sequences} of stretches(places)) {
      for (const look of looksIn.all(head.conversation, head.author, head.epoch, listOf(sequences))) {
        const key = keyOf({...head, sequence: look.sequence});
        looks.set(key, [...(looks.get(key) ?? []), look]);
      }
    }
    return looks;
  }

  function readRows(places: readonly Place[]): EntryRow[] {
    const toRow = rows();
    return stretches(places).flatMap(({head, sequences}) =>
      shownIn
        .all(head.conversation, head.author, head.epoch, listOf(sequences))
        .map(record => toRow(record, head.conversation)),
    );
  }

  function targetOf(entry: EntryRow): Place | null {
    const {conversation, target} = entry;
    return target === null ? null : {...target, conversation};
  }

  return {
    shown,
    targets: entries =>
      readRows(
        entries
          .filter(entry => hasEffect(entry, entry.author))
          .map(targetOf)
          .filter(place => place !== null),
      ),
    entryAt: (conversation, name) => readRows([{...name, conversation}])[0] ?? null,
  };
}

/** Entries mostly come in runs from one log. */
function stretches(places: readonly Place[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let latest: Stretch | undefined;
  for (const place of places) {
    if (latest === undefined || !isSameLog(latest.head, place)) {
      latest = found.find(({head}) => isSameLog(head, place)) ?? {head: place, sequences: new Set()};
      found.push(latest);
    }
    latest.sequences.add(place.sequence);
  }
  return [...new Set(found)];
}

function isSameLog(one: Place, other: Place): boolean {
  return one.epoch === other.epoch && one.author === other.author && one.conversation === other.conversation;
}

function keyOf({conversation, author, epoch, sequence}: Place): string {
  return `${conversation} ${author} ${epoch} ${sequence}`;
}

function listOf(sequences: ReadonlySet<number>): string {
  return JSON.stringify([...sequences]);
}

/** A reaction without text took an earlier one away. */
function isReaction({kind, body}: Look): boolean {
  return kind === REACTION && body !== '';
}
