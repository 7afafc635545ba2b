/** Makes a value when it is first asked for: patterns over all of Unicode take milliseconds that a start has not. */
export function lazy<T>(make: () => T): () => T {
  let made: {readonly value: T} | null = null;
  return () => {
    made ??= {value: make()};
    return made.value;
  };
}
