import {afterEach, describe, expect, test} from '@jest/globals';
import {deviceKey, onlyDeviceOf} from '../../src/lib/ids.ts';
import {HYBRID, SHARED_SECRET} from '../../src/net/guard/handshake-kinds.ts';
import {hasKem} from '../../src/net/link/ml-kem.ts';
import {createWorld, type World} from './peers.ts';

let world: World;
afterEach(() => world.end());

const secret = (fill: number) => ({id: `invite ${fill}`, psk: new Uint8Array(32).fill(fill)});
const wrongDevice = deviceKey('ab'.repeat(32));

describe.each(['memory', 'tcp'] as const)('over %s', kind => {
  test('whoever knows the secret of an invite is linked, also where nobody else is answered', async () => {
    world = createWorld(kind);
    const host = await world.peer('host', {secrets: () => [1, 2].map(secret), answersAnyone: () => false});
    const guest = await world.peer('guest');
    const next = host.nextLink();
    const link = await guest.network.dial(host.where, {
      bySecret: {secret: secret(2), device: onlyDeviceOf(host.key)},
    });
    const theirs = await next;
    expect([link.secret, theirs.secret]).toEqual(['invite 2', 'invite 2']);
    expect([link.remoteKey, theirs.remoteKey]).toEqual([host.key, guest.key]);
    expect(link.kind).toBe(hasKem() ? SHARED_SECRET + HYBRID : SHARED_SECRET);
    await expect(guest.network.dial(host.where)).rejects.toMatchObject({code: 'NOT_NATTER'});
  });

  test.each([
    ['another secret', () => [secret(1)]],
    ['no open invite', () => []],
  ])('with %s nothing is answered', async (_, secrets) => {
    world = createWorld(kind);
    const host = await world.peer('host', {secrets});
    const guest = await world.peer('guest');
    const dialled = guest.network.dial(host.where, {
      bySecret: {secret: secret(2), device: onlyDeviceOf(host.key)},
    });
    await expect(dialled).rejects.toMatchObject({code: 'NOT_NATTER'});
    expect(host.asked).toEqual([]);
  });

  test('a thief of the link cannot pass for the host: the device is compared before the guest shows itself', async () => {
    world = createWorld(kind);
    const thief = await world.peer('thief', {secrets: () => [secret(1)]});
    const guest = await world.peer('guest');
    const dialled = guest.network.dial(thief.where, {bySecret: {secret: secret(1), device: wrongDevice}});
    await expect(dialled).rejects.toMatchObject({code: 'KEY_MISMATCH'});
    expect(thief.asked).toEqual([]);
  });

  test('a link without a secret names none', async () => {
    world = createWorld(kind);
    const {ours, theirs} = await world.pair({secrets: () => [secret(1)]});
    expect([ours.secret, theirs.secret]).toEqual([null, null]);
  });
});
