import type {ConversationId, Core, CoreEvent, EntryView} from '../core/api/api.ts';
import {createEmitter} from '../lib/emitter.ts';
import type {JsonEvent} from './json-answers.ts';
import {createJsonEvents, type JsonEvents} from './json-events.ts';

/** An event for scripts, with what it is about. */
export type ScriptEvent = {readonly event: JsonEvent; readonly about: ConversationId | null};

/** The events of a core as scripts get them, made once for all who listen. */
export type EventSource = {
  readonly subscribe: (listener: (events: readonly ScriptEvent[]) => void) => () => void;
  readonly hit: JsonEvents['hit'];
  readonly message: (entry: EntryView) => ScriptEvent;
};

/** Events that teach no name: they are turned into JSON only while somebody listens. */
const NAMELESS: readonly CoreEvent['type'][] = [
  'entries-added',
  'entries-changed',
  'entries-removed',
  'delivery-changed',
];

/** Makes the source; it has to hear of the core from its start on, since messages name their author. */
export function createEventSource(core: Pick<Core, 'subscribe'>): EventSource {
  const json = createJsonEvents();
  const emitter = createEmitter<readonly ScriptEvent[]>();
  let listeners = 0;
  core.subscribe(events => {
    const made = events.flatMap(event =>
      listeners > 0 || !NAMELESS.includes(event.type) ? eventsOf(event) : [],
    );
    if (listeners > 0 && made.length > 0) {
      emitter.emit(made);
    }
  });

  function eventsOf(event: CoreEvent): readonly ScriptEvent[] {
    const about = subjectOf(event);
    return json.map(event).map(made => ({event: made, about}));
  }

  return {
    subscribe(listener) {
      const unsubscribe = emitter.subscribe(listener);
      listeners += 1;
      return () => {
        unsubscribe();
        listeners -= 1;
      };
    },
    hit: json.hit,
    message: entry => ({event: json.message(entry), about: entry.conversation}),
  };
}

/** The conversation that an event belongs to. */
function subjectOf(event: CoreEvent): ConversationId | null {
  if ('conversation' in event) {
    const {conversation} = event;
    return typeof conversation === 'object' ? (conversation?.id ?? null) : conversation;
  }
  return 'peer' in event ? event.peer.key : event.type === 'peer-forgotten' ? event.key : null;
}
