declare const kind: unique symbol;

/** Text that says of what kind it is: only functions of this file and of `conversation.ts` make it. */
type Id<Kind extends string> = string & {readonly [kind]: Kind};

/** The public key of a person as 64 lower-case hex digits. The only identity of a peer. */
export type PeerKey = Id<'peer'>;

/** The public key that one machine of a person proves in a handshake, as 64 lower-case hex digits. */
export type DeviceKey = Id<'device'>;

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
  return hexOf(bytes) as PeerKey;
}

/** The key of a device that bytes are. Throws `RangeError` unless they are 32. */
export function deviceKeyOf(bytes: Uint8Array): DeviceKey {
  return hexOf(bytes) as DeviceKey;
}

/** The key of a device that a text is. Throws `RangeError` for any other text. */
export function deviceKey(text: string): DeviceKey {
  return peerKey(text) as string as DeviceKey;
}

/** The device of somebody who has no other: their own key. */
export function onlyDeviceOf(person: PeerKey): DeviceKey {
  return person as string as DeviceKey;
}

/** The person of a device about which nothing is known yet: it counts as one of its own. */
export function personBehind(device: DeviceKey): PeerKey {
  return device as string as PeerKey;
}

function hexOf(bytes: Uint8Array): string {
  if (bytes.byteLength !== KEY_BYTES) {
    throw new RangeError(`A public key has ${KEY_BYTES} bytes`);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
