/** Exit codes of the process: part of the interface. */
export const EXIT = {
  ok: 0,
  failure: 1,
  wrongUsage: 2,
  /** `send`: it is stored, but not yet where it was waited for. */
  waiting: 3,
  /** `daemon status`, as of a service manager. */
  inactive: 3,
  /** A passphrase is needed, or was wrong: nothing helps but a person. */
  locked: 4,
} as const;
