/** The version that a hello of this program names, and the oldest one it still understands. */
export const PROTOCOL_VERSION = 2;
export const OLDEST_VERSION = 2;

/** How many bytes of the Noise handshake hash a hello repeats. */
export const BINDING_BYTES = 32;
