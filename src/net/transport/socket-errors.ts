import {formatAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {connectTexts} from '../../lib/texts/connect.ts';
import type {Where} from './transport.ts';

/** Turns the error of a connecting socket into one for people, by its system code. */
export function dialError(error: unknown, where: Where): NatterError {
  const address = safeLine(formatAddress(where));
  const code = codeOf(error);
  switch (code) {
    case 'ENOTFOUND':
      return new NatterError('HOST_NOT_FOUND', connectTexts.reach.noHost(safeLine(where.host)), {
        cause: error,
      });
    case 'EAI_AGAIN':
    case 'EAI_FAIL':
    case 'EAI_NODATA':
      return new NatterError('HOST_NOT_FOUND', connectTexts.reach.noLookup(safeLine(where.host)), {
        cause: error,
      });
    case 'ECONNRESET':
    case 'EPIPE':
      return new NatterError('NOT_NATTER', closedEarlyMessage(address), {cause: error});
    case 'ECONNREFUSED':
      return new NatterError('DIAL_REFUSED', connectTexts.reach.nothingListens(address), {cause: error});
    case 'ETIMEDOUT':
      return new NatterError('DIAL_TIMEOUT', connectTexts.reach.noAnswer(address, UNREACHABLE_HINT), {
        cause: error,
      });
    default:
      return new NatterError('HOST_UNREACHABLE', connectTexts.reach.noRoute(address, code), {cause: error});
  }
}

/** What it may mean that a connection is closed before anything is said on it. */
export function closedEarlyMessage(address: string): string {
  return connectTexts.reach.closedAtOnce(address);
}

/** What may be wrong when nothing at all comes back. */
export const UNREACHABLE_HINT = connectTexts.reach.lostOnTheWay;

/** Turns the error of a listening socket into one for people, by its system code. */
export function listenError(error: unknown, where: Where): NatterError {
  const address = safeLine(formatAddress(where));
  const code = codeOf(error);
  switch (code) {
    case 'EADDRINUSE':
      return new NatterError('PORT_TAKEN', connectTexts.listen.portTaken(where.port), {cause: error});
    case 'EACCES':
    case 'EPERM':
      return new NatterError('LISTEN_FAILED', connectTexts.listen.portNotAllowed(where.port), {cause: error});
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new NatterError('LISTEN_FAILED', connectTexts.listen.noAddress(safeLine(where.host)), {
        cause: error,
      });
    default:
      return new NatterError('LISTEN_FAILED', connectTexts.listen.failed(address, code), {
        cause: error,
      });
  }
}

/**
 * The system code of an error. The addresses of one name fail together: then a machine that refused says more
 * than one that was never reached. Errors are told by their shape, since they may come from another realm.
 */
export function codeOf(error: unknown): string {
  const codes = codesOf(error);
  return TELLING.find(code => codes.includes(code)) ?? codes[0] ?? connectTexts.listen.unknownReason;
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
