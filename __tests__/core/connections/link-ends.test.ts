import {expect, test} from '@jest/globals';
import {closeReason, endDetail} from '../../../src/core/connections/link-ends.ts';
import type {LinkEnd} from '../../../src/net/link/link.ts';

const bye = (detail: string): LinkEnd => ({
  type: 'bye',
  bye: {type: 'bye', reason: 'busy', detail, program: 'natter', release: '1'},
});

test.each<[string, LinkEnd, string, string | null]>([
  ['a bye', bye('too many'), 'busy', 'too many'],
  ['a bye that says no more', bye(''), 'busy', null],
  ['hostile text', bye('a\u001b[2Jb'), 'busy', 'a␛[2Jb'],
  ['an end of ours', {type: 'closed', reason: 'quit'}, 'quit', null],
  ['a broken rule', {type: 'protocol', detail: 'A second hello came'}, 'protocol', 'A second hello came'],
  ['a loss', {type: 'lost', detail: 'cut'}, 'lost', 'cut'],
])('%s', (_, end, reason, detail) => {
  expect(closeReason(end)).toBe(reason);
  expect(endDetail(end)).toBe(detail);
});
