import {describe, expect, test} from '@jest/globals';
import {keyPair} from '../../../src/identity/key-pair.ts';
import {type DigestedLog, digestOfLogs, partOf} from '../../../src/identity/room/digest.ts';
import {isHead, signHead} from '../../../src/identity/room/head.ts';
import {isHint, signHint} from '../../../src/identity/room/hint.ts';
import {actId, memberTag, roomIdOfFounding, roomTag} from '../../../src/identity/room/room-id.ts';
import {isTicketProof, proveTicket, ticketKeys, ticketSecret} from '../../../src/identity/room/ticket.ts';
import {peerKeyOf} from '../../../src/lib/ids.ts';

const author = keyPair(Buffer.alloc(32, 1));
const AUTHOR = peerKeyOf(author.publicKey);
const OTHER = peerKeyOf(keyPair(Buffer.alloc(32, 2)).publicKey);
const ROOM = Buffer.alloc(32, 9);
const CHAIN = Buffer.from('2396aa78e9881793d84cadf56b11b6ed1b257572df4a31380bc7242fdbf8c06f', 'hex');
const BINDING = Uint8Array.from({length: 32}, (_, index) => index);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The hashes and signatures that docs/PROTOCOL.md shows. */
describe('vectors', () => {
  test('a head', () => {
    const place = {room: ROOM, author: AUTHOR, lane: 0, epoch: 5, sequence: 1, chain: CHAIN};
    const head = signHead(place, author.secretKey);
    expect(hex(head)).toBe(
      '8767b6a37d56d4b1aa7cfbf13b2816a550d7d854d0e477db3d926aaebc8573bb' +
        '54b7a50d2454b9ff6eeeb02b8230c71803541ae884c20b6533cd27f16a7dc507',
    );
    expect(isHead(place, head)).toBe(true);
    const others = [
      {...place, room: Buffer.alloc(32, 8)},
      {...place, author: OTHER},
      {...place, lane: 1},
      {...place, epoch: 6},
      {...place, sequence: 2},
      {...place, chain: Buffer.alloc(32)},
    ];
    expect(others.map(other => isHead(other, head))).toEqual(others.map(() => false));
  });

  test('names of rooms, acts and members', () => {
    expect({
      room: hex(roomIdOfFounding(Buffer.from('founding'))),
      act: hex(actId(AUTHOR, CHAIN)),
      tag: hex(roomTag(ROOM, AUTHOR, BINDING)),
      member: hex(memberTag(ROOM, AUTHOR)),
    }).toMatchInlineSnapshot(`
{
  "act": "fae85093e1b84d27ea86f404641701bc2370a5deb1b6f3783fb282f0d03addff",
  "member": "dea31f5626cacadf",
  "room": "3b131af8c81b862a45fc42553a7abe918d8c5cf9a183fdbd1968ffb9121918af",
  "tag": "d3a917af94cd597ccf6c1db2444749fc",
}
`);
  });

  test('a ticket', () => {
    const keys = ticketKeys(Buffer.alloc(16, 3));
    const proof = proveTicket(ROOM, AUTHOR, keys);
    expect({
      key: hex(keys.publicKey),
      secret: hex(ticketSecret(ROOM, keys.publicKey)),
      proof: hex(proof),
    }).toMatchInlineSnapshot(`
{
  "key": "305b02467385d98b660497f71d062411637517d8d59d07e67b6190d5723b6f02",
  "proof": "a08904b5716fdf1b538f4437cbf0f625ecbcb90992093f6704dbdc46df4250a11a29f9b0bf783d4bd185ca74a279dc8399b5018770d93604a262689a87731700",
  "secret": "b46b79e0febb7356d61f529a89b80321",
}
`);
    expect(isTicketProof(ROOM, AUTHOR, keys.publicKey, proof)).toBe(true);
    expect(isTicketProof(ROOM, OTHER, keys.publicKey, proof)).toBe(false);
    expect(isTicketProof(Buffer.alloc(32), AUTHOR, keys.publicKey, proof)).toBe(false);
  });

  test('a hint', () => {
    const hint = {
      name: 'ada',
      number: 3,
      until: 1_800_000_000,
      point: null,
      addresses: [{host: Buffer.alloc(16, 5), port: 4242}],
    };
    const signature = signHint(ROOM, AUTHOR, hint, author.secretKey);
    expect(hex(signature)).toMatchInlineSnapshot(
      `"0aed09d5d8c4d8b5d4b53c577f3ae0d5a543e59a2647008be7c14c2e185141febf7084e01d3a568500d9e062d22fdf85d952a3d501fe9f34864ae6f7890dd404"`,
    );
    const others = [
      {...hint, name: 'bob'},
      {...hint, number: 4},
      {...hint, until: 1},
      {...hint, point: Buffer.alloc(32, 1)},
      {...hint, addresses: []},
      {...hint, addresses: [{host: Buffer.alloc(16, 5), port: 4243}]},
    ];
    expect(isHint(ROOM, AUTHOR, hint, signature)).toBe(true);
    expect(others.map(other => isHint(ROOM, AUTHOR, other, signature))).toEqual(others.map(() => false));
    expect(isHint(ROOM, OTHER, hint, signature)).toBe(false);
  });
});

describe('digest', () => {
  const log: DigestedLog = {author: AUTHOR, lane: 0, epoch: 5, branch: null, sequence: 1, chain: CHAIN};
  const digest = (...logs: DigestedLog[]) => digestOfLogs(ROOM, BINDING, logs).map(hex);

  test('differs in the part of the author alone, whatever of a log does', () => {
    const changed: DigestedLog[] = [
      {...log, lane: 1},
      {...log, epoch: 6},
      {...log, branch: Buffer.alloc(16, 1)},
      {...log, sequence: 2},
      {...log, chain: Buffer.alloc(32)},
    ];
    for (const other of changed) {
      const parts = digest(other);
      const differing = digest(log).flatMap((part, index) => (part === parts[index] ? [] : [index]));
      expect(differing).toEqual([partOf(AUTHOR)]);
    }
  });

  test('does not depend on the order, and is another one on another link or in another room', () => {
    const two = {...log, epoch: 6};
    expect(digest(log, two)).toEqual(digest(two, log));
    expect(digestOfLogs(ROOM, Buffer.alloc(32), [log]).map(hex)).not.toEqual(digest(log));
    expect(digestOfLogs(Buffer.alloc(32), BINDING, [log]).map(hex)).not.toEqual(digest(log));
    expect(digest()).toHaveLength(64);
  });
});
