import {describe, expect, test} from '@jest/globals';
import {peerKey} from '../../../src/lib/ids.ts';
import {createDialTurns} from '../../../src/net/connect/dial-turns.ts';
import type {Admission} from '../../../src/net/link/handshake.ts';

const ANN = peerKey('aa'.repeat(32));
const BOB = peerKey('bb'.repeat(32));
const HELLO: Admission = {
  type: 'hello',
  hello: {features: 0, name: 'me', port: 0, instance: 7},
};
const BLOCKED: Admission = {type: 'refuse', reason: 'blocked'};
const DUPLICATE: Admission = {type: 'refuse', reason: 'duplicate'};

function ask(remoteKey = ANN, initiator = true) {
  return {remoteKey, initiator, remoteAddress: 'host:1', secret: null};
}

describe('turns of dials', () => {
  test('a second dial to a peer is a duplicate until the first one is over', () => {
    const next = createDialTurns(() => HELLO);
    const [first, second, third] = [next(), next(), next()];
    expect(first.admit(ask())).toBe(HELLO);
    expect(second.admit(ask())).toEqual(DUPLICATE);
    second.end();
    expect(third.admit(ask())).toEqual(DUPLICATE);
    first.end();
    expect(third.admit(ask())).toBe(HELLO);
  });

  test('dials to others, and whoever comes in, have their own', () => {
    const next = createDialTurns(() => HELLO);
    next().admit(ask(ANN));
    expect(next().admit(ask(BOB))).toBe(HELLO);
    expect(next().admit(ask(ANN, false))).toBe(HELLO);
  });

  test('one that came in takes no turn', () => {
    const next = createDialTurns(() => HELLO);
    next().admit(ask(ANN, false));
    expect(next().admit(ask(ANN))).toBe(HELLO);
  });

  test('one that is refused takes no turn', () => {
    const answers = [BLOCKED, HELLO];
    const next = createDialTurns(() => answers.shift() ?? BLOCKED);
    expect(next().admit(ask())).toBe(BLOCKED);
    expect(next().admit(ask())).toBe(HELLO);
  });

  test('an end that comes twice ends no other turn', () => {
    const next = createDialTurns(() => HELLO);
    const first = next();
    first.admit(ask());
    first.end();
    next().admit(ask());
    first.end();
    expect(next().admit(ask())).toEqual(DUPLICATE);
  });
});
