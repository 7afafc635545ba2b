import {type Change, createClient} from '../client/client.ts';
import type {ConversationId, Core, CoreEvent, EntryView} from '../core/api/api.ts';
import {directWith} from '../lib/conversation.ts';
import {createEmitter} from '../lib/emitter.ts';
import type {JsonEvent} from './json-answers.ts';
import {eventLines, hitLine, messageLine} from './json-events.ts';

/** An event for scripts, with what it is about. */
export type ScriptEvent = {readonly event: JsonEvent; readonly about: ConversationId | null};

/** The events of a core as scripts get them, made once for all who listen. */
export type EventSource = {
  readonly subscribe: (listener: (events: readonly ScriptEvent[]) => void) => () => void;
  /** A message that a search found. */
  readonly hit: (entry: EntryView) => JsonEvent;
  readonly message: (entry: EntryView) => ScriptEvent;
};

/** Has to be subscribed from the core's start on, since messages name their author. */
export function createEventSource(core: Pick<Core, 'subscribe'>): EventSource {
  const client = createClient();
  const emitter = createEmitter<readonly ScriptEvent[]>();
  let listeners = 0;
  core.subscribe(events => {
    const changes = events.map(client.hear);
    const made = listeners > 0 ? changes.flatMap(scriptEvents) : [];
    if (made.length > 0) {
      emitter.emit(made);
    }
  });

  return {
    subscribe(listener) {
      const unsubscribe = emitter.subscribe(listener);
      listeners += 1;
      return () => {
        unsubscribe();
        listeners -= 1;
      };
    },
    hit: entry => hitLine(entry, client.state()),
    message: entry => ({event: messageLine(entry, client.state()), about: entry.conversation}),
  };
}

function scriptEvents(change: Change): readonly ScriptEvent[] {
  const about = subjectOf(change.event);
  return eventLines(change).map(event => ({event, about}));
}

/** The conversation that an event belongs to. */
function subjectOf(event: CoreEvent): ConversationId | null {
  if ('conversation' in event) {
    const {conversation} = event;
    return typeof conversation === 'object' ? (conversation?.id ?? null) : conversation;
  }
  if ('peer' in event) {
    return directWith(event.peer.key);
  }
  return event.type === 'peer-forgotten' ? directWith(event.key) : null;
}
