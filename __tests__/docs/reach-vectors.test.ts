import {readFileSync} from 'node:fs';
import {expect, test} from '@jest/globals';
import constants from 'hyperdht/lib/constants.js';
import {dayKey, reachKey, tagSecret} from '../../src/identity/reach/day-key.ts';
import {inviteKeys, inviteSecret} from '../../src/identity/reach/invite-keys.ts';
import {keyedHash} from '../../src/lib/hash.ts';
import {labels} from '../../src/lib/labels.ts';
import {BEACON_BYTES, encodeBeacon} from '../../src/net/lan/beacon.ts';

const document = readFileSync(new URL('../../docs/PROTOCOL.md', import.meta.url), 'utf8').replace(/\s+/g, '');
const counting = (length: number) => Buffer.from(Array.from({length}, (_, index) => index));
const own = reachKey(counting(32));
const secret = inviteSecret(counting(16));

/** A beacon whose random bytes count from 0, so that its nonce does. */
function beacon(isInvite = false): Buffer {
  const place = {
    address: Buffer.from('00000000000000000000ffffc0a80114', 'hex'),
    port: 4242,
    hour: 498_854,
  };
  const {sign} = dayKey(own, 20_785);
  const contact = isInvite ? null : {tagSecret: tagSecret(own.point), sign};
  return encodeBeacon(place, contact, isInvite ? [inviteKeys(secret)] : [], bytes => {
    bytes.set(
      counting(bytes.byteLength).map((byte, at) => (bytes.byteLength === BEACON_BYTES ? byte - 1 : at)),
    );
  });
}

test.each([
  ['reach point', own.point],
  ['secret of tags', tagSecret(own.point)],
  ['key of a day', dayKey(own, 20_785).publicKey],
  ['key of the next day', dayKey(own, 20_786).publicKey],
  ['prologue of the handshake of the table', constants.NS.PEER_HANDSHAKE],
  ['secret of a punch', keyedHash(32, counting(32), labels.punch)],
  ['seed of a host', keyedHash(32, secret, 'natter/invite/1/host')],
  ['seed of a guest', keyedHash(32, secret, 'natter/invite/1/guest')],
  ['tag of an invite', inviteKeys(secret).tagSecret],
  ['slot and seal of a beacon', beacon().subarray(17, 27)],
  ['slot of an invite in a beacon', beacon(true).subarray(17, 27)],
  ['seal of a beacon', beacon().subarray(57)],
])('docs/PROTOCOL.md shows the %s', (_, bytes) => {
  expect(document).toContain(Buffer.from(bytes).toString('hex'));
});
