declare const kind: unique symbol;

/** Text that says of what kind it is: only functions of this file and of `conversation.ts` make it. */
type Id<Kind extends string> = string & {readonly [kind]: Kind};

/** A public key as 64 lower-case hex digits. The only identity of a peer. */
export type PeerKey = Id<'peer'>;

/** Names a conversation. What stands in it is known to `conversation.ts` alone. */
export type ConversationId = Id<'conversation'>;

const KEY = /^[0-9a-f]{64}$/;
const KEY_BYTES = 32;

/** Whether a text is a public key. */
export function isPeerKey(text: string): text is PeerKey {
  return KEY.test(text);
}

/** The public key that a text is. Throws `RangeError` for any other text. */
export function peerKey(text: string): PeerKey {
  if (!isPeerKey(text)) {
    throw new RangeError('A public key has 64 lower-case hex digits');
  }
  return text;
}

/** The public key that bytes are. Throws `RangeError` unless they are 32. */
export function peerKeyOf(bytes: Uint8Array): PeerKey {
  if (bytes.byteLength !== KEY_BYTES) {
    throw new RangeError(`A public key has ${KEY_BYTES} bytes`);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex') as PeerKey;
}
