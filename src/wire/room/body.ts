import {type Codec, sizeOf} from '../codec/primitives.ts';
import {ProtocolError} from '../protocol-error.ts';

/** The bytes of a value that stands in no message. Throws `RangeError` if it breaks a bound. */
export function encodeAlone<T>(codec: Codec<T>, value: T): Buffer {
  const end = sizeOf(codec, value);
  const buffer = Buffer.alloc(end);
  codec.encode({start: 0, end, buffer}, value);
  return buffer;
}

/** Bytes as the body of an entry: base64url, so that an entry's body is always text. */
export function bodyOf(encoded: Buffer): string {
  return encoded.toString('base64url');
}

/** The bytes of a body. Throws `ProtocolError` unless it is written as `bodyOf` does. */
export function bytesOfBody(body: string): Buffer {
  const encoded = Buffer.from(body, 'base64url');
  if (encoded.byteLength === 0 || bodyOf(encoded) !== body) {
    throw new ProtocolError('The body of an entry is not base64url');
  }
  return encoded;
}
