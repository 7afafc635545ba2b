import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {peerKeyOf} from '../../../src/lib/ids.ts';
import {
  byeReasonNumbers,
  decodeMessage,
  encodeMessage,
  type MessageType,
  messageTags,
} from '../../../src/wire/chat/codecs.ts';
import {entryKindNumbers} from '../../../src/wire/chat/entry-codec.ts';
import type {ChatMessage} from '../../../src/wire/chat/messages.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';
import {sized} from '../../support/sizes.ts';
import {asWritten} from '../../support/wire.ts';

const types = Object.keys(messageTags) as MessageType[];
const number = fc.maxSafeNat();
const words = fc.string({unit: 'binary', maxLength: 60});
const fixed = (length: number) => fc.uint8Array({minLength: length, maxLength: length});
const author = fixed(32).map(peerKeyOf);
const position = {epoch: number, sequence: number};
const stamp = {clock: number, time: number};
const entryFields = {
  ...stamp,
  salt: fixed(16),
  kind: fc.constantFrom(...(Object.keys(entryKindNumbers) as (keyof typeof entryKindNumbers)[])),
  target: fc.option(fc.record({author, ...position})),
  body: fc.string({unit: 'binary', maxLength: 3000}),
};
const entry = fc.oneof(
  fc.record(entryFields),
  fc.record({...entryFields, lifetime: fc.nat(366 * 86_400)}),
  fc.record({...entryFields, mentions: fc.array(fixed(8), {minLength: 1, maxLength: 16})}),
  fc.record({...stamp, kind: fc.constant('gone' as const), digest: fixed(32)}),
);

function bytesOf(length: number): fc.Arbitrary<Uint8Array> {
  return fc.uint8Array({minLength: length, maxLength: length});
}

const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  fc.record({
    type: fc.constant('hello' as const),
    version: number,
    features: fc.nat(0xffff_ffff),
    name: words,
    port: fc.nat(65_535),
    instance: number,
    binding: bytesOf(32),
    person: bytesOf(32),
    devices: fc.option(
      fc.record({
        number,
        previous: bytesOf(32),
        devices: fc.array(fc.record({key: bytesOf(32), name: fc.string({maxLength: 10}), since: number}), {
          minLength: 1,
          maxLength: 8,
        }),
        signature: bytesOf(64),
      }),
    ),
    program: fc.string({maxLength: 10}),
    release: fc.string({maxLength: 10}),
  }),
  fc.record({type: fc.constant('standing' as const), accepted: fc.boolean()}),
  fc.record({type: fc.constant('rename' as const), name: words}),
  fc.record({type: fc.constant('status' as const), text: words}),
  fc.record({
    type: fc.constant('have' as const),
    author,
    clock: number,
    logs: fc.array(fc.record({...position, chain: fixed(16)}), {maxLength: 20}),
  }),
  fc.record({
    type: fc.constant('read' as const),
    author,
    logs: fc.array(fc.record(position), {maxLength: 20}),
  }),
  fc.record({
    type: fc.constant('entries' as const),
    author,
    epoch: number,
    first: fc.integer({min: 1, max: 2 ** 40}),
    entries: fc.array(entry, {minLength: 1, maxLength: 8}),
  }),
  fc.record({type: fc.constant('typing' as const), active: fc.boolean()}),
  fc.record({
    type: fc.constant('reach' as const),
    serial: number,
    point: fixed(32),
    possession: fixed(64),
    addresses: fc.array(fc.record({host: fixed(16), port: fc.nat(65_535)}), {maxLength: 8}),
    time: number,
  }),
  fc.record({type: fc.constant('reach-ack' as const), serial: number}),
  fc.record({type: fc.constantFrom('ping' as const, 'pong' as const), nonce: number}),
  fc.record({
    type: fc.constant('bye' as const),
    reason: fc.constantFrom(...(Object.keys(byeReasonNumbers) as (keyof typeof byeReasonNumbers)[])),
    detail: words,
    program: fc.string({maxLength: 10}),
    release: fc.string({maxLength: 10}),
  }),
);

describe('property', () => {
  test('what was written is read again', () => {
    fc.assert(
      fc.property(message, sent => {
        const read = decodeMessage(sent.type, encodeMessage(sent));
        expect(encodeMessage(read)).toEqual(encodeMessage(sent));
        expect(asWritten(read)).toMatchObject(sent);
      }),
      {numRuns: sized(500, 2000)},
    );
  });

  test('random bytes give a message or a protocol error', () => {
    fc.assert(fc.property(fc.constantFrom(...types), fc.uint8Array({maxLength: 300}), onlyProtocolErrors), {
      numRuns: sized(5000, 20_000),
    });
  });

  test('good bytes with a few changed give a message or a protocol error', () => {
    const change = fc.tuple(fc.nat(4000), fc.nat(255));
    fc.assert(
      fc.property(message, fc.array(change, {minLength: 1, maxLength: 4}), (good, changes) => {
        const bytes = encodeMessage(good);
        for (const [place, value] of changes) {
          bytes[place % bytes.byteLength] = value;
        }
        onlyProtocolErrors(good.type, bytes);
      }),
      {numRuns: sized(1500, 5000)},
    );
  });
});

/** Whatever is read can be written again, and is then the same. */
function onlyProtocolErrors(type: MessageType, bytes: Uint8Array): void {
  let read: ChatMessage;
  try {
    read = decodeMessage(type, bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ProtocolError);
    return;
  }
  const again = encodeMessage(read);
  expect(encodeMessage(decodeMessage(type, again))).toEqual(again);
}
