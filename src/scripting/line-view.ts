import {findHits} from '../commands/engine/find-hits.ts';
import type {View} from '../commands/engine/types.ts';
import type {ConversationId, Core} from '../core/api/api.ts';
import {answerEvent, type JsonEvent} from './json-answers.ts';
import type {JsonEvents} from './json-events.ts';

/** A search prints at most so many messages, the newest first. */
export const MAX_HITS = 50;

/** The conversation that lines of text go to. */
export type OpenConversation = {current: ConversationId | null};

export type LineViewOptions = {
  readonly core: Core;
  readonly json: Pick<JsonEvents, 'hit'>;
  readonly opened: OpenConversation;
  readonly print: (...events: readonly JsonEvent[]) => void;
  readonly quit: View['quit'];
};

/** What a command may do where a program reads the answers: they are JSON. */
export function createLineView({core, json, opened, print, quit}: LineViewOptions): View {
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
      print(...hits.map(json.hit), {event: 'searched', count: hits.length, more});
    },
  };
}
