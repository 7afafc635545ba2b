import {findHits} from '../commands/engine/find-hits.ts';
import type {View} from '../commands/engine/types.ts';
import type {ConversationId, Core, EntryView} from '../core/api/api.ts';
import {answerEvent, type JsonEvent} from './json-answers.ts';

/** A search prints at most so many messages, the newest first. */
export const MAX_HITS = 50;

/** The conversation that lines of text go to. */
export type OpenConversation = {current: ConversationId | null};

export type LineViewOptions = {
  readonly core: Core;
  /** A message that a search found, as it is printed. */
  readonly hit: (entry: EntryView) => JsonEvent;
  readonly opened: OpenConversation;
  readonly print: (...events: readonly JsonEvent[]) => void;
  readonly quit: View['quit'];
};

/** What a command may do where a program reads the answers: they are JSON. */
export function createLineView({core, hit, opened, print, quit}: LineViewOptions): View {
  return {
    current: () => opened.current,
    open(conversation) {
      opened.current = conversation;
    },
    clear() {},
    quit,
    notice: text => print({event: 'notice', text}),
    answer: answer => print(answerEvent(answer)),
    async search(wanted) {
      const {hits, more} = await findHits(core, wanted, MAX_HITS);
      print(...hits.map(hit), {event: 'searched', count: hits.length, more});
    },
  };
}
