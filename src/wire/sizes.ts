/** Sizes in bytes of what is the same wherever it stands on the wire. */

export const KEY_BYTES = 32;
export const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 64;
/** How much of the running hash of a log travels where it only tells logs apart. */
export const CHAIN_BYTES = 16;
/** An IPv6 address, or an IPv4 one that is mapped into it. */
export const ADDRESS_BYTES = 16;
