/** Every failure a person may see. Codes are stable: scripts match on them, so retire one, never reuse it. */
export type ErrorCode =
  // typing a command
  | 'COMMAND_UNKNOWN'
  | 'COMMAND_USAGE'
  | 'ADDRESS_INVALID'
  | 'PORT_INVALID'
  | 'NO_CONVERSATION'
  | 'WHO_UNKNOWN'
  | 'WHO_AMBIGUOUS'
  | 'NAME_INVALID'
  | 'MESSAGE_EMPTY'
  | 'MESSAGE_TOO_LONG'
  | 'MESSAGE_UNKNOWN'
  | 'NOT_YOURS'
  | 'REACTION_INVALID'
  | 'EXPIRY_INVALID'
  // reaching somebody
  | 'HOST_NOT_FOUND'
  | 'HOST_UNREACHABLE'
  | 'DIAL_REFUSED'
  | 'DIAL_TIMEOUT'
  | 'DIAL_CANCELLED'
  | 'NOT_NATTER'
  | 'VERSION_MISMATCH'
  | 'KEY_MISMATCH'
  | 'SELF_CONNECTION'
  | 'ALREADY_CONNECTED'
  | 'NOT_CONNECTED'
  | 'PEER_REFUSED'
  | 'PEER_BLOCKED'
  | 'LINK_LOST'
  | 'PROTOCOL_ERROR'
  | 'NO_REQUEST'
  | 'LISTEN_FAILED'
  | 'PORT_TAKEN'
  // the profile and its disk
  | 'PROFILE_UNWRITABLE'
  | 'PROFILE_LOCKED'
  | 'PROFILE_UNSAFE'
  | 'PROFILE_NEWER'
  | 'KEY_DAMAGED'
  | 'DATABASE_DAMAGED'
  | 'CONFIG_DAMAGED'
  | 'PASSPHRASE_NEEDED'
  | 'PASSPHRASE_WRONG'
  | 'DISK_FULL'
  | 'DISK_FAILED'
  // files of the user
  | 'NOTHING_TO_EXPORT'
  | 'FILE_EXISTS'
  | 'FILE_UNWRITABLE'
  // starting
  | 'FLAG_INVALID'
  | 'NO_TERMINAL'
  | 'INTERNAL';

/**
 * A failure that is told to a person: the message says what happened, why, and what to do.
 * Messages that carry remote text must have been made from `SafeText`.
 */
export class NatterError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: {cause?: unknown}) {
    super(message, options);
    this.name = 'NatterError';
    this.code = code;
  }
}

/** The plain form of an error that crosses the worker seam; a stranger error becomes `INTERNAL`. */
export function toPlainError(error: unknown): {code: ErrorCode; message: string} {
  if (error instanceof NatterError) {
    return {code: error.code, message: error.message};
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {code: 'INTERNAL', message: `Something went wrong inside natter: ${detail}`};
}
