import {expect, test} from '@jest/globals';
import {followAttention} from '../../../src/app/screen/attention.ts';
import type {Action, Core, CoreEvent} from '../../../src/core/api/api.ts';
import {createAttention} from '../../../src/core/attention.ts';
import type {TokenSource} from '../../../src/terminal/input.ts';
import type {Token} from '../../../src/terminal/tokens.ts';
import {snapshot} from '../../support/facts.ts';
import {settled} from '../../support/history-core.ts';

/** Screens at one core, each with a keyboard. */
function build() {
  const screens = new Map<string, {press: (token: Token) => void; isHere: () => boolean}>();
  const listeners = new Set<(events: readonly CoreEvent[]) => void>();
  const performed: Action[] = [];
  const tell = (event: CoreEvent) => {
    for (const listener of listeners) {
      listener([event]);
    }
  };
  const attention = createAttention(screen => tell({type: 'attention-changed', screen}));
  const core = {
    async perform(action: Action) {
      performed.push(action);
      if (action.type === 'attend') {
        attention.attend(action.screen, action.isThere);
      }
      return null;
    },
  } as unknown as Core;

  async function open(screen: string): Promise<void> {
    let press: (token: Token) => void = () => {};
    const input = {
      subscribe(listener: (token: Token) => void) {
        press = listener;
        return () => {};
      },
    } as unknown as TokenSource;
    const followed = followAttention({core: Promise.resolve(core), screen, input});
    listeners.add(followed.hear);
    followed.hear([{type: 'ready', snapshot: snapshot({attended: attention.screen()})}]);
    screens.set(screen, {press: token => press(token), isHere: followed.isHere});
    await settled();
  }
  const here = () => [...screens].filter(([, {isHere}]) => isHere()).map(([screen]) => screen);
  const press = async (screen: string, token: Token) => {
    screens.get(screen)?.press(token);
    await settled();
  };
  return {open, here, press, attention, performed};
}

const key: Token = {type: 'key', chord: {name: 'enter'}} as Token;

test('exactly one screen tells the user: the one that was started, typed at or looked at last', async () => {
  const {open, here, press, attention, performed} = build();
  await open('left');
  await open('right');
  expect(here()).toEqual(['right']);
  await press('left', key);
  expect(here()).toEqual(['left']);
  await press('right', {type: 'focus', isIn: false} as Token);
  expect(here()).toEqual(['left']);
  await press('right', {type: 'focus', isIn: true} as Token);
  expect(here()).toEqual(['right']);
  const count = performed.length;
  await press('right', key);
  expect(performed.length).toBe(count); // no word for each key
  attention.attend('right', false);
  expect(here()).toEqual(['left']);
});
