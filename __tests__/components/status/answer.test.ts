import {expect, test} from '@jest/globals';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {showAnswer} from '../../../src/store/answers.ts';
import {ann, BOB_KEY, entry, peer, snapshot, TEN_O_CLOCK} from '../../support/facts.ts';
import {drawScreen} from '../../support/screen.tsx';

const LONG =
  'There is no command /qeury. Did you mean /query? /help lists them all; // at the start sends a slash as text.';

async function reading(columns: number) {
  const screen = await drawScreen({columns, rows: 20});
  const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
  await screen.push({type: 'ready', snapshot: snapshot({self: ann(), peers: [bob]})});
  await screen.open(BOB_KEY, entry(1, 'hello'));
  const say = async (kind: 'notice' | 'error', text: string) => {
    screen.model.store.change(state => showAnswer(state, kind, safeText(text), TEN_O_CLOCK));
    await screen.push();
  };
  return {...screen, say};
}

test('an answer that is too long for one row takes as many as it needs, below the log', async () => {
  const screen = await reading(60);
  await screen.say('error', LONG);
  await screen.say('error', LONG);
  expect(screen.rows().slice(15)).toEqual([
    '              │ bob  hello                             10:01',
    ' There is no command /qeury. Did you mean',
    ' /query? /help lists them all; // at the start',
    ' sends a slash as text. (×2) ──────────────────────── 10:00',
    '> Write to bob, or / for commands',
  ]);
  screen.close();
});

test('it takes a third of the screen at most', async () => {
  const screen = await reading(45);
  await screen.say('notice', LONG.repeat(5));
  const rows = screen.rows();
  expect(rows[12]).toContain('hello');
  expect(rows.at(-2)).toMatch(/… ─+ 10:00$/);
  screen.close();
});

test('whom the arrow keys stand on is told before an answer that is no error', async () => {
  const screen = await drawScreen({});
  const peers = [peer(BOB_KEY, 'bob')];
  await screen.push({type: 'ready', snapshot: snapshot({self: ann(), peers})});
  screen.model.store.change(state => showAnswer(state, 'notice', safeText('Done.'), TEN_O_CLOCK));
  await screen.push();
  expect(screen.rows().at(-2)).toMatch(/^ Done\. ─+ 10:00$/);
  await screen.type('\u001b[B');
  expect(screen.rows().at(-2)).toContain('Enter opens bob');
  screen.close();
});

test('why a line was refused is told before how its command is used', async () => {
  const screen = await reading(80);
  await screen.type('/join natter:');
  expect(screen.rows().at(-2)).toContain('/join <link or words> · ');
  await screen.say('error', 'This is not a complete invite link.');
  expect(screen.rows().slice(-2)).toEqual([
    expect.stringMatching(/^ This is not a complete invite link\. ─+ 10:00$/),
    '> /join natter:',
  ]);
  screen.close();
});
