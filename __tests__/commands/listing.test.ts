import {expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import type {Listing} from '../../src/core/api/api.ts';
import {directWith} from '../../src/lib/conversation.ts';
import {roomConversation} from '../support/facts.ts';
import {bob, conversation, fakeContext, type Happening, notices} from './fake-core.ts';

const WITH_BOB = directWith(bob.key);
const garden = roomConversation('Garden');

/** Runs a line where Bob's conversation is open. */
async function run(line: string, listing: Listing, open = true): Promise<readonly Happening[]> {
  const conversations = [{...conversation(WITH_BOB, 0), listing}, garden];
  const {context, happened} = fakeContext({conversations}, open ? WITH_BOB : null);
  await runLine(line, context);
  return happened;
}

test.each<[string, Listing, Listing | null, string]>([
  ['/pin', 'normal', 'pinned', 'bob stands first in the list. Undo with /unpin'],
  ['/pin bob', 'archived', 'pinned', 'bob stands first in the list. Undo with /unpin'],
  ['/unpin', 'pinned', 'normal', 'bob stands among the others in the list.'],
  ['/unpin', 'archived', null, 'bob is not pinned.'],
  [
    '/archive',
    'pinned',
    'archived',
    'bob is archived: it comes back with the next message, unless it is muted. Undo with /unarchive',
  ],
  ['/unarchive', 'archived', 'normal', 'bob is in the list again.'],
  ['/unarchive bob', 'pinned', null, 'bob is not archived.'],
])('%s of a conversation that is %s', async (line, before, after, told) => {
  const happened = await run(line, before);
  const changes = happened.filter(each => 'type' in each && each.type === 'list');
  expect(changes).toEqual(after === null ? [] : [{type: 'list', conversation: WITH_BOB, listing: after}]);
  expect(notices(happened)).toEqual([told]);
});

test('a room is named by its #', async () => {
  expect((await run('/pin #garden', 'normal'))[0]).toEqual({
    ...{type: 'list', conversation: garden.id, listing: 'pinned'},
  });
});

test.each(['/pin', '/unpin', '/archive', '/unarchive'])('%s wants a conversation', async line => {
  await expect(run(line, 'normal', false)).rejects.toMatchObject({
    code: 'NO_CONVERSATION',
    message: expect.stringContaining(`${line} <who>`),
  });
});
