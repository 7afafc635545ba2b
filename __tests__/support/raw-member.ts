import type {ConversationId} from '../../src/core/api/api.ts';
import {keyPair} from '../../src/identity/key-pair.ts';
import {signHead} from '../../src/identity/room/head.ts';
import {roomTag} from '../../src/identity/room/room-id.ts';
import {roomIdOf} from '../../src/lib/conversation.ts';
import type {PeerKey} from '../../src/lib/ids.ts';
import {beginChain, digestOf, extendChain} from '../../src/storage/log/chain.ts';
import {FEATURE} from '../../src/wire/chat/features.ts';
import type {WireEntry} from '../../src/wire/chat/messages.ts';
import {actBody} from '../../src/wire/room/act.ts';
import {roomChannel} from '../../src/wire/room/channel.ts';
import type {RoomMessage} from '../../src/wire/room/messages.ts';
import {record, type Village} from './cores.ts';

/** The epoch of all that is written by hand. */
const EPOCH = 77;

/** Somebody with the key of a member, who speaks the protocol of rooms by hand and keeps to none of its rules. */
export async function connectByHand(
  village: Village,
  options: {readonly seed: number; readonly room: ConversationId; readonly to?: string},
) {
  const {room, seed} = options;
  const stranger = village.stranger({
    seed,
    hello: {features: FEATURE.rooms},
    channels: [roomChannel as never],
  });
  const link = await stranger.dial(options.to ?? 'ann');
  const heard: RoomMessage[] = [];
  const channel = link.channel(roomChannel, {
    message: message => void heard.push(message),
    drained() {},
    closed() {},
  });
  const {ends} = record(link);
  const send = (...messages: readonly RoomMessage[]) => messages.forEach(channel.send);
  const log = (number: number, author: PeerKey, lane = 0, epoch = EPOCH): RoomMessage => ({
    ...{type: 'log', log: number, room: 0, lane, author, epoch, branch: null},
  });
  const rooms: RoomMessage = {
    type: 'rooms',
    tags: [roomTag(roomIdOf(room), stranger.key, link.hello.binding)],
  };
  send(rooms);
  return {send, heard, ends, log, rooms, link, key: stranger.key};
}

export function entry(clock: number, body = 'words', kind: 'text' | 'act' = 'text'): WireEntry {
  return {...{clock, time: 1000, kind, body, target: null}, salt: Buffer.alloc(16, 1)};
}

/** An act of any kind, as an entry. */
export function actEntry(clock: number, act: Parameters<typeof actBody>[0]): WireEntry {
  return entry(clock, actBody(act), 'act');
}

/** Entries of a log from its beginning, as log 1 of a link, with a signature that fits. */
export function signed(
  room: ConversationId,
  seed: number,
  entries: readonly WireEntry[],
  lane: 0 | 1 = 0,
): Extract<RoomMessage, {type: 'entries'}> {
  const {publicKey, secretKey} = keyPair(Buffer.alloc(32, seed));
  const author = Buffer.from(publicKey).toString('hex') as PeerKey;
  let chain: Uint8Array = beginChain({conversation: room, self: author, author, lane, epoch: EPOCH});
  for (const one of entries) {
    chain = extendChain(chain, {clock: one.clock, time: one.time, digest: digestOf(one as never).digest});
  }
  const place = {room: roomIdOf(room), author, lane, epoch: EPOCH, sequence: entries.length, chain};
  return {type: 'entries', log: 1, first: 1, entries, head: signHead(place, secretKey)};
}
