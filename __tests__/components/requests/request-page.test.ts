import {afterEach, describe, expect, test} from '@jest/globals';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {
  BOB_KEY,
  CAROL_KEY,
  conversation,
  entry,
  peer,
  snapshot,
  WITH_BOB,
  WITH_CAROL,
} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {closeScreens, type DrawnScreen, drawScreen} from '../../support/screen.tsx';

const SIZES = [
  {columns: 45, rows: 20},
  {columns: 80, rows: 24},
  {columns: 120, rows: 36},
  {columns: 200, rows: 60},
];
const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
const carol = peer(CAROL_KEY, 'carol', {
  ...{relation: 'request', presence: 'online', address: safeText('10.0.0.9:4242')},
});

afterEach(closeScreens);

async function drawn(
  size = {columns: 80, rows: 24},
  whenShown = () => Promise.resolve(true),
): Promise<DrawnScreen> {
  const screen = await drawScreen({...size, whenShown});
  const conversations = [conversation(WITH_BOB), conversation(WITH_CAROL)];
  await screen.push({type: 'ready', snapshot: snapshot({peers: [bob], conversations})});
  await screen.open(BOB_KEY, entry(1, 'one'), entry(2, 'two'));
  await screen.push({type: 'request-received', peer: carol}, {type: 'peer-changed', peer: carol});
  return screen;
}

async function onPage(size?: {columns: number; rows: number}): Promise<DrawnScreen> {
  const screen = await drawn(size);
  await screen.open(CAROL_KEY);
  return screen;
}

describe.each(SIZES)('a request at $columns×$rows', size => {
  test('is counted in the status line and stands in no conversation', async () => {
    const screen = await drawn(size);
    expect(screen.rows().at(-2)).toMatch(/^ 1 request · 2 online ─/);
    expect(screen.rows().slice(0, -2).join('\n')).not.toContain('wants to talk');
  });

  test('has a page that says who asks and what the keys do', async () => {
    const screen = await onPage(size);
    const text = screen.frame();
    for (const part of [
      'carol wants to talk to you',
      'cccc-cccc',
      '10.0.0.9:4242',
      'Enter',
      'accept',
      'decline',
      'block',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Write to');
    expect(screen.rows().length).toBe(size.rows);
  });
});

test.each([
  ['\r', 'submit /accept cccc-cccc'],
  ['d', 'submit /decline cccc-cccc'],
  ['b', 'submit /block cccc-cccc'],
])('%j answers', async (key, asked) => {
  const screen = await onPage();
  await screen.type(key);
  expect(screen.asked).toContain(asked);
});

test('Esc decides later: previous conversation, and back comes back', async () => {
  const screen = await onPage();
  screen.model.press({name: 'escape'});
  expect(screen.model.store.getState().open).toBe(BOB_KEY);
  expect(screen.asked.filter(what => what.startsWith('submit'))).toEqual([]);
});

test('no text can be typed there, commands can', async () => {
  const screen = await onPage();
  await screen.type('hello');
  expect(screen.model.bar.getState().editor.text).toBe('');
  await screen.type('/', 'd', 'b');
  expect(screen.model.bar.getState().editor.text).toBe('/db');
  expect(screen.asked.filter(what => what.startsWith('submit'))).toEqual([]);
});

test('a word answers nothing, whatever letters are in it', async () => {
  const screen = await onPage();
  await screen.type('bad idea', 'old');
  expect(screen.asked.filter(what => what.startsWith('submit'))).toEqual([]);
});

test('what was typed before the page was on the terminal answers nothing, however late', async () => {
  let show = (_: boolean) => {};
  const whenShown = () =>
    new Promise<boolean>(resolve => {
      show = resolve;
    });
  const screen = await drawn({columns: 80, rows: 24}, whenShown);
  await screen.open(CAROL_KEY);
  screen.clock.advance(600_000);
  await screen.type('d', 'b', '\r');
  show(false); // it did not answer, and is asked again
  await settled();
  await screen.type('d');
  expect(screen.asked.filter(what => what.startsWith('submit'))).toEqual([]);
  show(true);
  await settled();
  await screen.type('d');
  expect(screen.asked).toContain('submit /decline cccc-cccc');
});

test('nor is anything answered that was typed before another request took its place', async () => {
  const answers: ((isShown: boolean) => void)[] = [];
  const screen = await drawn({columns: 80, rows: 24}, () => new Promise(resolve => answers.push(resolve)));
  await screen.open(CAROL_KEY);
  await screen.open(BOB_KEY);
  await screen.open(CAROL_KEY);
  answers[0]?.(true);
  await settled();
  await screen.type('d');
  expect(screen.asked.filter(what => what.startsWith('submit'))).toEqual([]);
  answers[1]?.(true);
  await settled();
  await screen.type('d');
  expect(screen.asked).toContain('submit /decline cccc-cccc');
});
