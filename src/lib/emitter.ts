/** Removes a listener; calling it twice is harmless. */
export type Unsubscribe = () => void;

/** A list of listeners for one kind of fact. */
export type Emitter<T> = {
  readonly subscribe: (listener: (value: T) => void) => Unsubscribe;
  readonly emit: (value: T) => void;
};

/** Listeners are called in the order they came, on a copy of the list. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(value) {
      for (const listener of [...listeners]) {
        listener(value);
      }
    },
  };
}
