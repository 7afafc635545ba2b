import type {Change, Client} from '../../client/client.ts';
import {isWanted} from '../../client/facts.ts';
import {conversationName} from '../../client/room-words.ts';
import type {ConversationId, Core, CoreEvent, EntryView} from '../../core/api/api.ts';
import {directWith, partnerOf} from '../../lib/conversation.ts';
import {type SafeText, safe} from '../../lib/text/safe-text.ts';
import {spokenName} from '../../lib/text/spoken-name.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import type {Narrator} from './narrator.ts';

/** Messages that are told when a conversation is opened; more if more are unread. */
const GLIMPSE = 5;
/** Messages that are read out and marked as read at once. */
const PAGE = 50;

export type ReaderOptions = {
  readonly core: Core;
  readonly client: Client;
  readonly narrator: Narrator;
  readonly say: (lines: readonly SafeText[]) => void;
  readonly failed: (error: unknown) => void;
};

/** The conversation that is open: tells its end when it is opened, and marks as read what was told. */
export type Reader = {
  readonly current: () => ConversationId | null;
  readonly open: (conversation: ConversationId) => void;
  /** Takes what is to be told now, or after what is being opened. */
  readonly hear: (change: Change) => void;
};

/** Creates a reader with nothing open. */
export function createReader({core, client, narrator, say, failed}: ReaderOptions): Reader {
  let current: ConversationId | null = null;
  /** What happened while a conversation was being opened. */
  let held: Change[] | null = null;
  /** Counts openings: only the last one matters. */
  let opening = 0;

  function open(conversation: ConversationId): void {
    if (conversation === current) {
      return;
    }
    current = conversation;
    held ??= [];
    opening += 1;
    void tellEnd(conversation, opening).catch(failed).finally(release(opening));
  }

  async function tellEnd(conversation: ConversationId, turn: number): Promise<void> {
    const unread = client.state().conversations.get(conversation)?.unread ?? 0;
    let page = await firstPage(conversation, unread);
    if (turn !== opening) {
      return; // the user went on to another one
    }
    say([openingSentence(conversation, unread)]);
    for (;;) {
      forgetHeld(new Set(page.entries.map(({id}) => id)));
      say(narrator.history(page.entries));
      read(page.entries);
      const after = page.entries.at(-1)?.order;
      if (!page.newerExist || after === undefined) {
        return;
      }
      const {entries, more} = await core.query({type: 'history-after', conversation, after, limit: PAGE});
      if (turn !== opening) {
        return; // what was not told stays unread
      }
      page = {entries, newerExist: more};
    }
  }

  /** The page that begins before all that is unread. */
  async function firstPage(
    conversation: ConversationId,
    unread: number,
  ): Promise<{entries: readonly EntryView[]; newerExist: boolean}> {
    const limit = Math.min(Math.max(GLIMPSE, unread), PAGE);
    let page = await core.query({type: 'history', conversation, before: null, limit});
    let newerExist = false;
    let missing = unread - countOthers(page.entries);
    for (let before = page.entries[0]?.order; missing > 0 && page.more && before !== undefined; ) {
      page = await core.query({type: 'history', conversation, before, limit: PAGE});
      newerExist = true;
      missing -= countOthers(page.entries);
      before = page.entries[0]?.order;
    }
    return {entries: page.entries, newerExist};
  }

  /** What stands in the history already is not told again. */
  function forgetHeld(known: ReadonlySet<string>): void {
    held = (held ?? []).map(change => {
      const {event} = change;
      return event.type === 'entries-added'
        ? {...change, event: {...event, entries: event.entries.filter(({id}) => !known.has(id))}}
        : change;
    });
  }

  function release(turn: number): () => void {
    return () => {
      if (turn === opening) {
        const changes = held ?? [];
        held = null;
        changes.forEach(hear);
      }
    };
  }

  function hear(change: Change): void {
    if (held !== null) {
      held.push(change);
      return;
    }
    const {event} = change;
    say(narrator.event({...change, event: wantedOf(event)}));
    if (event.type === 'entries-added' && event.conversation === current) {
      read(event.entries);
    } else if (forgotten(event) === current) {
      current = null;
    }
  }

  /** Messages that the user is not told of, and what is done to them, wait until their conversation is opened. */
  function wantedOf(event: CoreEvent): CoreEvent {
    const isOfEntries = event.type === 'entries-added' || event.type === 'entries-changed';
    return !isOfEntries || event.conversation === current
      ? event
      : {...event, entries: event.entries.filter(entry => isWanted(client.state(), entry))};
  }

  function read(entries: readonly EntryView[]): void {
    const told = entries.filter(({unread}) => unread).map(({id}) => id);
    if (told.length > 0 && current !== null) {
      core.perform({type: 'mark-read', conversation: current, entries: told}).catch(failed);
    }
  }

  function openingSentence(conversation: ConversationId, unread: number): SafeText {
    const key = partnerOf(conversation);
    const peer = key === null ? undefined : client.state().peers.get(key);
    const presence = peer?.presence === 'online' ? safe`online` : safe`offline`;
    const news = unread === 0 ? safe`` : plainTexts.people.unread(unread);
    const name = spokenName(conversationName(client.state(), conversation));
    return key === null
      ? plainTexts.people.room(name, news)
      : plainTexts.people.conversation(name, presence, news);
  }

  return {current: () => current, open, hear};
}

function forgotten(event: CoreEvent): ConversationId | undefined {
  switch (event.type) {
    case 'peer-forgotten':
      return directWith(event.key);
    case 'room-forgotten':
      return event.conversation;
    default:
      return undefined;
  }
}

function countOthers(entries: readonly EntryView[]): number {
  return entries.filter(({outgoing}) => !outgoing).length;
}
