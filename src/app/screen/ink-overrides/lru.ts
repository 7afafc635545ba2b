/** Remembers what a pure function said to texts asked lately: when one half is full, the other is forgotten. */
export function recent<V>(capacity: number, make: (text: string) => V): (text: string) => V {
  let young = new Map<string, V>();
  let old = new Map<string, V>();
  return text => {
    const known = young.get(text);
    if (known !== undefined) {
      return known;
    }
    const value = old.get(text) ?? make(text);
    if (young.size >= capacity) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
