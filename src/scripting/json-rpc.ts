/** JSON-RPC 2.0, as far as it goes over lines: requests one by one, no batches. */
import {toPlainError} from '../lib/errors.ts';

/** Errors of JSON-RPC itself, by the numbers of its specification (section 5.1), and ours. */
export const RPC_ERRORS = {
  invalidRequest: -32_600,
  unknownMethod: -32_601,
  invalidParams: -32_602,
  /** natter refused or failed; `data.code` says which of its errors it is. */
  natter: -32_000,
} as const;

export type RpcId = string | number | null;
export type RpcRequest = {readonly id: RpcId | undefined; readonly method: string; readonly params: unknown};
export type RpcError = {
  readonly code: number;
  readonly message: string;
  readonly data?: {readonly code: string};
};
export type RpcResponse = {readonly jsonrpc: '2.0'; readonly id: RpcId} & (
  | {readonly result: unknown}
  | {readonly error: RpcError}
);

/** A failure of the request itself, rather than of what it asked for. */
export class RpcFailure extends Error {
  readonly code: number;

  constructor(kind: Exclude<keyof typeof RPC_ERRORS, 'natter'>, message: string) {
    super(message);
    this.code = RPC_ERRORS[kind];
  }
}

/** Reads a request; null if it is none. `id` is undefined where no answer is wanted. */
export function parseRequest(value: unknown): RpcRequest | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  const {jsonrpc, id, method, params} = value as Readonly<Record<string, unknown>>;
  const isId = id === undefined || id === null || typeof id === 'string' || typeof id === 'number';
  return jsonrpc === '2.0' && typeof method === 'string' && isId ? {id, method, params} : null;
}

export function resultOf(id: RpcId, result: unknown): RpcResponse {
  return {jsonrpc: '2.0', id, result};
}

export function errorOf(id: RpcId, error: unknown): RpcResponse {
  if (error instanceof RpcFailure) {
    return {jsonrpc: '2.0', id, error: {code: error.code, message: error.message}};
  }
  const {code, message} = toPlainError(error);
  return {jsonrpc: '2.0', id, error: {code: RPC_ERRORS.natter, message, data: {code}}};
}

/** Something that is told without being asked for. */
export function notificationOf(method: string, params: unknown) {
  return {jsonrpc: '2.0', method, params} as const;
}
