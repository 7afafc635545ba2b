/** The part of better-sqlite3-multiple-ciphers that is used here, without its `any`. */
declare module 'better-sqlite3-multiple-ciphers' {
  /** What may be bound to a parameter. */
  type Value = string | number | bigint | Uint8Array | null;
  type Parameter = Value | Readonly<Record<string, Value>>;

  /** `P` are the positional parameters, or one object with the named ones. */
  type Statement<P extends readonly unknown[], R> = {
    readonly run: (...parameters: P) => {readonly changes: number; readonly lastInsertRowid: number | bigint};
    readonly get: (...parameters: P) => R | undefined;
    readonly all: (...parameters: P) => R[];
    /** Nothing else may be done with the connection until the iterator is at its end or closed. */
    readonly iterate: (...parameters: P) => IterableIterator<R>;
    /** Answers the first column instead of a row. */
    readonly pluck: () => Statement<P, R>;
    /** Answers rows as arrays. */
    readonly raw: () => Statement<P, R>;
  };

  type Transaction<A extends readonly unknown[], R> = {
    (...parameters: A): R;
    readonly immediate: (...parameters: A) => R;
  };

  /** Errors have a `code` such as `SQLITE_BUSY` or, more exactly, `SQLITE_IOERR_FSYNC`. */
  class Sqlite {
    constructor(
      path: string,
      /** `timeout`: how long to wait for another's lock, milliseconds. */
      options?: {readonly fileMustExist?: boolean; readonly readonly?: boolean; readonly timeout?: number},
    );
    readonly open: boolean;
    readonly inTransaction: boolean;
    key(key: Buffer): number;
    pragma(source: string, options?: {readonly simple?: boolean}): unknown;
    exec(source: string): this;
    prepare<P extends readonly unknown[] = readonly Parameter[], R = unknown>(
      source: string,
    ): Statement<P, R>;
    /** Lets statements call a function of ours. */
    function(
      name: string,
      options: {readonly deterministic: boolean},
      call: (...parameters: never[]) => Value,
    ): this;
    transaction<A extends readonly unknown[], R>(work: (...parameters: A) => R): Transaction<A, R>;
    close(): this;
  }

  export default Sqlite;
}
