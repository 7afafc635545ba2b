import {networkInterfaces} from 'node:os';
import {describe, expect, test} from '@jest/globals';
import {reachPorts} from '../../src/app/reach-ports.ts';

const environment = {NATTER_TEST: '1'};

describe('the nodes to begin with', () => {
  test('are those of the config, also if it names none', async () => {
    for (const bootstrap of [['192.0.2.1:49737'], []]) {
      expect(await reachPorts({host: '::', bootstrap, environment}).bootstrap()).toEqual(bootstrap);
    }
  });

  test('are the public ones else, but for a test', async () => {
    await expect(
      reachPorts({host: '::', bootstrap: undefined, environment}).bootstrap(),
    ).rejects.toMatchObject({
      code: 'DHT_UNREACHABLE',
    });
  });
});

describe('who listens on one address only', () => {
  test('sends beacons from no other', () => {
    const addresses = (host: string) =>
      reachPorts({host, bootstrap: [], environment})
        .lan?.addresses()
        .map(({host: own}) => own);
    const outside = Object.values(networkInterfaces())
      .flatMap(list => list ?? [])
      .filter(({internal, family}) => !internal && family === 'IPv4')
      .map(({address}) => address);
    expect(addresses('203.0.113.9')).toEqual([]);
    expect(addresses('0.0.0.0')).toEqual(expect.arrayContaining(outside));
    expect(addresses(outside[0] ?? '203.0.113.9')).toEqual(outside.slice(0, 1));
  });

  test('of IPv6 is in no hash table', async () => {
    const {startTable} = reachPorts({host: '::1', bootstrap: [], environment});
    await expect(startTable?.([])).rejects.toThrow('over IPv4 only');
  });
});
