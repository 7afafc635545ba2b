import {formatAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import type {Where} from './transport.ts';

/** Turns the error of a connecting socket into one for people, by its system code. */
export function dialError(error: unknown, where: Where): NatterError {
  const address = safeLine(formatAddress(where));
  const code = codeOf(error);
  switch (code) {
    case 'ENOTFOUND':
      return new NatterError(
        'HOST_NOT_FOUND',
        `There is no host named "${safeLine(where.host)}". Check the spelling, or dial its IP address.`,
        {cause: error},
      );
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return new NatterError(
        'HOST_NOT_FOUND',
        `The name "${safeLine(where.host)}" could not be looked up now. Check your network, or dial the IP address.`,
        {cause: error},
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return new NatterError('NOT_NATTER', hungUp(address), {cause: error});
    case 'ECONNREFUSED':
      return new NatterError(
        'DIAL_REFUSED',
        `Nobody listens at ${address}. Check the port, and that natter runs there.`,
        {cause: error},
      );
    case 'ETIMEDOUT':
      return new NatterError('DIAL_TIMEOUT', `Nobody answered at ${address}. ${LOST_ON_THE_WAY}`, {
        cause: error,
      });
    default:
      return new NatterError(
        'HOST_UNREACHABLE',
        `There is no way from here to ${address} (${code}). Check your network and the address.`,
        {cause: error},
      );
  }
}

/** What it may mean that a connection is closed before anything is said on it. */
export function hungUp(address: string): string {
  return (
    `${address} took the connection and closed it before a word: it is another program, or a natter that ` +
    'takes no requests or has too many connections from here. Check the port, or try again in a minute.'
  );
}

/** What may be wrong when nothing at all comes back. */
export const LOST_ON_THE_WAY =
  'The machine may be off, the address may be wrong, or a firewall or router may stand in between.';

/** Turns the error of a listening socket into one for people, by its system code. */
export function listenError(error: unknown, where: Where): NatterError {
  const address = safeLine(formatAddress(where));
  const code = codeOf(error);
  switch (code) {
    case 'EADDRINUSE':
      return new NatterError(
        'PORT_TAKEN',
        `Port ${where.port} is taken by another program. Choose another one, or 0 for a free one.`,
        {cause: error},
      );
    case 'EACCES':
    case 'EPERM':
      return new NatterError(
        'LISTEN_FAILED',
        `This system does not let you listen on port ${where.port}. Choose one above 1023.`,
        {cause: error},
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NatterError(
        'LISTEN_FAILED',
        `This machine has no address "${safeLine(where.host)}". Listen on one of its own, or on :: for all of them.`,
        {cause: error},
      );
    default:
      return new NatterError(
        'LISTEN_FAILED',
        `Listening on ${address} failed (${code}). Choose another address.`,
        {
          cause: error,
        },
      );
  }
}

/**
 * The system code of an error. The addresses of one name fail together: then a machine that refused says more
 * than one that was never reached. Errors are told by their shape, since they may come from another realm.
 */
export function codeOf(error: unknown): string {
  const codes = codesOf(error);
  return TELLING.find(code => codes.includes(code)) ?? codes[0] ?? 'unknown reason';
}

const TELLING = ['ECONNREFUSED', 'ETIMEDOUT'];

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) {
    return [];
  }
  if ('errors' in error && Array.isArray(error.errors)) {
    return error.errors.flatMap(codesOf);
  }
  return 'code' in error ? [String(error.code)] : [];
}
