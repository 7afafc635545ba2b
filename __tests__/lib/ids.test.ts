import {expect, test} from '@jest/globals';
import {
  conversationId,
  directWith,
  isConversationId,
  isParticipant,
  isRoom,
  peerOf,
  recipientsOf,
  roomIdOf,
  roomOf,
} from '../../src/lib/conversation.ts';
import {
  type ConversationId,
  type DeviceKey,
  deviceKey,
  deviceKeyOf,
  isPeerKey,
  onlyDeviceOf,
  type PeerKey,
  peerKey,
  peerKeyOf,
  personBehind,
} from '../../src/lib/ids.ts';

const ANN = peerKey('a1'.repeat(32));
const BOB = peerKey('b2'.repeat(32));

test.each([
  ['', 'nothing'],
  ['a1'.repeat(31), 'too short'],
  [`${'a1'.repeat(32)}0`, 'too long'],
  ['A1'.repeat(32), 'in capitals'],
  [`${'a1'.repeat(31)}g1`, 'no hex digits'],
  ['__proto__', 'a word'],
  [`${'a1'.repeat(32)}\n`, 'a line'],
  ['forgotten 3', 'the name of a forgotten conversation'],
  [`#${'a1'.repeat(31)}`, 'a room whose id is too short'],
  [`##${'a1'.repeat(32)}`, 'a room of a room'],
])('%j is no key and names no conversation: %s', text => {
  expect([isPeerKey(text), isConversationId(text)]).toEqual([false, false]);
  expect(() => peerKey(text)).toThrow(RangeError);
  expect(() => conversationId(text)).toThrow(RangeError);
});

test('bytes are a key if they are 32, wherever they stand in their buffer', () => {
  const bytes = Buffer.from(`00${'a1'.repeat(32)}00`, 'hex');
  expect(peerKeyOf(bytes.subarray(1, 33))).toBe(ANN);
  expect(() => peerKeyOf(bytes)).toThrow(RangeError);
  expect(() => peerKeyOf(new Uint8Array(31))).toThrow(RangeError);
});

test('a direct conversation has one participant, who gets what we write and may write', () => {
  const withAnn = directWith(ANN);
  expect([peerOf(withAnn), recipientsOf(withAnn)]).toEqual([ANN, [ANN]]);
  expect([isParticipant(withAnn, ANN), isParticipant(withAnn, BOB)]).toEqual([true, false]);
});

test('a room is named by # and its id, and by nobody in it', () => {
  const id = Buffer.alloc(32, 0xc3);
  const room = roomOf(id);
  expect([room, isConversationId(room), isPeerKey(room)]).toEqual([`#${'c3'.repeat(32)}`, true, false]);
  expect([isRoom(room), isRoom(directWith(ANN))]).toEqual([true, false]);
  expect(roomIdOf(room)).toEqual(id);
  expect(() => roomOf(id.subarray(1))).toThrow(RangeError);
  expect(() => roomIdOf(directWith(ANN))).toThrow(RangeError);
  for (const ofDirect of [peerOf, recipientsOf, (one: ConversationId) => isParticipant(one, ANN)]) {
    expect(() => ofDirect(room)).toThrow(RangeError);
  }
});

test('a device is named as a person is, and stands for one where nothing else is known', () => {
  const device = deviceKey('d4'.repeat(32));
  expect(deviceKeyOf(Buffer.alloc(32, 0xd4))).toBe(device);
  expect([personBehind(device), onlyDeviceOf(ANN)]).toEqual(['d4'.repeat(32), ANN]);
  expect(() => deviceKey('d4')).toThrow(RangeError);
  expect(() => deviceKeyOf(new Uint8Array(31))).toThrow(RangeError);
});

/** `npm run types` fails as soon as one of the lines below an expectation is allowed. */
test('a peer and the conversation with it are one text, which only the compiler tells apart', () => {
  const [peer, conversation, text]: [PeerKey, ConversationId, string] = [ANN, directWith(ANN), 'a1'];
  // @ts-expect-error a peer is no conversation
  const fromPeer: ConversationId = peer;
  // @ts-expect-error a conversation is no peer
  const fromConversation: PeerKey = conversation;
  expect([fromPeer, fromConversation]).toEqual([conversation, peer]);
  // @ts-expect-error nor is any text a peer
  const peerOfText: PeerKey = text;
  // @ts-expect-error or a conversation
  const conversationOfText: ConversationId = text;
  expect([peerOfText, conversationOfText]).toEqual([text, text]);
  // @ts-expect-error they are never compared
  expect(peer === conversation).toBe(true);
  // @ts-expect-error what is kept of conversations is not looked for by a peer
  expect(new Map<ConversationId, number>([[conversation, 1]]).get(peer)).toBe(1);
  // @ts-expect-error only a conversation has a peer
  expect(peerOf(peer)).toBe(peer);
  // @ts-expect-error only a peer has a conversation
  expect(directWith(conversation)).toBe(conversation);
  const device = onlyDeviceOf(ANN);
  // @ts-expect-error a device is no person
  const fromDevice: PeerKey = device;
  // @ts-expect-error a person is no device
  const ofPerson: DeviceKey = peer;
  expect([fromDevice, ofPerson]).toEqual([device, peer]);
  const texts: readonly string[] = [peer, conversation]; // both can be written down as they are
  expect(new Set(texts).size).toBe(1);
});
