/** Largest body of a message, in bytes of UTF-8 (SECURITY rule 10). */
export const MAX_BODY_BYTES = 16 * 1024;
/** Longest name, in graphemes, and its hard limit in bytes of UTF-8. */
export const MAX_NAME_GRAPHEMES = 32;
export const MAX_NAME_BYTES = 512;
/** Longest status, in graphemes, and its hard limit in bytes of UTF-8: sixty flags fit. */
export const MAX_STATUS_GRAPHEMES = 60;
export const MAX_STATUS_BYTES = 512;
/** Longest reason that travels with a bye, in bytes of UTF-8. */
export const MAX_REASON_BYTES = 400;
/** At most so many entries travel in one frame, and are committed in one transaction. */
export const MAX_BATCH_ENTRIES = 64;
/** At most so many positions travel in one `have` or `read`. */
export const MAX_LOG_POSITIONS = 1024;
/** Bodies of one batch have together at most so many bytes of UTF-8, so that they fit a frame. */
export const MAX_BATCH_BODY_BYTES = 48 * 1024;
/** Largest frame after the handshake, in bytes of plaintext: checked in `net/guard/frame-lengths.ts`, kept to in `net/mux/mux-stream.ts`. */
export const MAX_FRAME_BYTES = 64 * 1024;
/** Longest reaction, in bytes of UTF-8. */
export const MAX_REACTION_BYTES = 64;
/** Shortest time after which messages may be made to disappear, in seconds: long enough to be read. */
export const MIN_EXPIRY_SECONDS = 5;
/** Longest time after which messages may be made to disappear, in seconds: a year. */
export const MAX_EXPIRY_SECONDS = 366 * 24 * 60 * 60;
