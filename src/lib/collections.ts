/** A copy of a map with one entry set. */
export function withEntry<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): Map<K, V> {
  return new Map(map).set(key, value);
}

/** A copy of a map without a key; the same map if it has none. */
export function withoutEntry<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  if (!map.has(key)) {
    return map;
  }
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

/** A copy of a set with or without a member; the same set if nothing changes. */
export function withMember<T>(set: ReadonlySet<T>, member: T, isIn: boolean): ReadonlySet<T> {
  if (set.has(member) === isIn) {
    return set;
  }
  const copy = new Set(set);
  if (isIn) {
    copy.add(member);
  } else {
    copy.delete(member);
  }
  return copy;
}
