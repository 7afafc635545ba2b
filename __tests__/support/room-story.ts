import type {KnownAct} from '../../src/core/rooms/act-graph.ts';
import {type PeerKey, peerKey} from '../../src/lib/ids.ts';
import type {Act} from '../../src/wire/room/act.ts';

/** An act without its past, which the story knows. */
export type Deed = Act extends infer One ? (One extends Act ? Omit<One, 'after'> : never) : never;

/** The key of somebody who is known by one letter. */
export function keyOf(letter: string): PeerKey {
  return peerKey(letter.charCodeAt(0).toString(16).padStart(2, '0').repeat(32));
}

/** The letter of a key. */
export function letterOf(key: PeerKey): string {
  return String.fromCharCode(Number.parseInt(key.slice(0, 2), 16));
}

/** Writes acts of people who are letters, each behind those that its author is said to have known. */
export type Story = {
  /** All of them, as they were written. */
  readonly acts: readonly KnownAct[];
  /** Writes an act; `after` are the ids it names, all that nobody named so far if nothing is said. */
  readonly act: (author: string, deed: Deed, after?: readonly string[]) => string;
  /** Takes the last act back, as if it had never been. */
  readonly undo: () => void;
};

/** A room that F founds. `idOf` makes the id of the n-th act. */
export function beginStory(idOf: (place: number) => string = plainId): Story {
  const acts: KnownAct[] = [];
  const last = new Map<string, string[]>();

  function heads(): string[] {
    const named = new Set(acts.flatMap(parentsOf));
    return acts.map(({id}) => id).filter(id => !named.has(id));
  }

  function act(author: string, deed: Deed, after: readonly string[] = heads()): string {
    const id = idOf(acts.length);
    const own = last.get(author) ?? [];
    const whole = {...deed, after: after.slice(0, 8).map(name => Buffer.from(name, 'hex'))} as Act;
    acts.push({id, author: keyOf(author), act: whole, previous: own.at(-1) ?? null, clock: acts.length + 1});
    last.set(author, [...own, id]);
    return id;
  }

  act('F', {type: 'found', founder: keyOf('F'), nonce: Buffer.alloc(16), name: 'room', history: 'all'}, []);
  return {
    acts,
    act,
    undo() {
      const gone = acts.pop();
      if (gone !== undefined) {
        last.get(letterOf(gone.author))?.pop();
      }
    },
  };
}

/** Ids of the acts that an act names, and that of its author before it. */
export function parentsOf({act, previous}: KnownAct): string[] {
  const named = act.type === 'found' ? [] : act.after.map(id => Buffer.from(id).toString('hex'));
  return previous === null ? named : [...named, previous];
}

function plainId(place: number): string {
  return (place + 1).toString(16).padStart(64, '0');
}

export const add = (level: 1 | 2 | 3 | 4, ...letters: string[]): Deed => ({
  type: 'add',
  targets: letters.map(keyOf),
  level,
});
export const role = (letter: string, level: 1 | 2 | 3 | 4): Deed => ({
  type: 'role',
  target: keyOf(letter),
  level,
});
export const kick = (letter: string): Deed => ({
  type: 'remove',
  target: keyOf(letter),
  isBan: false,
  keeps: [],
});
export const ban = (letter: string): Deed => ({
  type: 'remove',
  target: keyOf(letter),
  isBan: true,
  keeps: [],
});
export const unban = (letter: string): Deed => ({type: 'unban', target: keyOf(letter)});
export const leave: Deed = {type: 'leave'};
const TICKET = Buffer.alloc(32, 0x77);
export const ticket: Deed = {type: 'ticket', key: TICKET, uses: 5, until: 0};
export const join: Deed = {type: 'join', key: TICKET, proof: Buffer.alloc(64)};
export const close = (...joins: string[]): Deed => ({
  type: 'close',
  key: TICKET,
  joins: joins.map(id => Buffer.from(id, 'hex')),
});
export const set = (setting: 'name' | 'topic' | 'expiry' | 'history', value: string): Deed => ({
  type: 'set',
  setting,
  value,
});
export const hide = (letter: string): Deed => ({
  type: 'hide',
  entry: {author: keyOf(letter), epoch: 1, sequence: 1},
});
