import c from 'compact-encoding';
import {bytes, text} from '../codec/primitives.ts';
import {record} from '../codec/record.ts';
import {ProtocolError} from '../protocol-error.ts';
import {HASH_BYTES} from '../sizes.ts';
import {MAX_SETTING_BYTES} from './act.ts';
import {bodyOf, bytesOfBody, encodeAlone} from './body.ts';

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

/** The body of the entry that an invitation travels in. */
export function invitationBody(invitation: Invitation): string {
  return bodyOf(encodeAlone(codec, invitation));
}

/** The invitation in the body of an entry; null where there is none. */
export function invitationOfBody(body: string): Invitation | null {
  try {
    const encoded = bytesOfBody(body);
    return codec.decode(c.state(0, encoded.byteLength, encoded));
  } catch (error) {
    if (error instanceof ProtocolError) {
      return null;
    }
    throw error;
  }
}
