import type {ConversationId, Core} from '../core/api/api.ts';
import type {EventSource, ScriptEvent} from './event-source.ts';
import type {JsonEvent} from './json-answers.ts';

/** Messages per step of catching up. */
const PAGE = 200;
/** Events that may wait until somebody has caught up. */
const MAX_MISSED = 20_000;

export type SubscribeOptions = {
  readonly core: Pick<Core, 'query'>;
  readonly source: EventSource;
  /** Begins behind the message with this cursor; null begins now. */
  readonly after: number | null;
  /** Only events of these names; null takes all. */
  readonly events: readonly string[] | null;
  /** Only what is about somebody; null takes all. */
  readonly conversation: ConversationId | null;
  readonly tell: (events: readonly JsonEvent[]) => void;
  /** Resolves once more can be told: a reader that is slow slows catching up. */
  readonly ready: () => Promise<void>;
  /** More happens than the reader takes. */
  readonly tooSlow: () => void;
};

export type Subscription = {
  /** The place behind which it begins. */
  readonly cursor: number;
  /** Tells from there on. */
  readonly start: () => void;
  readonly end: () => void;
};

/**
 * Tells the messages of others that were stored behind a place, then what happens from now on, without a gap and without telling a message
 * twice. What happens before it is started is kept for then.
 */
export async function subscribeScript(options: SubscribeOptions): Promise<Subscription> {
  const {core, source, tell, ready} = options;
  let missed: ScriptEvent[] | null = [];
  let isOver = false;

  const isWanted = ({event, about}: ScriptEvent) =>
    (options.events === null || options.events.includes(event.event)) &&
    (options.conversation === null || options.conversation === about);
  /** What was read from the database already, all of it messages of others, comes as an event once more. */
  const isTold = ({event}: ScriptEvent) =>
    event.event === 'message' && event['outgoing'] === false && Number(event['cursor']) <= told;

  function pass(events: readonly ScriptEvent[]): void {
    if (missed !== null) {
      missed.push(...events.filter(isWanted));
      if (missed.length > MAX_MISSED) {
        missed = [];
        options.tooSlow();
      }
      return;
    }
    const wanted = events.filter(one => isWanted(one) && !isTold(one));
    if (wanted.length > 0) {
      tell(wanted.map(({event}) => event));
    }
  }

  async function catchUp(): Promise<void> {
    let {after} = options;
    while (after !== null && !isOver) {
      const page = await core.query({type: 'arrived-after', row: after, limit: PAGE});
      const wanted = page.entries.map(source.message).filter(isWanted);
      told = page.entries.at(-1)?.order[2] ?? told;
      after = page.next;
      tell(wanted.map(({event}) => event));
      await ready();
    }
    const live = missed ?? [];
    missed = null;
    pass(live);
  }

  const unsubscribe = source.subscribe(pass);
  const end = () => {
    isOver = true;
    unsubscribe();
  };
  const cursor = options.after ?? (await core.query({type: 'cursor'})).newest;
  let told = cursor;
  return {
    cursor,
    start: () => void catchUp().catch(end), // the core is gone, and so will be this connection
    end,
  };
}
