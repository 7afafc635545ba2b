import {expect, test} from '@jest/globals';
import {enterTypedAhead} from '../../../src/app/screen/typeahead.ts';

test('newlines in what was typed before the screen came are Enter, later ones are Ctrl-J', () => {
  const reads: (string | Buffer | null)[] = [null, '/list\nhello\n', 'more\n', null];
  const stdin = {read: () => reads.shift() ?? null} as Pick<NodeJS.ReadStream, 'read'>;
  enterTypedAhead(stdin);
  expect([0, 0, 0, 0].map(() => stdin.read())).toEqual([null, '/list\rhello\r', 'more\n', null]);
});
