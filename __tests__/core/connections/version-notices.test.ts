import {expect, test} from '@jest/globals';
import {createVersionNotices} from '../../../src/core/connections/version-notices.ts';
import type {VersionGap} from '../../../src/net/link/link-failure.ts';

const gap: VersionGap = {older: 'there', program: 'natter 0.1'};

test('each host is told of once, whatever its port, and eight at most', () => {
  const notices: string[] = [];
  const mismatched = createVersionNotices(text => notices.push(text));
  mismatched({remoteAddress: '10.0.0.1:5', gap});
  mismatched({remoteAddress: '10.0.0.1:6', gap});
  mismatched({remoteAddress: '[fe80::1]:6', gap});
  expect(notices).toEqual([expect.stringContaining('10.0.0.1'), expect.stringContaining('[fe80::1]')]);
  expect(notices[0]).toContain('natter 0.1');
  expect(notices[0]).not.toContain(':5');
  for (let host = 2; host < 20; host++) {
    mismatched({remoteAddress: `10.0.0.${host}:5`, gap});
  }
  expect(notices).toHaveLength(8);
});
