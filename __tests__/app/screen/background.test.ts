import {expect, test} from '@jest/globals';
import {followBackground} from '../../../src/app/screen/background.ts';
import type {TokenListener} from '../../../src/terminal/input.ts';
import type {Token} from '../../../src/terminal/tokens.ts';

function follow(environment: Record<string, string>) {
  const listeners: TokenListener[] = [];
  const told: string[] = [];
  let asked = 0;
  followBackground({
    environment,
    input: {
      subscribe(listener) {
        listeners.push(listener);
        return () => {};
      },
    },
    ask: () => {
      asked += 1;
    },
    onChange: ({auto, background}) => void told.push(`${auto.name} on ${background}`),
  });
  const hear = (token: Token) => {
    for (const listener of listeners) {
      listener(token);
    }
  };
  return {told, asked: () => asked, hear};
}

test('a terminal that answers that it is light gets the light theme, and the dark one again at dusk', () => {
  const {told, asked, hear} = follow({TERM: 'xterm-256color'});
  expect(asked()).toBe(1);
  hear({type: 'background', isLight: true});
  hear({type: 'background', isLight: true});
  expect(told).toEqual(['light on light']);
  hear({type: 'focus', isIn: false});
  expect(asked()).toBe(1);
  hear({type: 'focus', isIn: true});
  expect(asked()).toBe(2);
  hear({type: 'background', isLight: false});
  expect(told).toEqual(['light on light', 'dark on dark']);
});

test('an answer that says what the environment said changes nothing', () => {
  const {told, hear} = follow({TERM: 'xterm', COLORFGBG: '0;15'});
  hear({type: 'background', isLight: true});
  expect(told).toEqual([]);
});

test.each(['linux', 'dumb', 'vt220'])('%s, which may print the question, is not asked', TERM => {
  expect(follow({TERM}).asked()).toBe(0);
});

test('where no colour is wanted, none comes with the background', () => {
  const {told, hear} = follow({TERM: 'xterm', NO_COLOR: '1'});
  hear({type: 'background', isLight: true});
  expect(told).toEqual(['no colours on light']);
});
