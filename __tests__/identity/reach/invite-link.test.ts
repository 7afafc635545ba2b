import {describe, expect, test} from '@jest/globals';
import fc from 'fast-check';
import {inviteSecret} from '../../../src/identity/reach/invite-keys.ts';
import {formatInvite, type Invite, parseInvite} from '../../../src/identity/reach/invite-link.ts';
import {isInviteLink} from '../../../src/identity/reach/link-text.ts';
import {hash32} from '../../../src/lib/hash.ts';
import {encodeZBase32} from '../../../src/lib/z-base-32.ts';

const count = (length: number, from = 0) => Buffer.from(Array.from({length}, (_, index) => from + index));
const PLAIN: Invite = {secret: inviteSecret(count(16)), hostKey: count(32, 32), addresses: [], nodes: []};
const LINK = formatInvite(PLAIN);

const withSum = (body: Buffer) => Buffer.concat([body, hash32('natter/link-sum/1', body).subarray(0, 2)]);

const code = (work: () => unknown) => {
  try {
    work();
    return 'no error';
  } catch (error) {
    return (error as {code?: string}).code;
  }
};

test('the vector of PROTOCOL.md', () => {
  expect(LINK).toBe(
    'natter:yryyyyenycnykbo8byrownacbw8y6ebbret1ejjgrhwn1ktmfos1hm3ogr3dgpbiga5uoqj48c6d4xt9mqso',
  );
  expect(parseInvite(LINK)).toEqual(PLAIN);
});

const address = fc.record({
  host: fc.oneof(fc.uint8Array({minLength: 4, maxLength: 4}), fc.uint8Array({minLength: 16, maxLength: 16})),
  port: fc.integer({min: 1, max: 65535}),
});
const node = fc.record({
  host: fc.uint8Array({minLength: 4, maxLength: 4}),
  port: fc.integer({min: 1, max: 65535}),
});
const invites = fc.record({
  secret: fc.uint8Array({minLength: 16, maxLength: 16}).map(inviteSecret),
  hostKey: fc.uint8Array({minLength: 32, maxLength: 32}).map(bytes => Buffer.from(bytes)),
  addresses: fc.array(address, {maxLength: 3}),
  nodes: fc.array(node, {maxLength: 2}),
});

/** Bytes of any kind as plain numbers, to be compared. */
const plain = (invite: Invite) => JSON.parse(JSON.stringify(invite, (_, value) => value?.data ?? value));

test('what is written is read, in upper case too', () => {
  fc.assert(
    fc.property(invites, invite => {
      const expected = {
        ...invite,
        addresses: invite.addresses.map(toBuffer),
        nodes: invite.nodes.map(toBuffer),
      };
      expect(plain(parseInvite(formatInvite(invite)))).toEqual(plain(expected));
      expect(plain(parseInvite(formatInvite(invite).toUpperCase()))).toEqual(plain(expected));
    }),
  );
});

const toBuffer = (place: {host: Uint8Array; port: number}) => ({...place, host: Buffer.from(place.host)});

describe('as it is pasted', () => {
  test.each([
    ['with a line break', `${LINK.slice(0, 40)}\r\n${LINK.slice(40)}`],
    ['quoted by a mail program', `<${LINK}>`],
    ['with spaces', ` ${LINK.slice(0, 20)} ${LINK.slice(20)} `],
    ['at the end of a sentence', `${LINK}.`],
    ['in quotation marks', `\u201c${LINK}\u201d`],
    ['with the scheme in capitals', LINK.replace('natter', 'Natter')],
  ])('%s', (_, text) => {
    expect(isInviteLink(text)).toBe(true);
    expect(parseInvite(text)).toEqual(PLAIN);
  });
});

describe('damaged', () => {
  test('any other character at any place', () => {
    for (let at = 'natter:'.length; at < LINK.length; at += 1) {
      const other = LINK[at] === 'y' ? 'b' : 'y';
      expect(code(() => parseInvite(LINK.slice(0, at) + other + LINK.slice(at + 1)))).toMatch(/^INVITE_/);
    }
  });

  test('any end that is missing', () => {
    for (let end = 'natter:'.length; end < LINK.length; end += 1) {
      expect(code(() => parseInvite(LINK.slice(0, end)))).toBe('INVITE_DAMAGED');
    }
  });

  test('two neighbours that changed places', () => {
    for (let at = 'natter:'.length; at + 1 < LINK.length; at += 1) {
      const swapped = LINK.slice(0, at) + LINK[at + 1] + LINK[at] + LINK.slice(at + 2);
      expect(swapped === LINK || code(() => parseInvite(swapped))?.startsWith('INVITE_')).toBe(true);
    }
  });

  test('something else', () => {
    fc.assert(
      fc.property(fc.string({maxLength: 500}), text => {
        expect(code(() => parseInvite(`natter:${text}`))).toBe('INVITE_DAMAGED');
      }),
    );
  });

  test('of a later version', () => {
    const bytes = Buffer.concat([Buffer.from([2, 0]), count(48)]);
    expect(code(() => parseInvite(`natter:${encodeZBase32(withSum(bytes))}`))).toBe('INVITE_NEWER');
  });
});

test('fields of unknown types are passed over', () => {
  const bytes = Buffer.concat([
    Buffer.from([1, 0]),
    PLAIN.secret,
    PLAIN.hostKey,
    Buffer.from([200, 3, 1, 2, 3]),
  ]);
  expect(parseInvite(`natter:${encodeZBase32(withSum(bytes))}`)).toEqual(PLAIN);
});

test('the vectors of PROTOCOL.md', () => {
  const count = (length: number) => Buffer.from(Array.from({length}, (_, index) => index));
  const bare = {secret: inviteSecret(count(16)), hostKey: count(32), addresses: [], nodes: []};
  expect(formatInvite(bare)).toBe(
    'natter:yryyyyenycnykbo8byrownacbw8y6yybyeboebegyhry1nombogohdaonrjbgfyinamtoge4dcqb48o9e7my',
  );
  const home = {host: Buffer.from([192, 168, 1, 20]), port: 4242};
  expect(formatInvite({...bare, addresses: [home]})).toBe(
    'natter:yryyyyenycnykbo8byrownacbw8y6yybyeboebegyhry1nombogohdaonrjbgfyinamtoge4dcqb48o9yrdcbkybn1jbb6wh',
  );
});
