import {expect, test} from '@jest/globals';
import {details} from '../../src/commands/details.ts';
import type {CommandContext} from '../../src/commands/engine/types.ts';
import type {Query} from '../../src/core/api/api.ts';
import {ann, BOB_KEY, entry, ownEntry, peer, snapshot, TEN_O_CLOCK, WITH_BOB} from '../support/facts.ts';

const history = [ownEntry(1, 'tea?', {state: 'read'}), entry(2, 'yes')];

/** Runs it where Bob's conversation is open, and answers with what it says. */
async function run(id: string | null): Promise<string[]> {
  const said: string[] = [];
  const query = async (asked: Query) => {
    switch (asked.type) {
      case 'history':
        return {entries: history, more: false};
      case 'entry':
        return history.find(each => each.id === asked.entry) ?? null;
      case 'receipts':
        return [{key: BOB_KEY, state: 'read', delivered: null, read: TEN_O_CLOCK}];
      default:
        return snapshot({self: ann(), peers: [peer(BOB_KEY, 'bob')]});
    }
  };
  const view = {current: () => WITH_BOB, notice: (text: string) => void said.push(...text.split('\n'))};
  await details.execute({core: {query}, view} as unknown as CommandContext, id === null ? [null] : [id]);
  return said;
}

test('/details tells of the newest message of ours, or of the one with an id', async () => {
  expect(await run(null)).toEqual([
    `Message  ${history[0]?.id}`,
    'From     ann',
    'Written  2025-03-04 10:01',
    'State    read',
    'Read     bob, 2025-03-04 10:00',
  ]);
  expect((await run(entry(2).id))[1]).toBe('From     bob');
  await expect(run('nothing')).rejects.toMatchObject({code: 'MESSAGE_UNKNOWN'});
});
