import {type ErrorCode, fromPlainError, type NatterError} from '../lib/errors.ts';
import type {JsonEvent} from './json-answers.ts';
import type {RpcResponse} from './json-rpc.ts';

/** The asking end of the interface for scripts. */
export type RpcClient = {
  /** Rejects with the `NatterError` of the other end; `COMMAND_USAGE` for a request that it does not understand. */
  readonly call: (method: string, params: object) => Promise<unknown>;
  /** Takes what came. */
  readonly hear: (value: unknown) => void;
  /** The other end is gone: whatever is still asked for fails with this. */
  readonly abandon: (error: NatterError) => void;
};

export type RpcClientOptions = {
  readonly send: (value: unknown) => void;
  /** Gets what it subscribes to. */
  readonly onEvent: (event: JsonEvent) => void;
  /** What is not answered by now was not done, and will not be. */
  readonly onEnded: () => void;
};

export function createRpcClient({send, onEvent, onEnded}: RpcClientOptions): RpcClient {
  const pending = new Map<number, PromiseWithResolvers<unknown>>();
  let nextId = 1;
  let gone: NatterError | null = null;

  return {
    call(method, params) {
      if (gone !== null) {
        return Promise.reject(gone);
      }
      const id = nextId++;
      const answer = Promise.withResolvers<unknown>();
      pending.set(id, answer);
      send({jsonrpc: '2.0', id, method, params});
      return answer.promise;
    },
    hear(value) {
      const message = value as
        | RpcResponse
        | {readonly method: 'event'; readonly params: JsonEvent}
        | {readonly method: 'ended'};
      if ('method' in message) {
        if (message.method === 'event') {
          onEvent(message.params);
        } else if (message.method === 'ended') {
          onEnded();
        }
        return;
      }
      const answer = pending.get(Number(message.id));
      pending.delete(Number(message.id));
      if ('error' in message) {
        const {data, message: text} = message.error;
        answer?.reject(fromPlainError({code: (data?.code ?? 'COMMAND_USAGE') as ErrorCode, message: text}));
      } else {
        answer?.resolve(message.result);
      }
    },
    abandon(error) {
      gone ??= error;
      for (const answer of pending.values()) {
        answer.reject(error);
      }
      pending.clear();
    },
  };
}
