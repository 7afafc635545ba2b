import {describe, expect, test} from '@jest/globals';
import {parseOptions} from '../../src/cli/options.ts';
import type {NatterError} from '../../src/lib/errors.ts';

const parse = (line: string) => parseOptions(line === '' ? [] : line.split(' '), {NATTER_WAIT: '5'});

describe('what stands behind natter', () => {
  test.each([
    ['', null],
    ['send bob', {type: 'send', to: 'bob', text: null, wait: 'stored', patience: 10}],
    ['send bob it is done', {type: 'send', to: 'bob', text: 'it is done', wait: 'stored', patience: 10}],
    ['send bob hi --wait read', {type: 'send', to: 'bob', text: 'hi', wait: 'read', patience: 10}],
    [
      '--profile x send bob --wait delivered=30 -- -v',
      {type: 'send', to: 'bob', text: '-v', wait: 'delivered', patience: 30},
    ],
    ['tail', {type: 'tail', who: null, after: null}],
    ['tail bob --json --after 17', {type: 'tail', who: 'bob', after: 17}],
    ['status --json', {type: 'status'}],
    ['contacts', {type: 'contacts'}],
    ['daemon', {type: 'daemon', action: 'run'}],
    ['daemon install', {type: 'daemon', action: 'install'}],
  ])('%p', (line, subcommand) => {
    expect(parse(line).subcommand).toEqual(subcommand);
  });

  test.each([
    'send',
    'sned bob hi',
    'tail bob carol',
    'status now',
    'daemon go',
    'send bob --wait soon',
    'send bob --wait read=x',
    'tail --after soon',
  ])('%p is wrong usage, and says what is right', line => {
    let error: NatterError | null = null;
    try {
      parse(line);
    } catch (thrown) {
      error = thrown as NatterError;
    }
    expect(error).toMatchObject({
      code: 'FLAG_INVALID',
      message: expect.stringContaining('See natter --help'),
    });
  });

  test('the seconds of headless input are another flag', () => {
    expect(parse('').wait).toBe(5);
    expect(parse('send bob hi').wait).toBeUndefined();
    expect(parse('send --help').help).toBe(true);
  });
});
