import sodium from 'sodium-native';
import {keyedHash} from '../hash.ts';
import {type KeyPair, keyPair} from '../key-pair.ts';

/** What both ends of an invite share: 16 random bytes, or what a spoken code hashes to. */
export type InviteSecret = Buffer & {readonly __inviteSecret: true};

/** The side of an invite: the host made it, the guest was given it. */
export type InviteRole = 'host' | 'guest';

/** All that follows from the secret of an invite. Both ends can compute everything. */
export type InviteKeys = {
  /** Announced by the host while the invite is open. */
  readonly host: KeyPair;
  /** The only key that the host's listener answers. */
  readonly guest: KeyPair;
  /** Marks the host's beacons on a LAN. */
  readonly tagSecret: Buffer;
  /** Mixed into the handshake of a spoken code. */
  readonly handshakeSecret: Buffer;
  /** 32 bytes that prove knowledge of the secret on one link; they are worth nothing on another. */
  readonly proof: (role: InviteRole, binding: Uint8Array) => Buffer;
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
  const derive = (role: string) => keyedHash(32, secret, `natter/invite/1/${role}`);
  const proofKey = derive('proof');
  return {
    host: keyPair(derive('host')),
    guest: keyPair(derive('guest')),
    tagSecret: derive('lan'),
    handshakeSecret: derive('psk'),
    proof: (role, binding) => keyedHash(32, proofKey, `natter/proof/1/${role}`, binding),
  };
}

/** Compares a proof with the expected one in constant time; a wrong length is a wrong proof. */
export function isRightProof(expected: Buffer, told: Uint8Array): boolean {
  return told.byteLength === expected.byteLength && sodium.sodium_memcmp(expected, Buffer.from(told));
}
