import {type SafeText, safeLine, safeText} from './text/safe-text.ts';
import {inputTexts} from './texts/input.ts';

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
  | 'SETTING_UNKNOWN'
  | 'SETTING_INVALID'
  // reaching somebody
  | 'HOST_NOT_FOUND'
  | 'HOST_UNREACHABLE'
  | 'DIAL_REFUSED'
  | 'DIAL_TIMEOUT'
  | 'DIAL_CANCELLED'
  | 'NOT_NATTER'
  | 'VERSION_MISMATCH'
  | 'KEY_MISMATCH'
  | 'KEY_CHANGED'
  | 'SELF_CONNECTION'
  | 'ALREADY_CONNECTED'
  | 'NOT_CONNECTED'
  | 'PEER_REFUSED'
  | 'PEER_BLOCKED'
  | 'LINK_LOST'
  | 'PROTOCOL_ERROR'
  | 'NO_REQUEST'
  | 'NO_ALARM'
  | 'NOT_BLOCKED'
  | 'NOT_COMPARED'
  | 'WIPE_UNCONFIRMED'
  | 'LISTEN_FAILED'
  | 'PORT_TAKEN'
  // other windows and scripts on this machine
  | 'SOCKET_UNSAFE'
  | 'SOCKET_FAILED'
  | 'CORE_GONE'
  | 'CORE_ENDED'
  | 'PEER_AWAY'
  | 'DHT_UNREACHABLE'
  | 'PUNCH_FAILED'
  // invites
  | 'INVITE_DAMAGED'
  | 'INVITE_NEWER'
  | 'INVITE_INVALID'
  | 'INVITES_FULL'
  | 'INVITE_USED'
  | 'INVITE_EXPIRED'
  | 'INVITE_UNKNOWN'
  | 'INVITE_OWN'
  | 'INVITE_NO_WAY'
  | 'CODE_WRONG'
  // rooms
  | 'NOT_A_MEMBER'
  | 'NO_POWER'
  | 'ROOM_FULL'
  | 'ROOM_INVALID'
  | 'PEER_TOO_OLD'
  | 'TICKET_DAMAGED'
  // the profile and its disk
  | 'PROFILE_UNWRITABLE'
  | 'PROFILE_LOCKED'
  | 'PROFILE_UNSAFE'
  | 'PROFILE_NEWER'
  | 'KEY_DAMAGED'
  | 'DATABASE_DAMAGED'
  | 'CONFIG_DAMAGED'
  | 'BACKUP_DAMAGED'
  | 'PROFILE_EXISTS'
  | 'FILE_UNREADABLE'
  | 'PASSPHRASE_NEEDED'
  | 'PASSPHRASE_WRONG'
  | 'DISK_FULL'
  | 'DISK_FAILED'
  // files of the user
  | 'NOTHING_TO_EXPORT'
  | 'EDITOR_FAILED'
  | 'FILE_EXISTS'
  | 'FILE_UNWRITABLE'
  // the desktop
  | 'NOTIFIER_FAILED'
  | 'HOOK_FAILED'
  // starting
  | 'FLAG_INVALID'
  | 'NO_TERMINAL'
  | 'OUTPUT_FAILED'
  | 'UNSUPPORTED_SYSTEM'
  | 'INTERNAL';

/**
 * A failure that is told to a person: the message says what happened, why, and what to do. Whatever it was
 * made of, the message is safe to show.
 */
export class NatterError extends Error {
  readonly code: ErrorCode;
  declare readonly message: SafeText;

  constructor(code: ErrorCode, message: string, options?: {cause?: unknown}) {
    super(safeText(message), options);
    this.name = 'NatterError';
    this.code = code;
  }
}

/** Tells whoever keeps such things of an error that nobody foresaw; answers where it is kept, or null. */
type InternalErrorListener = (error: unknown) => SafeText | null;

let listener: InternalErrorListener = () => null;
/** Where errors that were told already are kept: one that passes through several hands is one error. */
const told = new WeakMap<Error, SafeText | null>();

/** Sets what hears of this thread's internal errors. */
export function onInternalError(hear: InternalErrorListener): void {
  listener = hear;
}

/** The plain form of an error that crosses the worker seam; a stranger error becomes `INTERNAL`, and is written down. */
export function toPlainError(error: unknown): {code: ErrorCode; message: SafeText} {
  if (error instanceof NatterError && error.code !== 'INTERNAL') {
    return {code: error.code, message: error.message};
  }
  const detail = error instanceof Error ? error.message : String(error);
  const message = error instanceof NatterError ? error.message : inputTexts.errors.internal(safeLine(detail));
  const kept = tell(error);
  return {code: 'INTERNAL', message: kept === null ? message : inputTexts.errors.kept(message, kept)};
}

/** The error that a plain form stands for. It was told where it was made. */
export function fromPlainError({
  code,
  message,
}: {
  readonly code: ErrorCode;
  readonly message: string;
}): NatterError {
  const error = new NatterError(code, message);
  told.set(error, null);
  return error;
}

function tell(error: unknown): SafeText | null {
  if (!(error instanceof Error)) {
    return listener(error);
  }
  const before = told.get(error);
  if (before !== undefined) {
    return before;
  }
  const kept = listener(error);
  told.set(error, kept);
  return kept;
}
