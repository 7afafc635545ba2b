import {describe, expect, test} from '@jest/globals';
import {runLine} from '../../src/commands/engine/run-line.ts';
import {alice, bob, fakeContext, type Happening, notices, peer, self} from './fake-core.ts';

const frank = peer('bob', 'ffff22222222', {relation: 'alarmed'});
const gina = peer('gina', 'gggg22222222', {relation: 'contact'});
const people = {peers: [alice, bob, gina]};

async function run(line: string, ...options: Parameters<typeof fakeContext>): Promise<Happening[]> {
  const {context, happened} = fakeContext(...options);
  await runLine(line, context);
  return happened;
}

async function shown(line: string, ...options: Parameters<typeof fakeContext>): Promise<string> {
  return notices(await run(line, ...options)).join('\n');
}

describe('/verify', () => {
  test('shows what to compare, and what to type on both sides', async () => {
    expect(await shown('/verify gina', people)).toBe(`\
Compare this with gina on a call or in person, not in natter:
  word0 word1 word2 word3 word4 word5
  word6 word7 word8 word9 word10 word11
or compare numbers:
  digit0 digit1 digit2 digit3 digit4 digit5
  digit6 digit7 digit8 digit9 digit10 digit11
The other side sees theirs with /verify ${self.id}
If all match: /verify ${gina.id} yes
If anything differs, someone may be intercepting this conversation. Do not send anything. /block ${gina.id}`);
  });

  test('says if somebody is marked already', async () => {
    expect(await shown('/verify alice')).toMatch(/\nalice is marked as verified\.$/);
  });

  test('marks with yes, and only with yes', async () => {
    expect(await run('/verify gina YES', people)).toEqual([
      {type: 'verify', who: 'gina', verified: true},
      {
        view: 'notice',
        with: 'gina is verified: this key is theirs. natter will warn you if it changes.',
      },
    ]);
    const {context, happened} = fakeContext(people);
    await expect(runLine('/verify gina no', context)).rejects.toMatchObject({code: 'COMMAND_USAGE'});
    await expect(runLine('/verify', context)).rejects.toMatchObject({code: 'NO_CONVERSATION'});
    expect(happened).toEqual([]);
  });
});

test.each<[string, Happening[]]>([
  [
    '/unverify alice',
    [
      {type: 'verify', who: 'alice', verified: false},
      {view: 'notice', with: 'alice is no longer marked as verified.'},
    ],
  ],
  [
    '/trust gina',
    [
      {type: 'trust', who: 'gina'},
      {view: 'notice', with: 'You trust gina. You can talk now.'},
    ],
  ],
  [
    '/block gina',
    [
      {type: 'resolve', who: 'gina'},
      {type: 'block', who: gina.key},
      {view: 'notice', with: `gina is blocked. Undo with /unblock ${gina.id}`},
    ],
  ],
  [
    '/unblock gina',
    [
      {type: 'unblock', who: 'gina'},
      {view: 'notice', with: 'gina is no longer blocked: contact.'},
    ],
  ],
  [
    '/forget gina',
    [
      {type: 'resolve', who: 'gina'},
      {
        view: 'notice',
        with: `This permanently deletes gina and the whole conversation. To confirm: /forget ${gina.id} yes`,
      },
    ],
  ],
  [
    '/forget gina yes',
    [
      {type: 'resolve', who: 'gina'},
      {type: 'forget', who: gina.key},
      {
        view: 'notice',
        with: 'gina and the whole conversation are deleted here. The other side keeps its copy.',
      },
    ],
  ],
  [
    '/wipe everything of me',
    [
      {type: 'wipe', confirmation: 'everything of me'},
      {view: 'notice', with: 'Everything is deleted.'},
      {view: 'quit'},
    ],
  ],
])('%s', async (line, happened) => {
  expect(await run(line, people)).toEqual(happened);
});

test('/requests names those about whom there is an alarm first', async () => {
  expect(await shown('/requests', {peers: [frank]})).toBe(
    `bob (ffff22222222) has a different key than the contact it resembles: /verify it, then /trust or /block it
There are no requests.`,
  );
});
