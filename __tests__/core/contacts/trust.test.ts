import {afterEach, beforeEach, describe, expect, test} from '@jest/globals';
import {befriend, createVillage, quiet, until, type Village} from '../../support/cores.ts';

let village: Village;

beforeEach(() => {
  village = createVillage();
});

afterEach(() => village.close());

describe('verification', () => {
  test('both sides are shown the same words and digits', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(ann, bob);
    const here = await ann.core.query({type: 'safety-code', who: 'bob'});
    const there = await bob.core.query({type: 'safety-code', who: 'ann'});
    expect(here.peer.key).toBe(bob.key);
    expect(here.words).toEqual(there.words);
    expect(here.digits).toEqual(there.digits);
    expect(here.words).toHaveLength(12);
  });

  test('marks only what was compared in this run, and takes it back', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(ann, bob);
    await expect(ann.act({type: 'verify', who: 'bob', verified: true})).rejects.toMatchObject({
      code: 'NOT_COMPARED',
      message: `You have not compared anything with bob yet. Begin with /verify ${bob.id}`,
    });
    await ann.core.query({type: 'safety-code', who: 'bob'});
    expect(await ann.act({type: 'verify', who: 'bob', verified: true})).toMatchObject({verified: true});
    await ann.next('peer-changed', ({peer}) => peer.key === bob.key && peer.verified);
    expect(ann.database.peers()).toMatchObject([{key: bob.key, verified: true}]);
    expect(await ann.act({type: 'verify', who: 'bob', verified: false})).toMatchObject({verified: false});
    expect(ann.database.peers()).toMatchObject([{key: bob.key, verified: false}]);
  });

  test('a code that was shown for one key marks no other one that took the name meanwhile', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    const eve = await village.person('eve');
    await befriend(ann, bob);
    await befriend(ann, eve);
    await ann.core.query({type: 'safety-code', who: 'bob'});
    await bob.act({type: 'rename', name: 'robert'});
    await ann.next('peer-changed', ({peer}) => peer.name === 'robert');
    await eve.act({type: 'rename', name: 'bob'});
    await ann.next('peer-changed', ({peer}) => peer.key === eve.key && peer.name === 'bob');
    await expect(ann.act({type: 'verify', who: 'bob', verified: true})).rejects.toMatchObject({
      code: 'WHO_AMBIGUOUS', // it was robert's name
    });
    await expect(ann.act({type: 'verify', who: `bob·${eve.id}`, verified: true})).rejects.toMatchObject({
      code: 'NOT_COMPARED',
    });
    expect((await ann.snapshot()).peers.filter(peer => peer.verified)).toEqual([]);
  });
});

describe('blocking', () => {
  test('closes the link, refuses the next one before any hello, and says no more than to a stranger', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(bob, ann);
    expect(await ann.act({type: 'block', who: 'bob'})).toMatchObject({
      relation: 'blocked',
      presence: 'offline',
    });
    expect(await bob.next('peer-offline')).toMatchObject({reason: 'disconnect'});

    const renamed = await ann.act({type: 'rename', name: 'anna'}); // a hello would tell this
    expect(renamed.name).toBe('anna');
    await expect(bob.dial('ann')).rejects.toMatchObject({
      code: 'PEER_REFUSED',
      message: expect.stringContaining('takes no requests from strangers'),
    });
    expect(await bob.peer(ann.key)).toMatchObject({name: 'ann'});
    await expect(ann.say(bob.key, 'hello')).rejects.toMatchObject({code: 'PEER_BLOCKED'});
    await expect(ann.dial('bob')).rejects.toMatchObject({code: 'PEER_BLOCKED'});
    await quiet();
    expect(ann.all('peer-online')).toHaveLength(1);
  });

  test('is taken back to what was before: a contact comes back by itself', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(bob, ann);
    await ann.act({type: 'block', who: 'bob'});
    await bob.next('peer-offline');
    expect(await ann.act({type: 'unblock', who: 'bob'})).toMatchObject({relation: 'contact'});
    await bob.next('peer-online');
    await bob.say(ann.key, 'hello again');
    await ann.next('entries-added', ({entries}) => entries[0]?.text === 'hello again');
  });

  test('of a request ends as a refusal, which outlives a restart', async () => {
    const ann = await village.person('ann');
    const eve = await village.person('eve');
    await eve.dial('ann');
    await ann.next('request-received');
    await ann.act({type: 'block', who: 'eve'});
    expect(ann.database.peers()).toMatchObject([{relation: 'blocked', blockedFrom: 'declined'}]);
    expect(await ann.act({type: 'unblock', who: 'eve'})).toMatchObject({relation: 'declined'});
    expect(ann.database.peers()[0]).not.toHaveProperty('blockedFrom');
    await expect(ann.act({type: 'unblock', who: 'eve'})).rejects.toMatchObject({code: 'NOT_BLOCKED'});
  });

  test('comes too late for no link: one that was half made ends too', async () => {
    const ann = await village.person('ann');
    const bob = await village.person('bob');
    await befriend(bob, ann);
    await bob.act({type: 'disconnect', who: 'ann'});
    await ann.next('peer-offline');
    const dialled = bob.dial('ann').catch(error => error);
    await ann.act({type: 'block', who: 'bob'}); // while the handshake is under way
    await dialled;
    await until(async () => (await bob.peer(ann.key))?.presence === 'offline');
    expect(await ann.peer(bob.key)).toMatchObject({relation: 'blocked', presence: 'offline'});
    expect(ann.all('peer-online')).toHaveLength(1);
  });
});
