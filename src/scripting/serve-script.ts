import {conversationNamed} from '../commands/engine/rooms.ts';
import type {UserFiles, View} from '../commands/engine/types.ts';
import type {Core} from '../core/api/api.ts';
import {onceFor} from '../lib/once-for.ts';
import {scriptTexts} from '../lib/texts/scripts.ts';
import type {Clock} from '../lib/time/clock.ts';
import type {EventSource} from './event-source.ts';
import type {JsonEvent} from './json-answers.ts';
import {errorOf, notificationOf, parseRequest, RpcFailure, type RpcRequest, resultOf} from './json-rpc.ts';
import {METHODS, type MethodContext} from './methods.ts';
import {optionalNumber, optionalText, optionalTexts, readParams} from './parameters.ts';
import {type Subscription, subscribeScript} from './subscription.ts';

const SUBSCRIBE = ['after', 'events', 'conversation'];
/** A client may have so many subscriptions. */
const MAX_SUBSCRIPTIONS = 16;

export type ScriptOptions = {
  readonly core: Core;
  readonly source: EventSource;
  readonly version: string;
  readonly at: MethodContext['at'];
  readonly clock: Pick<Clock, 'after'>;
  readonly files: UserFiles;
  readonly quit: View['quit'];
  readonly send: (value: unknown) => void;
  /** Sends what other scripts get as well. */
  readonly sendShared: (value: object) => void;
  /** Resolves once what was sent has been taken, or nearly. */
  readonly ready: () => Promise<void>;
  /** Cuts the script off. */
  readonly cutOff: () => void;
};

/** A script as it is served. */
export type ServedScript = {
  /** Takes what it said; resolves once that is answered. */
  readonly hear: (value: unknown) => Promise<void>;
  /** Answers what waits for a message to go on, as it stands now. */
  readonly settle: () => void;
  readonly close: () => void;
};

/** A result, and what begins once it was sent. */
type Answered = {readonly result: unknown; readonly answered?: () => void};

/** The same for all scripts that are told of an event. */
const notificationFor = onceFor((event: JsonEvent) => notificationOf('event', event));

/** Serves one script: answers what it asks, tells what it subscribed to. */
export function serveScript(options: ScriptOptions): ServedScript {
  const {core, source, send, ready} = options;
  const gone = new AbortController();
  const context: MethodContext = {...options, opened: {current: null}, gone: gone.signal};
  const subscriptions: Subscription[] = [];

  async function answer({method, params}: RpcRequest): Promise<Answered> {
    if (method === 'subscribe') {
      return await subscribe(params);
    }
    const known = METHODS.get(method);
    if (known === undefined) {
      const names = [...METHODS.keys(), 'subscribe'].join(', ');
      throw new RpcFailure('unknownMethod', scriptTexts.requests.noMethod(names));
    }
    return {result: await known.run(readParams(params, known.params), context)};
  }

  async function subscribe(given: unknown): Promise<Answered> {
    const params = readParams(given, SUBSCRIBE);
    if (subscriptions.length >= MAX_SUBSCRIPTIONS) {
      throw new RpcFailure('invalidRequest', scriptTexts.requests.tooManySubscriptions(MAX_SUBSCRIPTIONS));
    }
    const who = optionalText(params, 'conversation');
    const after = optionalNumber(params, 'after', Number.MAX_SAFE_INTEGER);
    const events = optionalTexts(params, 'events');
    const conversation = who === null ? null : (await conversationNamed(core, who)).id;
    const subscription = await subscribeScript({
      ...{core, source, tell, ready, conversation},
      after,
      events,
      tooSlow: options.cutOff,
    });
    subscriptions.push(subscription);
    if (gone.signal.aborted) {
      subscription.end();
    }
    return {result: {cursor: subscription.cursor}, answered: subscription.start};
  }

  function tell(events: readonly JsonEvent[]): void {
    for (const event of events) {
      options.sendShared(notificationFor(event));
    }
  }

  return {
    async hear(value) {
      const request = parseRequest(value);
      if (request === null) {
        send(errorOf(null, new RpcFailure('invalidRequest', scriptTexts.requests.noRequest)));
        return;
      }
      const {id} = request;
      try {
        const {result, answered} = await answer(request);
        if (id !== undefined) {
          send(resultOf(id, result));
        }
        answered?.();
      } catch (error) {
        if (id !== undefined) {
          send(errorOf(id, error));
        }
      }
    },
    settle: () => gone.abort(),
    close() {
      gone.abort();
      for (const {end} of subscriptions) {
        end();
      }
    },
  };
}
