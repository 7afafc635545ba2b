import {keyedHash} from '../../lib/hash.ts';
import {labels} from '../../lib/labels.ts';
import {type KeyPair, keyPair} from '../key-pair.ts';

/** What both ends of an invite share: 16 random bytes, or what a spoken code hashes to. */
export type InviteSecret = Buffer & {readonly __inviteSecret: true};

/** All that follows from the secret of an invite. Both ends can compute everything. */
export type InviteKeys = {
  /** Announced by the host while the invite is open. */
  readonly host: KeyPair;
  /** The only key that the host's listener answers. */
  readonly guest: KeyPair;
  /** Marks the host's beacons on a LAN. */
  readonly tagSecret: Buffer;
  /** Mixed into the handshake, so that it succeeds only between two who know the secret. */
  readonly handshakeSecret: Buffer;
};

const SECRET_BYTES = 16;

/** Bytes as the secret of an invite. Throws a TypeError on another length than 16. */
export function inviteSecret(bytes: Uint8Array): InviteSecret {
  if (bytes.byteLength !== SECRET_BYTES) {
    throw new TypeError(`The secret of an invite has ${SECRET_BYTES} bytes, not ${bytes.byteLength}`);
  }
  return Buffer.from(bytes) as InviteSecret;
}

/** The keys of an invite. */
export function inviteKeys(secret: InviteSecret): InviteKeys {
  return {
    host: keyPair(derive(secret, 'host')),
    guest: keyPair(derive(secret, 'guest')),
    tagSecret: derive(secret, 'lan'),
    handshakeSecret: handshakeSecret(secret),
  };
}

/** That one of the keys alone: whoever calls is compared with all that are open. */
export function handshakeSecret(secret: InviteSecret): Buffer {
  return derive(secret, 'psk');
}

function derive(secret: InviteSecret, role: string): Buffer {
  return keyedHash(32, secret, `${labels.invite}/${role}`);
}
