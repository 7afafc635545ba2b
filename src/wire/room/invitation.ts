import c from 'compact-encoding';
import {bytes, sizeOf, text} from '../codec/primitives.ts';
import {record} from '../codec/record.ts';
import {ProtocolError} from '../protocol-error.ts';
import {HASH_BYTES} from '../sizes.ts';
import {MAX_SETTING_BYTES} from './act.ts';

/** Asks a contact into a room to which its writer added them: the body of an entry in their direct conversation. */
export type Invitation = {
  /** The id of the room, 32 bytes. */
  readonly room: Uint8Array;
  /** What the room is called now. */
  readonly name: string;
};

const codec = record<Invitation>({
  room: bytes('id of a room', HASH_BYTES),
  name: text('name of a room', MAX_SETTING_BYTES),
});

/** The body of an invitation: base64url, as that of an act. */
export function invitationBody(invitation: Invitation): string {
  const size = sizeOf(codec, invitation);
  const buffer = Buffer.alloc(size);
  codec.encode({start: 0, end: size, buffer}, invitation);
  return buffer.toString('base64url');
}

/** The invitation in the body of an entry; null where there is none. */
export function invitationOfBody(body: string): Invitation | null {
  const encoded = Buffer.from(body, 'base64url');
  try {
    return codec.decode(c.state(0, encoded.byteLength, encoded));
  } catch (error) {
    if (error instanceof ProtocolError) {
      return null;
    }
    throw error;
  }
}
