import {describe, expect, test} from '@jest/globals';
import {NatterError} from '../../../src/lib/errors.ts';
import {deviceKey, peerKey} from '../../../src/lib/ids.ts';
import {HYBRID, KNOWN, LEGACY, MEET, SHARED_SECRET} from '../../../src/net/guard/handshake-kinds.ts';
import {createDialAttempts, type DialTarget} from '../../../src/net/link/dial-attempts.ts';
import {type Failure, LinkFailure} from '../../../src/net/link/link-failure.ts';

const PERSON = peerKey('aa'.repeat(32));
const DEVICE = deviceKey('bb'.repeat(32));
const secret = {id: 'spoken', psk: new Uint8Array(32)};
const closedEarly = new LinkFailure({type: 'closed-early'});

/** The kinds that are tried where every connection is closed early, after this many milliseconds. */
function kindsOf(target: Partial<DialTarget>, took = 1): readonly number[] {
  const attempts = createDialAttempts({mayBeLegacy: true, canKem: true, ...target});
  const kinds: number[] = [];
  for (let opener = attempts.next(); opener !== null; opener = attempts.next()) {
    kinds.push(opener.kind.number);
    attempts.onFailure(closedEarly, took);
  }
  return kinds;
}

describe('the attempts of a dial', () => {
  test.each<[string, Partial<DialTarget>, readonly number[]]>([
    ['an address of nobody known', {}, [MEET + HYBRID, MEET, LEGACY]],
    ['the same without ML-KEM here', {canKem: false}, [MEET, LEGACY]],
    ['over a way where no natter 0.1 can be', {mayBeLegacy: false}, [MEET + HYBRID, MEET]],
    ['a person never linked before', {expectedKey: PERSON}, [KNOWN + HYBRID, KNOWN, LEGACY]],
    [
      'a contact',
      {expectedKey: PERSON, known: {device: DEVICE, kind: KNOWN}},
      [KNOWN + HYBRID, KNOWN, LEGACY],
    ],
    [
      'a contact that had ML-KEM',
      {expectedKey: PERSON, known: {device: DEVICE, kind: KNOWN + HYBRID}},
      [KNOWN + HYBRID, LEGACY],
    ],
    [
      'a contact that had ML-KEM, without it here',
      {expectedKey: PERSON, known: {device: DEVICE, kind: KNOWN + HYBRID}, canKem: false},
      [],
    ],
    ['a secret', {bySecret: {secret, device: null}}, [SHARED_SECRET + HYBRID, SHARED_SECRET]],
  ])('%s', (_, target, kinds) => {
    expect(kindsOf(target)).toEqual(kinds);
  });

  test('the old way is not tried where a connection was closed for being slow', () => {
    expect(kindsOf({}, 499)).toContain(LEGACY);
    expect(kindsOf({}, 500)).toEqual([MEET + HYBRID, MEET]);
  });

  test('one slow close is enough', () => {
    const attempts = createDialAttempts({mayBeLegacy: true, canKem: false});
    attempts.next();
    attempts.onFailure(closedEarly, 500);
    expect(attempts.next()).toBeNull();
  });

  test.each<[string, unknown]>([
    ['a peer that refuses', new LinkFailure({type: 'self'})],
    ['a port where nobody listens', new NatterError('DIAL_TIMEOUT', 'nobody')],
  ])('%s ends the dial, and is what is told', (_, error) => {
    const attempts = createDialAttempts({mayBeLegacy: true, canKem: true});
    attempts.next();
    attempts.onFailure(closedEarly, 1);
    attempts.next();
    attempts.onFailure(error, 1);
    expect(attempts.next()).toBeNull();
    expect(attempts.error()).toBe(error);
  });

  test('of connections that were closed early the first is told', () => {
    const attempts = createDialAttempts({mayBeLegacy: true, canKem: true});
    expect(attempts.error()).toBeNull();
    attempts.next();
    attempts.onFailure(closedEarly, 1);
    attempts.next();
    attempts.onFailure(new LinkFailure({type: 'closed-early'} satisfies Failure), 1);
    expect(attempts.error()).toBe(closedEarly);
  });

  test.each<[string, Partial<DialTarget>, object]>([
    ['nobody', {}, {expectedKey: undefined, expectedDevice: undefined, isNewer: false, secret: undefined}],
    [
      'a person by their own key',
      {expectedKey: PERSON},
      {expectedKey: PERSON, expectedDevice: PERSON, isNewer: false},
    ],
    [
      'a person that had a link of natter 0.1 at most',
      {expectedKey: PERSON, known: {device: DEVICE, kind: LEGACY}},
      {expectedDevice: DEVICE, isNewer: false},
    ],
    [
      'a person by the device that we know',
      {expectedKey: PERSON, known: {device: DEVICE, kind: KNOWN}},
      {expectedKey: PERSON, expectedDevice: DEVICE, isNewer: true},
    ],
    ['spoken words: any device', {bySecret: {secret, device: null}}, {expectedDevice: undefined, secret}],
    ['an invite: its device', {bySecret: {secret, device: DEVICE}}, {expectedDevice: DEVICE, secret}],
  ])('expects %s', (_, target, expected) => {
    expect(createDialAttempts({mayBeLegacy: true, canKem: true, ...target}).next()).toMatchObject({
      initiator: true,
      ...expected,
    });
  });
});
