import {createEmitter} from '../../lib/emitter.ts';
import {type ErrorCode, fromPlainError, type NatterError, toPlainError} from '../../lib/errors.ts';
import type {Action, Core, NumberedEvent, Query} from './api.ts';

/** One end of a channel that clones what it carries: a `MessagePort`, a `Worker`, `parentPort`. */
export type Port = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (message: unknown) => void) => unknown;
};

/** What the near end asks. */
export type Request =
  | {readonly id: number; readonly type: 'perform'; readonly action: Action}
  | {readonly id: number; readonly type: 'query'; readonly query: Query}
  | {readonly id: number; readonly type: 'stop'};

/** What the far end says. */
export type Reply =
  | {readonly type: 'result'; readonly id: number; readonly result: unknown}
  | {readonly type: 'error'; readonly id: number; readonly code: ErrorCode; readonly message: string}
  | {readonly type: 'events'; readonly events: readonly NumberedEvent[]};

/** Serves a core to the other end of a port. Every request gets exactly one reply. */
export function serveCore(core: Core, port: Port): void {
  core.subscribe(events => send({type: 'events', events}));
  port.on('message', message => {
    const request = message as Request;
    answer(core, request).then(
      result => send({type: 'result', id: request.id, result}),
      error => send({type: 'error', id: request.id, ...toPlainError(error)}),
    );
  });

  function send(reply: Reply): void {
    port.postMessage(reply);
  }
}

/** Does what was asked. Rejects with what the core threw. */
export async function answer(core: Core, request: Request): Promise<unknown> {
  switch (request.type) {
    case 'perform':
      return await core.perform(request.action);
    case 'query':
      return await core.query(request.query);
    case 'stop':
      return await core.stop();
  }
}

/** The core at the other end of a port, with the same interface as one on this thread. */
export type RemoteCore = Core & {
  /**
   * The other end is gone: whatever is still asked for fails with this error, and `stopped` is emitted
   * unless the other end had said so itself.
   */
  readonly abandon: (error: NatterError) => void;
};

/** Connects to a core over a port. Requests may be made before the far end is listening: the port queues them. */
export function connectCore(port: Port): RemoteCore {
  const emitter = createEmitter<readonly NumberedEvent[]>();
  const pending = new Map<number, {resolve: (result: never) => void; reject: (error: Error) => void}>();
  let nextId = 1;
  let gone: NatterError | null = null;
  let stopped = false;
  let sequence = 0;

  port.on('message', message => {
    const reply = message as Reply;
    switch (reply.type) {
      case 'events':
        sequence = reply.events.at(-1)?.sequence ?? sequence;
        stopped ||= reply.events.some(event => event.type === 'stopped');
        emitter.emit(reply.events);
        break;
      case 'result':
        settle(reply.id)?.resolve(reply.result as never);
        break;
      case 'error':
        settle(reply.id)?.reject(fromPlainError(reply));
        break;
    }
  });

  function settle(id: number) {
    const waiting = pending.get(id);
    pending.delete(id);
    return waiting;
  }

  function ask<T>(request: (id: number) => Request): Promise<T> {
    return new Promise((resolve, reject) => {
      if (gone !== null) {
        reject(gone);
        return;
      }
      const id = nextId++;
      pending.set(id, {resolve, reject});
      port.postMessage(request(id));
    });
  }

  return {
    perform: action => ask(id => ({id, type: 'perform', action})),
    query: query => ask(id => ({id, type: 'query', query})),
    subscribe: emitter.subscribe,
    stop: () => ask(id => ({id, type: 'stop'})),
    abandon(error) {
      gone ??= error;
      for (const waiting of pending.values()) {
        waiting.reject(error);
      }
      pending.clear();
      if (!stopped) {
        stopped = true;
        const {code, message} = error;
        emitter.emit([{type: 'stopped', error: {code, message}, sequence: sequence + 1}]);
      }
    },
  };
}
