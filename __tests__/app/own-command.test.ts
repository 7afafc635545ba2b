import {expect, test} from '@jest/globals';
import {ownCommand} from '../../src/app/own-command.ts';

test('natter is started again as it was: by Node, or as the executable that has Node in it', () => {
  const process = {execPath: '/usr/bin/node', argv: ['/usr/bin/node', '/usr/lib/natter/bin/natter.js', 'x']};
  expect(ownCommand(process)).toEqual(['/usr/bin/node', '/usr/lib/natter/bin/natter.js']);
  const executable = {execPath: '/usr/bin/natter', argv: ['/usr/bin/natter', '/usr/bin/natter', 'x']};
  expect(ownCommand(executable, true)).toEqual(['/usr/bin/natter']);
});
