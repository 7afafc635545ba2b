import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {View} from '../../src/commands/engine/types.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {alice, bob, fakeContext, type Happening} from './fake-core.ts';

/** Runs a line while the conversation with bob is open, in front of somebody who answers questions. */
async function run(line: string, view: Partial<View> = {}): Promise<readonly Happening[]> {
  const {context, happened} = fakeContext({}, directWith(bob.key));
  await runLine(line, {...context, view: {...context.view, ...view}});
  return happened.filter(each => 'type' in each && each.type !== 'resolve');
}

describe('without a name, the open conversation is meant', () => {
  test.each([
    ['/verify yes', {type: 'verify', who: bob.key, verified: true}],
    ['/unverify', {type: 'verify', who: bob.key, verified: false}],
    ['/trust', {type: 'trust', who: bob.key}],
    ['/unblock', {type: 'unblock', who: bob.key}],
  ])('%s', async (line, action) => {
    expect(await run(line)).toEqual([action]);
  });

  test.each(['/block', '/forget'])('%s asks before', async line => {
    const asked: string[] = [];
    const answer = (yes: boolean) => ({
      confirm(question: string) {
        asked.push(question);
        return Promise.resolve(yes);
      },
    });
    expect(await run(line, answer(false))).toEqual([]);
    expect(await run(line, answer(true))).toEqual([{type: line.slice(1), who: bob.key}]);
    expect(asked).toEqual([expect.stringContaining('bob'), expect.stringContaining('bob')]);
  });

  test('a name says who, and to block them needs no question then', async () => {
    expect(await run('/block alice', {confirm: () => Promise.resolve(false)})).toEqual([
      {type: 'block', who: alice.key},
    ]);
  });
});

describe('while no conversation is open', () => {
  async function told(line: string, view: Partial<View> = {}): Promise<readonly Happening[]> {
    const {context, happened} = fakeContext();
    await runLine(line, {...context, view: {...context.view, ...view}});
    return happened;
  }

  test.each(['?', 'help', ' HELP ', '/', '/?', '/h'])('%p opens the help', async line => {
    let opened = 0;
    await told(line, {openHelp: () => opened++});
    expect(opened).toBe(1);
  });

  test('an address is connected to', async () => {
    expect(await told('192.168.1.9:4242')).toContainEqual({
      type: 'connect',
      address: {host: '192.168.1.9', port: 4242},
    });
  });

  test('a program means what it says', async () => {
    await expect(told('192.168.1.9:4242', {answer: () => {}})).rejects.toMatchObject({
      code: 'NO_CONVERSATION',
    });
  });
});

test.each(['?', 'help', '192.168.1.9:4242'])('%p is said where somebody hears it', async text => {
  expect(await run(text)).toMatchObject([{type: 'say', conversation: directWith(bob.key), text}]);
});
