import {readFileSync} from 'node:fs';
import {describe, expect, test} from '@jest/globals';
import {formatTicket, parseTicket, type TicketLink} from '../../../src/identity/room/ticket-link.ts';
import {hash32} from '../../../src/lib/hash.ts';
import {decodeZBase32, encodeZBase32} from '../../../src/lib/z-base-32.ts';

const SCHEME = 'natter:room/';
const TICKET: TicketLink = {
  room: Buffer.alloc(32, 9),
  seed: Buffer.alloc(16, 3),
  hostKey: Buffer.from(Array.from({length: 32}, (_, index) => index)),
  addresses: [],
};
const home = {host: Buffer.from([192, 168, 1, 20]), port: 4242};
const LINK = `${SCHEME}yrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1yadycbogyadycbogyadycbogyayyrbygbyfyadoonekbcgy4doxnyetrrawnwmbqgy3depta8e6dh47w`;
const LINK_HOME = `${SCHEME}yrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1nejbrro1yadycbogyadycbogyadycbogyayyrbygbyfyadoonekbcgy4doxnyetrrawnwmbqgy3depta8e6dhyopofeyrkjrr8edo`;

/** The link of a ticket whose bytes, without the sum, are others. */
function forged(change: (body: Buffer) => Uint8Array): string {
  const body = change((decodeZBase32(LINK.slice(SCHEME.length)) as Buffer).subarray(0, -2));
  return SCHEME + encodeZBase32(Buffer.concat([body, hash32('natter/link-sum/1', body).subarray(0, 2)]));
}

const behind = (...bytes: number[]) => forged(body => Buffer.concat([body, Buffer.from(bytes)]));

describe('the link of a ticket', () => {
  test.each([
    ['alone', TICKET, LINK],
    ['with an address', {...TICKET, addresses: [home]}, LINK_HOME],
  ])('%s, as docs/PROTOCOL.md shows it', (_, ticket, link) => {
    expect(formatTicket(ticket)).toBe(link);
    expect(parseTicket(link)).toEqual(ticket);
    expect(parseTicket(` <${link.slice(0, 50)}\r\n${link.slice(50).toUpperCase()}>.`)).toEqual(ticket);
    expect(readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8')).toContain(link);
  });

  test.each([
    ['a character is wrong', `${LINK.slice(0, 30)}y${LINK.slice(31)}`, 'TICKET_DAMAGED'],
    ['its end is missing', LINK.slice(0, -3), 'TICKET_DAMAGED'],
    ['it is an invite', LINK.replace('room/', ''), 'TICKET_DAMAGED'],
    ['a field is cut short', behind(1, 6, 192, 168), 'TICKET_DAMAGED'],
    ['nothing of it is there', SCHEME, 'TICKET_DAMAGED'],
    ['it is of a later version', forged(body => Buffer.concat([Buffer.of(2), body])), 'INVITE_NEWER'],
  ])('refused: %s', (_, link, code) => {
    expect(() => parseTicket(link)).toThrow(expect.objectContaining({code}));
  });

  test('what a later natter adds, and an address of no known length, is passed over', () => {
    expect(parseTicket(behind(200, 2, 7, 7))).toEqual(TICKET);
    expect(parseTicket(behind(1, 5, 192, 168, 1, 20, 9))).toEqual(TICKET);
  });
});
