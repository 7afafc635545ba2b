/** Volatile state that one module keeps by key. */
export type Slot<K extends string, T> = {
  readonly get: (key: K) => T | undefined;
  readonly has: (key: K) => boolean;
  readonly set: (key: K, value: T) => void;
  /** Ends what is kept about one key. False if there was nothing. */
  readonly delete: (key: K) => boolean;
  readonly keys: () => readonly K[];
  readonly values: () => readonly T[];
};

export type SlotOptions<K extends string, T> = {
  /** Tells slots apart, for people. */
  readonly name: string;
  /** Ends a value that is dropped: cancels its timer, closes its link. It is out of its slot by then. */
  readonly dispose?: (value: T, key: K) => void;
};

/**
 * All that is true of peers (or conversations) only while the program runs: one object for each of them, in which
 * every module has a slot of its own. A module that kept a map instead would have to be told of each peer that goes.
 */
export type RuntimeState<K extends string> = {
  readonly slot: <T>(options: SlotOptions<K, T>) => Slot<K, T>;
  /** Calls back after a key was forgotten: for what names it elsewhere. */
  readonly onForget: (listener: (key: K) => void) => void;
  /** Drops all that is kept about a key. */
  readonly forget: (key: K) => void;
  /** Names of the slots that keep something about a key. */
  readonly kept: (key: K) => readonly string[];
  /** Everybody about whom something is kept. */
  readonly keys: () => readonly K[];
};

type Definition = {readonly name: string; readonly dispose: (value: unknown, key: string) => void};

/** A state in which nothing is kept yet. */
export function createRuntimeState<K extends string>(): RuntimeState<K> {
  const owners = new Map<K, Map<Definition, unknown>>();
  const listeners: ((key: K) => void)[] = [];

  function drop(key: K, slot: Definition): boolean {
    const owner = owners.get(key);
    const value = owner?.get(slot);
    const wasThere = owner?.delete(slot) ?? false;
    if (owner?.size === 0) {
      owners.delete(key);
    }
    if (wasThere) {
      slot.dispose(value, key);
    }
    return wasThere;
  }

  function createSlot<T>({name, dispose}: SlotOptions<K, T>): Slot<K, T> {
    const slot: Definition = {name, dispose: (value, key) => dispose?.(value as T, key as K)};
    const keys = () => [...owners.keys()].filter(key => owners.get(key)?.has(slot));
    return {
      get: key => owners.get(key)?.get(slot) as T | undefined,
      has: key => owners.get(key)?.has(slot) ?? false,
      set(key, value) {
        const owner = owners.get(key) ?? new Map();
        owners.set(key, owner.set(slot, value));
      },
      delete: key => drop(key, slot),
      keys,
      values: () => keys().map(key => owners.get(key)?.get(slot) as T),
    };
  }

  return {
    slot: createSlot,
    onForget: listener => void listeners.push(listener),
    forget(key) {
      for (const slot of [...(owners.get(key)?.keys() ?? [])]) {
        drop(key, slot);
      }
      for (const listener of listeners) {
        listener(key);
      }
    },
    kept: key => [...(owners.get(key)?.keys() ?? [])].map(({name}) => name),
    keys: () => [...owners.keys()],
  };
}
