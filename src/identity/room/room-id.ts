import {hash32, keyedHash} from '../../lib/hash.ts';
import type {PeerKey} from '../../lib/ids.ts';
import {labels} from '../../lib/labels.ts';

/** Bytes by which a link names a room, and those by which an entry names a member. */
const ROOM_TAG_BYTES = 16;
const MEMBER_TAG_BYTES = 8;
const SHORTEST_HASH = 16;

/** The id of a room, 32 bytes: the hash of the bytes of its founding act. A secret between its members. */
export function roomIdOfFounding(founding: Uint8Array): Buffer {
  return hash32(labels.room, founding);
}

/** The id of an act, 32 bytes, from the running hash of its author's log behind its entry. */
export function actId(author: PeerKey, chain: Uint8Array): Buffer {
  return hash32(labels.act, Buffer.from(author, 'hex'), chain);
}

/**
 * What somebody calls a room on one link, 16 bytes: those who do not know the id learn nothing from it, and a recording
 * does not tell that two links are about one room. `binding` is that of the link's hello.
 */
export function roomTag(room: Uint8Array, sender: PeerKey, binding: Uint8Array): Buffer {
  return keyedHash(ROOM_TAG_BYTES, room, labels.roomTag, Buffer.from(sender, 'hex'), binding);
}

/** What an entry calls a member whom it mentions, 8 bytes. */
export function memberTag(room: Uint8Array, member: PeerKey): Buffer {
  return keyedHash(SHORTEST_HASH, room, labels.memberTag, Buffer.from(member, 'hex')).subarray(
    0,
    MEMBER_TAG_BYTES,
  );
}
