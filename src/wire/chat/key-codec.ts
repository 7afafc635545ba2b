import {type PeerKey, peerKeyOf} from '../../lib/ids.ts';
import {bytes, type Codec, type Label} from '../codec/primitives.ts';

const KEY_BYTES = 32;

/** A public key: 32 bytes on the wire, 64 hex digits here. */
export function keyCodec(label: Label): Codec<PeerKey> {
  const raw = bytes(label, KEY_BYTES);
  const written = createMemory();
  const read = createMemory();
  return {
    preencode(state, key) {
      if (key.length !== 2 * KEY_BYTES) {
        throw new RangeError(`The ${label} must be a key of ${KEY_BYTES} bytes`);
      }
      state.end += KEY_BYTES;
    },
    encode: (state, key) => raw.encode(state, written.bytesOf(key)),
    decode: state => read.keyOf(raw.decode(state)),
  };
}

/** The key of the last message is that of the next one, most of the time: it need not be turned into text again. */
function createMemory() {
  let bytes: Uint8Array = new Uint8Array();
  let key: PeerKey | null = null;

  return {
    bytesOf(wanted: PeerKey): Uint8Array {
      if (wanted !== key) {
        [bytes, key] = [Buffer.from(wanted, 'hex'), wanted];
      }
      return bytes;
    },
    keyOf(found: Uint8Array): PeerKey {
      if (key === null || Buffer.compare(found, bytes) !== 0) {
        [bytes, key] = [found, peerKeyOf(found)];
      }
      return key;
    },
  };
}
