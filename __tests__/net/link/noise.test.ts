import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {keyPair} from '../../../src/identity/key-pair.ts';
import {
  announcedKind,
  HYBRID,
  handshakeKinds,
  kindOf,
  SHARED_SECRET,
} from '../../../src/net/guard/handshake-kinds.ts';
import {dialPlan} from '../../../src/net/link/dial-plan.ts';
import {hasKem} from '../../../src/net/link/ml-kem.ts';
import {canDo, createInitiator, createResponder, type SessionKeys} from '../../../src/net/link/noise.ts';

const initiator = keyPair(new Uint8Array(32).fill(1));
const responder = keyPair(new Uint8Array(32).fill(2));
const stranger = keyPair(new Uint8Array(32).fill(9));
const secrets = [{id: 'seven', psk: new Uint8Array(32).fill(7)}];
const any = {keyPair: responder, secrets, accepts: () => true};
const numbers = [...handshakeKinds.keys()];

/** Everything that a handshake of two honest sides gives. */
function shake(number: number, ephemeral: {ours?: number; theirs?: number} = {}) {
  const kind = kindOf(number);
  const ours = createInitiator(kind, {
    keyPair: initiator,
    secrets,
    remoteKey: responder.publicKey,
    ...(ephemeral.ours === undefined ? {} : {ephemeral: keyPair(new Uint8Array(32).fill(ephemeral.ours))}),
  });
  const first = ours.writeFirst();
  const theirs = createResponder(Uint8Array.from(first), {
    ...any,
    ...(ephemeral.theirs === undefined
      ? {}
      : {ephemeral: keyPair(new Uint8Array(32).fill(ephemeral.theirs))}),
  });
  const second = theirs.writeSecond();
  const proven = ours.readSecond(Uint8Array.from(second)); // reading wipes the ephemeral key in it at the end
  const {message: third, keys} = ours.writeThird();
  return {first, second, third, proven, ours: keys, theirs: theirs.readThird(third)};
}

test('this Node has ML-KEM: the pinned one does', () => {
  expect(hasKem()).toBe(true);
});

describe.each(numbers)('the handshake of kind %i', number => {
  const kind = kindOf(number);

  test('gives both sides the same keys, and each the key of the other', () => {
    const {proven, ours, theirs} = shake(number);
    expect(hex(proven)).toBe(hex(responder.publicKey));
    expect(hex(theirs.remoteKey)).toBe(hex(initiator.publicKey));
    expect([hex(ours.tx), hex(ours.rx), hex(ours.hash)]).toEqual([
      hex(theirs.rx),
      hex(theirs.tx),
      hex(theirs.hash),
    ]);
  });

  test('has messages of exactly the lengths that the gate lets through', () => {
    const {first, second, third} = shake(number);
    expect([first, second, third].map(({byteLength}) => byteLength)).toEqual(kind.lengths);
    expect(announcedKind(first)?.number).toBe(number);
  });

  test('is never the same twice', () => {
    expect(hex(shake(number).ours.hash)).not.toBe(hex(shake(number).ours.hash));
  });

  test('fails with any wrong bit of message 2 or 3', () => {
    for (const place of [0, 31, 32, 40, 47]) {
      const ours = createInitiator(kind, {keyPair: initiator, secrets, remoteKey: responder.publicKey});
      const theirs = createResponder(ours.writeFirst(), any);
      expect(() => ours.readSecond(flipped(theirs.writeSecond(), place))).toThrow();
    }
    for (const place of [0, 31, 47, 48, 63]) {
      const ours = createInitiator(kind, {keyPair: initiator, secrets, remoteKey: responder.publicKey});
      const theirs = createResponder(ours.writeFirst(), any);
      ours.readSecond(theirs.writeSecond());
      expect(() => theirs.readThird(flipped(ours.writeThird().message, place))).toThrow();
    }
  });

  test('is not answered where its kind is not taken', () => {
    const {first} = shake(number);
    expect(() => createResponder(first, {...any, accepts: other => other !== number})).toThrow();
  });
});

test.each([
  [1, 2],
  [2, 3],
  [17, 18],
])('a message of kind %i that says it is of kind %i opens nothing', (real, said) => {
  const {first} = shake(real);
  const forged = Buffer.concat([Buffer.of(said), first.subarray(1)]);
  const theirs = () => createResponder(forged, any).writeSecond();
  const ours = createInitiator(kindOf(real), {keyPair: initiator, secrets, remoteKey: responder.publicKey});
  ours.writeFirst();
  expect(() => ours.readSecond(theirs())).toThrow();
});

test.each([2, 18])('kind %i: who does not have the key cannot even read message 1', number => {
  const ours = createInitiator(kindOf(number), {keyPair: initiator, remoteKey: responder.publicKey});
  const first = ours.writeFirst();
  expect(() => createResponder(first, {keyPair: stranger, accepts: () => true})).toThrow();
});

test.each([3, 19])('kind %i: who does not have the secret cannot even read message 1', number => {
  const ours = createInitiator(kindOf(number), {keyPair: initiator, secrets});
  const theirs = {...any, secrets: [{id: 'eight', psk: new Uint8Array(32).fill(8)}]};
  expect(() => createResponder(ours.writeFirst(), theirs)).toThrow();
});

test('without ML-KEM there are the classic kinds', () => {
  expect(numbers.filter(number => !kindOf(number).isHybrid && canDo(kindOf(number)))).toEqual([0, 1, 2, 3]);
});

test('bytes that are no ML-KEM key end the handshake', () => {
  const {first} = shake(17);
  first.fill(0xff, 33);
  expect(() => createResponder(first, any).writeSecond()).toThrow();
});

test.each<[number | null, boolean, number[]]>([
  [null, true, [17, 1, 0]],
  [null, false, [1, 0]],
  [0, true, [18, 2, 0]],
  [2, true, [18, 2, 0]],
  [2, false, [2, 0]],
  [17, true, [18, 0]],
  [18, true, [18, 0]],
  [18, false, []],
])('a peer of kind %j is dialled with ML-KEM %j as %j', (before, canKem, kinds) => {
  expect(dialPlan(before, canKem).map(({number}) => number)).toEqual(kinds);
});

describe('the vector of docs/PROTOCOL.md: kind 2, seeds 01, 02, ephemeral 03, 04', () => {
  const vector = shake(2, {ours: 3, theirs: 4});
  const wanted = {
    first:
      '02ed4928c628d1c2c6eae90338905995612959273a5c63f93636c14614ac8737d1df1817901b94d328ee2c4f4f81e4943f',
    second:
      'ca93ac1705187071d67b83c7ff0efe8108e8ec4530575d7726879333dbdabe7c3eafbaca12718f52a0a1777bbe2d1cd4',
    third:
      '4c8b01fef030312ece0122113f81375b37a030350c7f1f7f81657ce96b752a03dcc27923d178f20fffa158f05f89489251db6daf8f471a407f2f52095ca9c7c0',
  };

  test('the three messages', () => {
    expect([hex(vector.first), hex(vector.second), hex(vector.third)]).toEqual(Object.values(wanted));
  });

  test.each([
    ['initiator', vector.ours],
    ['responder', swapped(vector.theirs)],
  ])('the hash and the keys, at the %s', (_, keys) => {
    expect([hex(keys.hash), hex(keys.tx), hex(keys.rx)]).toEqual([
      '9dd70caab034a6813ea3dd92e9e048d47ee9f6de32c35ba868ebc631bf3dfa029d556f7e39999b9ddbc6745b27226c09278a39c9bea0b0d61fd87f521743a388',
      'b6641fe1f8d51d1e6a4d6d6e76dc341c3d34f109ff855379ed89e3a9cb565059',
      '7ac4696dc9e1cdace6e0eee73be78cdae078f0be80a60b3e2a78ae70a03c21a6',
    ]);
  });

  test('the page shows the same bytes', () => {
    const page = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8').replace(
      /\s+/g,
      '',
    );
    const shown = [...Object.values(wanted), hex(vector.ours.hash), hex(vector.ours.tx), hex(vector.ours.rx)];
    expect(shown.filter(bytes => !page.includes(bytes))).toEqual([]);
  });
});

function swapped(keys: SessionKeys): SessionKeys {
  return {...keys, tx: keys.rx, rx: keys.tx};
}

function flipped(message: Uint8Array, place: number): Uint8Array {
  const other = Uint8Array.from(message);
  other[place] = (other[place] ?? 0) ^ 1;
  return other;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

test('a responder finds the one of its secrets that the dialler knows', () => {
  const secretOf = (fill: number) => ({id: `secret ${fill}`, psk: new Uint8Array(32).fill(fill)});
  for (const number of [SHARED_SECRET, SHARED_SECRET + HYBRID].filter(each => canDo(kindOf(each)))) {
    const ours = createInitiator(kindOf(number), {keyPair: initiator, secrets: [secretOf(3)]});
    const first = ours.writeFirst();
    const theirs = createResponder(first, {
      keyPair: responder,
      secrets: [1, 2, 3].map(secretOf),
      accepts: () => true,
    });
    expect(theirs.secret).toBe('secret 3');
    expect(ours.readSecond(theirs.writeSecond())).toEqual(Buffer.from(responder.publicKey));
    for (const secrets of [[], [1, 2].map(secretOf)]) {
      expect(() => createResponder(first, {keyPair: responder, secrets, accepts: () => true})).toThrow();
    }
  }
});
