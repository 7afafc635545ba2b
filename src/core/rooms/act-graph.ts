import type {PeerKey} from '../../lib/ids.ts';
import type {Act} from '../../wire/room/act.ts';

/** An act with what is known of it. Proofs of joins, and the keys that it names, were checked before. */
export type KnownAct = {
  /** 64 hex digits. */
  readonly id: string;
  readonly author: PeerKey;
  readonly act: Act;
  /** The act before it in the same log, which is always in its past; null for the first one. */
  readonly previous: string | null;
  /** Lamport clock of its entry. */
  readonly clock: number;
};

/** An act with its place among the others. */
export type PlacedAct = KnownAct & {
  /** The longest way from the founding act to it. */
  readonly depth: number;
  /** Which chain it stands in, and where there. */
  readonly chain: number;
  readonly place: number;
  /** For each chain, how many of its acts are in the past of this one. */
  readonly past: readonly number[];
};

/** Acts, of which each names the newest that its author knew. */
export type ActGraph = {
  /** Those whose past is known, by depth and then by id: the same order for everybody. */
  readonly acts: readonly PlacedAct[];
  readonly isBefore: (one: PlacedAct, other: PlacedAct) => boolean;
  /** Ids of those that no other act names. */
  readonly heads: readonly string[];
};

/**
 * The graph of acts. What is in the past of an act is a number for each chain of acts that follow each other: whoever
 * has written acts one after the other, alone or in turns, needs one chain, however many they are.
 */
export function graphOf(known: readonly KnownAct[]): ActGraph {
  const byId = new Map(known.map(act => [act.id, act]));
  const placed = new Map<string, PlacedAct>();
  /** The number of acts in each chain. */
  const lengths: number[] = [];
  const named = new Set<string>();

  /** Those before an act; null if some of them are not known. */
  function parentsOf(act: KnownAct): PlacedAct[] | null {
    const ids = parentIds(act);
    const parents = ids.map(id => placed.get(id));
    return parents.includes(undefined) ? null : (parents as PlacedAct[]);
  }

  function place(act: KnownAct, parents: readonly PlacedAct[]): void {
    const past: number[] = [];
    for (const parent of parents) {
      for (let chain = 0; chain < parent.past.length; chain++) {
        past[chain] = Math.max(past[chain] ?? 0, parent.past[chain] ?? 0);
      }
      past[parent.chain] = Math.max(past[parent.chain] ?? 0, parent.place);
      named.add(parent.id);
    }
    for (let chain = 0; chain < past.length; chain++) {
      past[chain] ??= 0;
    }
    const continued = parents.find(parent => lengths[parent.chain] === parent.place);
    const chain = continued?.chain ?? lengths.push(0) - 1;
    const length = (lengths[chain] ?? 0) + 1;
    lengths[chain] = length;
    const depth = Math.max(-1, ...parents.map(parent => parent.depth)) + 1;
    placed.set(act.id, {...act, depth, chain, place: length, past});
  }

  for (const act of inOrder(known, byId)) {
    const parents = parentsOf(act);
    if (parents !== null && (parents.length > 0 || act.act.type === 'found')) {
      place(act, parents);
    }
  }
  return {
    acts: [...placed.values()].sort((one, other) => one.depth - other.depth || (one.id < other.id ? -1 : 1)),
    isBefore: (one, other) => (other.past[one.chain] ?? 0) >= one.place,
    heads: [...placed.keys()].filter(id => !named.has(id)).sort(),
  };
}

/** The acts with these ids, and all that is in their past as far as it is known. */
export function withPast<A extends KnownAct>(acts: readonly A[], ids: readonly string[]): readonly A[] {
  const byId = new Map(acts.map(act => [act.id, act]));
  const found = new Map<string, A>();
  const open = [...ids];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const act = byId.get(id);
    if (act !== undefined && !found.has(id)) {
      found.set(id, act);
      open.push(...parentIds(act));
    }
  }
  return [...found.values()];
}

/** Kept for each act: a room is evaluated again with every one that comes. */
const parents = new WeakMap<KnownAct, readonly string[]>();

function parentIds(known: KnownAct): readonly string[] {
  const ids = parents.get(known) ?? idsBefore(known);
  parents.set(known, ids);
  return ids;
}

function idsBefore({act, previous}: KnownAct): readonly string[] {
  const named = act.type === 'found' ? [] : act.after.map(id => Buffer.from(id).toString('hex'));
  return [...new Set(previous === null ? named : [...named, previous])];
}

/** Each act behind those that it names; what stands in a circle, or names what is not there, comes anywhere. */
function inOrder(known: readonly KnownAct[], byId: ReadonlyMap<string, KnownAct>): KnownAct[] {
  const ordered: KnownAct[] = [];
  const begun = new Set<string>();
  const open: {readonly act: KnownAct; readonly parents: string[]}[] = [];

  function begin(act: KnownAct): void {
    if (!begun.has(act.id)) {
      begun.add(act.id);
      open.push({act, parents: [...parentIds(act)]});
    }
  }

  for (const act of [...known].sort((one, other) => (one.id < other.id ? -1 : 1))) {
    begin(act);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const parent = top.parents.pop();
      if (parent === undefined) {
        ordered.push(top.act);
        open.pop();
      } else {
        const before = byId.get(parent);
        if (before !== undefined) {
          begin(before);
        }
      }
    }
  }
  return ordered;
}
