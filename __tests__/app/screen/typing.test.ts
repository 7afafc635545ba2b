import {expect, test} from '@jest/globals';
import {createBar} from '../../../components/input/input-line.ts';
import {followTyping} from '../../../src/app/screen/typing.ts';
import type {Action, Core} from '../../../src/core/api/api.ts';
import type {ConversationId} from '../../../src/lib/ids.ts';
import {defaultSettings} from '../../../src/lib/settings.ts';
import {createAppStore} from '../../../src/store/store.ts';
import {openConversation} from '../../../src/store/view.ts';
import {TEN_O_CLOCK, WITH_BOB, WITH_CAROL} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';
import {manualClock} from '../../support/manual-clock.ts';

function setUp() {
  const told: string[] = [];
  const perform = (action: Action) => {
    if (action.type === 'typing') {
      told.push(`${action.conversation[0]} ${action.active}`);
    }
    return Promise.resolve(null);
  };
  const store = createAppStore();
  const clock = manualClock(TEN_O_CLOCK);
  const bar = createBar({
    width: () => 80,
    complete: () => ({from: 0, to: 0, candidates: []}),
    hasShortcodes: () => true,
  });
  followTyping({core: Promise.resolve({perform} as unknown as Core), store, bar, clock});
  const open = (key: ConversationId) => store.change(state => openConversation(state, key));
  return {told, store, clock, bar, open};
}

test('a message that is typed is told of, at most once a second, and its end', async () => {
  const {told, clock, bar, open} = setUp();
  open(WITH_BOB);
  bar.insert('h');
  bar.insert('e');
  await settled();
  expect(told).toEqual(['b true']);
  clock.advance(1000);
  bar.insert('y');
  bar.press('move-left');
  bar.take();
  await settled();
  expect(told).toEqual(['b true', 'b true', 'b false']);
});

test('opening another conversation ends it', async () => {
  const {told, bar, open} = setUp();
  open(WITH_BOB);
  bar.insert('h');
  open(WITH_CAROL);
  await settled();
  expect(told).toEqual(['b true', 'b false']);
});

test('commands, the start page and whoever does not want it tell nothing', async () => {
  const {told, store, bar, open} = setUp();
  bar.insert('h');
  bar.setText('');
  open(WITH_BOB);
  bar.insert('/whois bob');
  bar.setText('');
  store.change(state => ({...state, settings: {...defaultSettings, typing: false}}));
  bar.insert('hello');
  await settled();
  expect(told).toEqual([]);
});

test('/me and a doubled slash are messages', async () => {
  const {told, bar, open} = setUp();
  open(WITH_BOB);
  bar.setText('/me waves');
  bar.setText('');
  bar.setText('//etc');
  await settled();
  expect(told).toEqual(['b true', 'b false', 'b true']);
});
