import {type PeerKey, peerKeyOf} from '../../lib/ids.ts';
import {bytes, type Codec, type Label, takeChanged} from '../codec/primitives.ts';
import {KEY_BYTES} from '../sizes.ts';

const NONE = {key: null, bytes: new Uint8Array()};

/**
 * A public key: 32 bytes on the wire, 64 hex digits here. The key of the last message is that of the next one, most of
 * the time: it need not be turned into text again.
 */
export function keyCodec(label: Label): Codec<PeerKey> {
  const raw = bytes(label, KEY_BYTES);
  let written: {readonly key: PeerKey | null; readonly bytes: Uint8Array} = NONE;
  let read = written;
  return {
    preencode(state, key) {
      if (key.length !== 2 * KEY_BYTES) {
        throw new RangeError(`The ${label} must be a key of ${KEY_BYTES} bytes`);
      }
      state.end += KEY_BYTES;
    },
    encode(state, key) {
      if (key !== written.key) {
        written = {key, bytes: Buffer.from(key, 'hex')};
      }
      raw.encode(state, written.bytes);
    },
    decode(state) {
      const found = takeChanged(state, KEY_BYTES, read.bytes, label);
      if (found !== read.bytes) {
        read = {key: peerKeyOf(found), bytes: found};
      }
      return read.key as PeerKey;
    },
  };
}
