import {type PeerKey, peerKeyOf} from '../../lib/ids.ts';
import {bytes, type Codec, type Label} from '../codec/primitives.ts';

const KEY_BYTES = 32;

/** A public key: 32 bytes on the wire, 64 hex digits here. */
export function keyCodec(label: Label): Codec<PeerKey> {
  const raw = bytes(label, KEY_BYTES);
  return {
    preencode(state, key) {
      if (key.length !== 2 * KEY_BYTES) {
        throw new RangeError(`The ${label} must be a key of ${KEY_BYTES} bytes`);
      }
      state.end += KEY_BYTES;
    },
    encode: (state, key) => raw.encode(state, Buffer.from(key, 'hex')),
    decode: state => peerKeyOf(raw.decode(state)),
  };
}
