import {MAX_BATCH_ENTRIES, MAX_LOG_POSITIONS, MAX_NAME_BYTES} from '../../lib/limits.ts';
import {entryCodec} from '../chat/entry-codec.ts';
import {FEATURE} from '../chat/features.ts';
import {keyCodec} from '../chat/key-codec.ts';
import {type Channel, defineChannel} from '../codec/channel.ts';
import {bytes, flag, list, nullable, text, uint} from '../codec/primitives.ts';
import {message, record} from '../codec/record.ts';
import {ADDRESS_BYTES, CHAIN_BYTES, HASH_BYTES, KEY_BYTES, SIGNATURE_BYTES} from '../sizes.ts';
import type {HeldLog, RoomMessage} from './messages.ts';

/** Rooms that two may have in common, and logs that one names on a link. */
export const MAX_COMMON_ROOMS = 256;
export const MAX_NAMED_LOGS = 65_536;
/** Addresses in one hint. */
export const MAX_HINT_ADDRESSES = 4;
const TAG_BYTES = 16;
const BRANCH_BYTES = 16;
const PARTS = 64;
const PART_BYTES = 16;

const room = uint('number of a room', MAX_COMMON_ROOMS - 1);
const log = uint('number of a log', MAX_NAMED_LOGS - 1);
const sequence = uint('sequence of an entry');
const manyLogs = {min: 1, max: MAX_LOG_POSITIONS};

/** The channel of rooms. What is said in direct conversations goes before it. */
export const roomChannel: Channel<RoomMessage> = defineChannel<RoomMessage>({
  name: 'natter/room',
  version: 1,
  feature: FEATURE.rooms,
  tags: {
    rooms: 0,
    log: 1,
    digest: 2,
    have: 3,
    want: 4,
    entries: 5,
    lane: 6,
    hint: 7,
    typing: 8,
    read: 9,
    base: 10,
  },
  codecs: {
    rooms: message('rooms', {
      tags: list('list of tags', bytes('tag of a room', TAG_BYTES), {min: 0, max: MAX_COMMON_ROOMS}),
    }),
    log: message('log', {
      log,
      room,
      lane: uint('lane of a log', 1),
      author: keyCodec('author of a log'),
      epoch: uint('epoch of a log'),
      branch: nullable('branch of a log', bytes('branch of a log', BRANCH_BYTES)),
    }),
    digest: message('digest', {
      room,
      parts: list('list of parts', bytes('part of a digest', PART_BYTES), {min: PARTS, max: PARTS}),
    }),
    have: message('have', {
      logs: list(
        'list of logs',
        record<HeldLog>({log, sequence, chain: bytes('chain of a log', CHAIN_BYTES)}),
        manyLogs,
      ),
    }),
    want: message('want', {log, after: sequence, upTo: sequence}),
    entries: message('entries', {
      log,
      first: sequence,
      entries: list('list of entries', entryCodec, {min: 1, max: MAX_BATCH_ENTRIES}),
      head: bytes('signature of a log', SIGNATURE_BYTES),
    }),
    lane: message('lane', {room, isEager: flag('flag of a lane')}),
    hint: message('hint', {
      room,
      member: keyCodec('key of a member'),
      name: text('name', MAX_NAME_BYTES),
      number: uint('number of a hint'),
      until: uint('end of a hint'),
      point: nullable('reach point', bytes('reach point', KEY_BYTES)),
      addresses: list(
        'list of addresses',
        record({host: bytes('address', ADDRESS_BYTES), port: uint('port', 65_535)}),
        {min: 0, max: MAX_HINT_ADDRESSES},
      ),
      signature: bytes('signature of a hint', SIGNATURE_BYTES),
    }),
    typing: message('typing', {room, active: flag('flag of typing')}),
    read: message('read', {logs: list('list of logs', record({log, sequence}), manyLogs)}),
    base: message('base', {log, sequence, chain: bytes('chain of a log', HASH_BYTES)}),
  },
  priority: 2,
  window: 256 * 1024,
});
