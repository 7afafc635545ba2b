import {beforeEach, describe, expect, test} from '@jest/globals';
import {createOwnSelf, type OwnSelfOptions} from '../../../src/core/peers/self.ts';
import {peerKeyOfSeed} from '../../../src/identity/key-pair.ts';
import {shortId} from '../../../src/identity/short-id.ts';
import {NatterError} from '../../../src/lib/errors.ts';
import type {Network} from '../../../src/net/network.ts';

const seed = Buffer.alloc(32, 1);
const key = peerKeyOfSeed(seed);
const id = shortId(key);

let saved: string[];
let notices: string[];
/** Ports that are taken. */
let taken: number[];
let asked: number[];

function create(more: Partial<OwnSelfOptions> = {}) {
  return createOwnSelf({
    ...{seed, name: 'ann', instance: 7, features: 0},
    saveName: name => void saved.push(name),
    notice: text => void notices.push(text),
    ...more,
  });
}

const network = {
  async listen({host, port}) {
    asked.push(port);
    if (taken.includes(port)) {
      throw new NatterError('PORT_TAKEN', 'taken');
    }
    return {host, port: port === 0 ? 50_000 : port, close: async () => {}};
  },
} as Partial<Network> as Network;

const where = {host: '127.0.0.1', port: 4242, portIsExplicit: false};

beforeEach(() => {
  saved = [];
  notices = [];
  taken = [];
  asked = [];
});

describe('the name', () => {
  test('is made from the id until one was chosen', () => {
    const self = create({name: null});
    expect(self.view()).toMatchObject({key, id, name: `guest-${id.slice(0, 4)}`, named: false});
    expect(self.rename('  ann   smith ')).toBe('ann smith');
    expect(self.view()).toMatchObject({name: 'ann smith', named: true});
    expect(saved).toEqual(['ann smith']);
  });

  test('stays what it was if the new one is none, or cannot be kept', () => {
    const full = () => {
      throw new NatterError('PROFILE_UNWRITABLE', 'full');
    };
    expect(() => create().rename('you ✓')).toThrow(expect.objectContaining({code: 'NAME_INVALID'}));
    const self = create({saveName: full});
    expect(() => self.rename('anna')).toThrow(expect.objectContaining({code: 'PROFILE_UNWRITABLE'}));
    expect([self.name(), saved]).toEqual(['ann', []]);
  });
});

describe('the port', () => {
  test('is open when it was opened, and said in the hello from then on', async () => {
    const self = create();
    expect(self.view()).toMatchObject({listening: null, reachableAt: []});
    expect(self.hello()).toMatchObject({name: 'ann', port: 0, instance: 7});
    await self.listen(network, where);
    expect(self.view()).toMatchObject({
      listening: {host: '127.0.0.1', port: 4242},
      reachableAt: ['127.0.0.1:4242'],
    });
    expect(self.hello()).toMatchObject({port: 4242});
    expect(notices).toEqual([]);
  });

  test('if the usual one is taken a free one is opened, and told', async () => {
    taken = [4242];
    const self = create();
    await self.listen(network, where);
    expect(asked).toEqual([4242, 0]);
    expect(self.hello()).toMatchObject({port: 50_000});
    expect(notices).toEqual(['Port 4242 is taken by another program; listening on 50000 instead.']);
  });

  test('if the one that was asked for is taken there is none', async () => {
    taken = [4242];
    const self = create();
    await expect(self.listen(network, {...where, portIsExplicit: true})).rejects.toMatchObject({
      code: 'PORT_TAKEN',
    });
    expect([asked, self.view().listening, notices]).toEqual([[4242], null, []]);
  });

  test.each([
    ['another failure of the network', new NatterError('LISTEN_FAILED', 'no')],
    ['any other error', new Error('no')],
  ])('is no other one after %s', async (_, error) => {
    const ports: number[] = [];
    const broken = {
      listen({port}: {port: number}) {
        ports.push(port);
        return Promise.reject(error);
      },
    } as Partial<Network> as Network;
    const self = create();
    await expect(self.listen(broken, where)).rejects.toBe(error);
    expect([ports, notices, self.view().listening]).toEqual([[4242], [], null]);
  });
});
