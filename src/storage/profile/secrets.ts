/** Draws secret randomness: `size` bytes that nobody can guess. Injected, so that a test replays. */
export type Random = (size: number) => Uint8Array;

/** What the key file holds. */
export type Secrets = {
  /** 32 bytes that the person's key is made from: the identity that others know. */
  readonly seed: Uint8Array;
  /** 32 bytes that the key of this device is made from; the same as the seed in a profile of natter 0.1. */
  readonly deviceSeed: Uint8Array;
  /** 32 bytes that encrypt the database. */
  readonly databaseKey: Uint8Array;
};

export const SEED_BYTES = 32;
export const DATABASE_KEY_BYTES = 32;
