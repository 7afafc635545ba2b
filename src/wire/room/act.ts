import c from 'compact-encoding';
import type {PeerKey} from '../../lib/ids.ts';
import {keyCodec} from '../chat/key-codec.ts';
import type {EntryRef} from '../chat/messages.ts';
import {bytes, type Codec, enumeration, flag, list, text, uint} from '../codec/primitives.ts';
import {record} from '../codec/record.ts';
import {CHAIN_BYTES, HASH_BYTES, KEY_BYTES, SIGNATURE_BYTES} from '../sizes.ts';
import {bodyOf, bytesOfBody, encodeAlone} from './body.ts';

/** What somebody may do in a room: a number, the higher the more. Only the founder is 4. */
export type Level = 1 | 2 | 3 | 4;

/** What newcomers get of what was said before they came. */
export type HistoryPolicy = 'all' | 'join';

/** What an act sets for the whole room. */
export type RoomSetting = 'name' | 'topic' | 'expiry' | 'history';

/** How far a log of somebody who was removed counts: up to a sequence at which its chain begins with these bytes. */
export type KeptLog = {readonly epoch: number; readonly sequence: number; readonly chain: Uint8Array};

/** Ids of the newest acts that its author knew (32 bytes each): the past of an act is what follows from them. */
type After = {readonly after: readonly Uint8Array[]};

/** What is done to a room and its members: the bodies of the entries on lane 1 (docs/PROTOCOL.md, "Acts"). */
export type Act =
  | {
      readonly type: 'found';
      readonly founder: PeerKey;
      readonly nonce: Uint8Array;
      readonly name: string;
      readonly history: HistoryPolicy;
    }
  | ({readonly type: 'add'; readonly targets: readonly PeerKey[]; readonly level: Level} & After)
  | ({readonly type: 'role'; readonly target: PeerKey; readonly level: Level} & After)
  | ({
      readonly type: 'remove';
      readonly target: PeerKey;
      readonly isBan: boolean;
      readonly keeps: readonly KeptLog[];
    } & After)
  /** Takes back bans. */
  | ({readonly type: 'unban'; readonly target: PeerKey} & After)
  | ({readonly type: 'leave'} & After)
  /** Whoever has the secret half of `key` may join, as a member. `uses` and `until` (wall time, seconds) bind those who let people in. */
  | ({
      readonly type: 'ticket';
      readonly key: Uint8Array;
      readonly uses: number;
      readonly until: number;
    } & After)
  /** Ends a ticket. Of the joins that its author did not know yet, only those with these ids hold. */
  | ({readonly type: 'close'; readonly key: Uint8Array; readonly joins: readonly Uint8Array[]} & After)
  /** `proof` is signed by the ticket: room id, author. */
  | ({readonly type: 'join'; readonly key: Uint8Array; readonly proof: Uint8Array} & After)
  | ({readonly type: 'set'; readonly setting: RoomSetting; readonly value: string} & After)
  | ({readonly type: 'hide'; readonly entry: EntryRef} & After);

export type ActType = Act['type'];

/** The number of each act. Forever: a retired one leaves a gap. */
export const actNumbers = {
  found: 1,
  add: 2,
  role: 3,
  remove: 4,
  leave: 5,
  ticket: 6,
  join: 7,
  set: 8,
  hide: 9,
  close: 10,
  unban: 11,
} as const satisfies Record<ActType, number>;

const levelNumbers = {'1': 1, '2': 2, '3': 3, '4': 4} as const;
const historyNumbers = {all: 1, join: 2} as const satisfies Record<HistoryPolicy, number>;
const settingNumbers = {name: 1, topic: 2, expiry: 3, history: 4} as const satisfies Record<
  RoomSetting,
  number
>;

/** An act names at most so many acts before it. */
export const MAX_AFTER = 8;
/** People whom one act adds; joins that one act lets stand. */
export const MAX_TARGETS = 64;
/** Logs that one removal keeps. */
export const MAX_KEPT_LOGS = 8;
const NONCE_BYTES = 16;
/** Longest name, topic or other setting, in bytes of UTF-8. */
export const MAX_SETTING_BYTES = 2048;

const actId = bytes('id of an act', HASH_BYTES);
const after = list('list of acts', actId, {min: 1, max: MAX_AFTER});
const person = keyCodec('key of a member');
const ticketKey = bytes('key of a ticket', KEY_BYTES);
const level = numberOf(enumeration('level', levelNumbers, '1'));
const setting = text('setting of a room', MAX_SETTING_BYTES);

type Body<T extends ActType> = Omit<Extract<Act, {readonly type: T}>, 'type'>;

const codecs: {readonly [T in ActType]: Codec<Body<T>>} = {
  found: record<Body<'found'>>({
    founder: person,
    nonce: bytes('nonce of a room', NONCE_BYTES),
    name: setting,
    history: enumeration('history policy', historyNumbers, 'join'),
  }),
  add: record<Body<'add'>>({
    after,
    targets: list('list of members', person, {min: 1, max: MAX_TARGETS}),
    level,
  }),
  role: record<Body<'role'>>({after, target: person, level}),
  remove: record<Body<'remove'>>({
    after,
    target: person,
    isBan: flag('flag of a removal'),
    keeps: list(
      'list of kept logs',
      record<KeptLog>({
        epoch: uint('epoch of a log'),
        sequence: uint('sequence of an entry'),
        chain: bytes('chain of a log', CHAIN_BYTES),
      }),
      {min: 0, max: MAX_KEPT_LOGS},
    ),
  }),
  unban: record<Body<'unban'>>({after, target: person}),
  leave: record<Body<'leave'>>({after}),
  ticket: record<Body<'ticket'>>({
    after,
    key: ticketKey,
    uses: uint('number of uses'),
    until: uint('end of a ticket'),
  }),
  close: record<Body<'close'>>({
    after,
    key: ticketKey,
    joins: list('list of joins', actId, {min: 0, max: MAX_TARGETS}),
  }),
  join: record<Body<'join'>>({after, key: ticketKey, proof: bytes('proof of a ticket', SIGNATURE_BYTES)}),
  set: record<Body<'set'>>({
    after,
    setting: enumeration('name of a setting', settingNumbers, 'topic'),
    value: setting,
  }),
  hide: record<Body<'hide'>>({
    after,
    entry: record<EntryRef>({
      author: person,
      epoch: uint('epoch of a log'),
      sequence: uint('sequence of an entry'),
    }),
  }),
};

const types = new Map<number, ActType>(
  Object.entries(actNumbers).map(([type, number]) => [number, type as ActType]),
);
const number = uint('number of an act');

/** The bytes of an act: its number and its fields. Throws `RangeError` for one that breaks a bound. */
export function encodeAct(act: Act): Buffer {
  const fields = encodeAlone(codecs[act.type] as Codec<unknown>, act);
  return Buffer.concat([encodeAlone(number, actNumbers[act.type]), fields]);
}

/** The act that bytes are; null for one of a newer natter, which changes nothing. Throws `ProtocolError`. */
export function decodeAct(encoded: Uint8Array): Act | null {
  const state = c.state(0, encoded.byteLength, Buffer.from(encoded));
  const type = types.get(number.decode(state));
  return type === undefined ? null : ({type, ...(codecs[type].decode(state) as object)} as Act);
}

/** The body of the entry that an act travels in. */
export function actBody(act: Act): string {
  return bodyOf(encodeAct(act));
}

/** The act in the body of an entry; null for one of a newer natter. Throws `ProtocolError`. */
export function actOfBody(body: string): Act | null {
  return decodeAct(bytesOfBody(body));
}

/** A level is its number. */
function numberOf(names: Codec<keyof typeof levelNumbers>): Codec<Level> {
  const nameOf = (value: Level) => String(value) as keyof typeof levelNumbers;
  return {
    preencode: (state, value) => names.preencode(state, nameOf(value)),
    encode: (state, value) => names.encode(state, nameOf(value)),
    decode: state => levelNumbers[names.decode(state)],
  };
}
