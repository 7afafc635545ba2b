import {expect, test} from '@jest/globals';
import {drawTitle} from '../../../components/log/title.ts';
import {drawPeers} from '../../../components/peers/rows.ts';
import {chosenPeer, drawStatus} from '../../../components/status/status.ts';
import type {Painter} from '../../../components/theme/theme.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {initialState} from '../../../src/store/state.ts';
import {BOB_KEY, CAROL_KEY, peer} from '../../support/facts.ts';

const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};
const one = peer(BOB_KEY, 'guest-p45x with a long name·k3f9', {verified: true});
const other = peer(CAROL_KEY, 'guest-p45x with a long name·m2qz', {relation: 'alarmed'});
const listed = {unread: 1200, muted: true, mentions: true, lastActivity: 0};

test.each([18, 20, 24, 32, 48])('the list, %i columns', width => {
  const facts = {
    sections: {requests: [{...listed, peer: other}], contacts: [{...listed, peer: one}]},
    selected: null,
    open: null,
  };
  const rows = drawPeers(facts, width, 6, bare);
  expect(rows[1]).toContain('·m2qz');
  expect(rows[3]).toContain('·k3f9');
  expect(rows[3]?.startsWith(' ○✓')).toBe(true);
  expect(rows[1]?.startsWith(' ! ')).toBe(true);
  expect(new Set(rows.map(row => row.length))).toEqual(new Set([width]));
});

const title = {expiry: null, newAbove: 0, newKey: null};

test.each([12, 20, 30, 60, 100])('the title, %i columns', width => {
  expect(drawTitle({...title, peer: one, isTyping: false}, width, bare)).toContain('·k3f9');
  expect(drawTitle({...title, peer: other, isTyping: true}, width, bare)).toContain('·m2qz');
});

test.each([30, 40, 80])('whom Enter opens, %i columns', width => {
  const state = {...initialState, peers: new Map([[BOB_KEY, one]]), selected: BOB_KEY};
  const chosen = chosenPeer(state);
  expect(chosen).toBe(one.name);
  const facts = {
    phase: 'ready',
    self: null,
    alert: null,
    online: 0,
    unread: 0,
    isQuitting: false,
    offered: null,
    requests: 0,
  } as const;
  expect(drawStatus({...facts, chosen, time: safeText('10:00')}, width, bare)).toContain('·k3f9');
});
