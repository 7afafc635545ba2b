import type {PeerKey} from '../../lib/ids.ts';

/** Up to so many members everybody links with everybody. */
export const MESH_MEMBERS = 32;
/** In larger rooms: links that are made, links that are taken, and how many of them lead to people who are no contacts. */
export const WANTED_LINKS = 6;
export const MAX_LINKS = 10;
const WANTED_STRANGERS = 3;
/** One link is exchanged for another one after this, milliseconds: nobody stays among the same few. */
export const EXCHANGE_AFTER = 60_000;

/** A member of a room other than ourselves. */
export type Neighbour = {
  readonly key: PeerKey;
  /** Contacts stay linked whatever the room needs. */
  readonly isContact: boolean;
  readonly isLinked: boolean;
  /** Somebody is being dialled. */
  readonly isDialled: boolean;
  /** When there was a link to them last, wall time in milliseconds; 0 for never. */
  readonly seen: number;
};

export type Choice = {
  /** Whom to link with now. */
  readonly dial: readonly PeerKey[];
  /** Whose links are not needed any more. */
  readonly drop: readonly PeerKey[];
  /** A link is exchanged: one of `dial` comes for one that is dropped once it is there. */
  readonly isExchange: boolean;
};

/**
 * Whom to link with in a room, from all members and the links that there are. `sinceExchange`: milliseconds since a link was
 * exchanged last. `random` answers a number from 0 up to 1.
 */
export function chooseNeighbours(
  others: readonly Neighbour[],
  sinceExchange: number,
  random: () => number,
): Choice {
  const linked = others.filter(({isLinked}) => isLinked);
  const coming = others.filter(({isLinked, isDialled}) => isDialled && !isLinked);
  const free = others.filter(({isLinked, isDialled}) => !isLinked && !isDialled);
  if (others.length < MESH_MEMBERS) {
    return {dial: free.map(({key}) => key), drop: [], isExchange: false};
  }
  const lacking = WANTED_LINKS - linked.length - coming.length;
  if (lacking > 0) {
    const strangers = [...linked, ...coming].filter(({isContact}) => !isContact).length;
    return {
      dial: pick(free, lacking, WANTED_STRANGERS - strangers, random),
      drop: [],
      isExchange: false,
    };
  }
  const isExchange = sinceExchange >= EXCHANGE_AFTER && coming.length === 0;
  return {
    dial: isExchange && linked.length < MAX_LINKS ? pick(free, 1, 1, random) : [],
    drop: surplus(linked, isExchange, random),
    isExchange,
  };
}

/** Some members by chance, first of those who are no contacts. Those who were there lately are likelier to be. */
function pick(free: readonly Neighbour[], count: number, strangers: number, random: () => number): PeerKey[] {
  const mixed = shuffled(free, random);
  const newest = [...mixed].sort((one, other) => other.seen - one.seen);
  const half = new Set(newest.slice(0, Math.max(count * 4, Math.ceil(newest.length / 2))));
  const ordered = [...mixed.filter(each => half.has(each)), ...mixed.filter(each => !half.has(each))];
  const first = ordered.filter(({isContact}) => !isContact).slice(0, Math.max(0, strangers));
  const rest = ordered.filter(each => !first.includes(each));
  return [...first, ...rest].slice(0, count).map(({key}) => key);
}

/** Links beyond what is wanted stay as long as nobody needs the place; an exchange takes one of them. */
function surplus(linked: readonly Neighbour[], isExchange: boolean, random: () => number): PeerKey[] {
  const over = linked.length - (isExchange ? WANTED_LINKS : MAX_LINKS);
  const able = shuffled(
    linked.filter(({isContact}) => !isContact),
    random,
  );
  return over <= 0 ? [] : able.slice(0, isExchange ? 1 : over).map(({key}) => key);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map(item => ({item, place: random()}))
    .sort((one, other) => one.place - other.place)
    .map(({item}) => item);
}
