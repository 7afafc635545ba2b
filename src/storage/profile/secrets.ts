/** Draws secret randomness: `size` bytes that nobody can guess. Injected, so that a test replays. */
export type Random = (size: number) => Uint8Array;

/** What the key file holds. */
export type Secrets = {
  /** 32 bytes that the identity is made from. */
  readonly seed: Uint8Array;
  /** 32 bytes that encrypt the database. */
  readonly databaseKey: Uint8Array;
};

export const SEED_BYTES = 32;
export const DATABASE_KEY_BYTES = 32;
