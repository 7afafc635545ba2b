import curve from 'noise-curve-ed';
import NoiseState from 'noise-handshake';
import type {KeyPair} from '../../identity/key-pair.ts';
import {announcedKind, type HandshakeKind, LEGACY} from '../guard/handshake-kinds.ts';
import {createKemKeyPair, encapsulate, hasKem, type KemKeyPair} from './ml-kem.ts';

/** What both sides have when the handshake is done. */
export type SessionKeys = {
  /** 32 bytes each: what we send with, and what the peer does. */
  readonly tx: Uint8Array;
  readonly rx: Uint8Array;
  /** 64 bytes. It is public: it binds things to this handshake and is never a key. */
  readonly hash: Uint8Array;
  /** The peer's static key, 32 bytes. */
  readonly remoteKey: Uint8Array;
};

/** Something that both sides know, such as what an invite says: 32 bytes, and our name for it. */
export type SharedSecret = {readonly id: string; readonly psk: Uint8Array};

export type NoiseOptions = {
  readonly keyPair: KeyPair;
  /** For the pattern XXpsk0. A responder tries each that is open. */
  readonly secrets?: readonly SharedSecret[] | undefined;
  /** Fixed ones, for test vectors. */
  readonly ephemeral?: KeyPair | undefined;
};

/** The side that dialled: message 1, then 2 is read, then 3. Reading throws for any wrong byte. */
export type NoiseInitiator = {
  readonly writeFirst: () => Uint8Array;
  /** Answers the static key that the responder has proven. */
  readonly readSecond: (message: Uint8Array) => Uint8Array;
  readonly writeThird: () => {readonly message: Uint8Array; readonly keys: SessionKeys};
};

/** The side that was dialled. */
export type NoiseResponder = {
  readonly writeSecond: () => Uint8Array;
  readonly readThird: (message: Uint8Array) => SessionKeys;
};

/**
 * Noise with ed25519 keys (docs/PROTOCOL.md, revision 34 of the specification), without any I/O. `remoteKey` is the
 * static key of the responder, which the pattern XK needs. In a hybrid kind the shared secret of ML-KEM-768 is mixed
 * in as a psk behind message 2, so that message 3 and all keys depend on it too.
 */
export function createInitiator(
  kind: HandshakeKind,
  options: NoiseOptions & {readonly remoteKey?: Uint8Array | undefined},
): NoiseInitiator {
  const state = createState(kind, true, options, options.remoteKey);
  let kem: KemKeyPair | null = null;

  return {
    writeFirst() {
      kem = kind.isHybrid ? createKemKeyPair() : null;
      const message = state.send(kem?.publicKey ?? NOTHING);
      return kind.number === LEGACY ? message : Buffer.concat([Buffer.of(kind.number), message]);
    },
    readSecond(message) {
      const payload = state.recv(message);
      if (kem === null) {
        requireEmpty(payload);
      } else {
        state.mixKeyAndHash(kem.open(payload));
        kem = null;
      }
      return staticKeyOf(state);
    },
    writeThird() {
      const message = state.send(NOTHING);
      return {message, keys: keysOf(state)};
    },
  };
}

/** Reads message 1 with the byte of its kind. Throws for any wrong byte and for a kind that `accepts` refuses. */
export function createResponder(
  first: Uint8Array,
  options: NoiseOptions & {readonly accepts: (kind: number) => boolean},
): NoiseResponder & {readonly kind: number; readonly secret: string | null} {
  const kind = announcedKind(first);
  if (kind === null || !options.accepts(kind.number)) {
    throw new Error('no kind of handshake that is taken here');
  }
  const {state, payload, secret} = readFirst(
    kind,
    kind.number === LEGACY ? first : first.subarray(1),
    options,
  );
  if (!kind.isHybrid) {
    requireEmpty(payload);
  }

  return {
    kind: kind.number,
    secret,
    writeSecond() {
      if (!kind.isHybrid) {
        return state.send(NOTHING);
      }
      const {secret, ciphertext} = encapsulate(payload);
      const message = state.send(ciphertext);
      state.mixKeyAndHash(secret);
      return message;
    },
    readThird(message) {
      requireEmpty(state.recv(message));
      return keysOf(state);
    },
  };
}

/** Reads message 1 with the one secret that fits it, if its pattern has one. Throws if none does. */
function readFirst(kind: HandshakeKind, message: Uint8Array, options: NoiseOptions) {
  if (kind.pattern !== 'XXpsk0') {
    const state = createState(kind, false, options);
    return {state, payload: state.recv(message), secret: null};
  }
  for (const {id, psk} of options.secrets ?? []) {
    const state = createState(kind, false, {...options, secrets: [{id, psk}]});
    try {
      return {state, payload: state.recv(message), secret: id};
    } catch {} // another one may fit
  }
  throw new Error('no secret of ours');
}

/** Whether this machine can do a handshake of this kind. */
export function canDo(kind: HandshakeKind): boolean {
  return !kind.isHybrid || hasKem();
}

const NOTHING = Buffer.alloc(0);

function createState(
  kind: HandshakeKind,
  isInitiator: boolean,
  {keyPair, secrets, ephemeral}: NoiseOptions,
  remoteKey?: Uint8Array,
): NoiseState {
  const psk = secrets?.[0]?.psk;
  const state = new NoiseState(kind.pattern, isInitiator, keyPair, {
    curve,
    ...(psk === undefined ? {} : {psk}),
  });
  state.initialise(Buffer.from(kind.prologue, 'latin1'), remoteKey);
  if (ephemeral !== undefined) {
    state.e = {publicKey: Buffer.from(ephemeral.publicKey), secretKey: Buffer.from(ephemeral.secretKey)};
  }
  return state;
}

function requireEmpty(payload: Uint8Array): void {
  if (payload.byteLength > 0) {
    throw new Error('a payload where there is none');
  }
}

function staticKeyOf({rs}: NoiseState): Uint8Array {
  if (rs === null) {
    throw new Error('the peer has not proven its key');
  }
  return rs;
}

function keysOf(state: NoiseState): SessionKeys {
  const {tx, rx, hash} = state;
  if (tx === null || rx === null || hash === null) {
    throw new Error('the handshake is not done');
  }
  return {tx, rx, hash, remoteKey: staticKeyOf(state)};
}
