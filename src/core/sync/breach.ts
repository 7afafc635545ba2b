import {NatterError} from '../../lib/errors.ts';
import {ProtocolError} from '../../wire/protocol-error.ts';

/** Which rule of the protocol a peer broke, in words that complete "the link was closed because …"; null for any other error. */
export function breachOf(error: unknown): string | null {
  const isBreach =
    error instanceof ProtocolError || (error instanceof NatterError && error.code === 'PROTOCOL_ERROR');
  return isBreach ? error.message : null;
}
