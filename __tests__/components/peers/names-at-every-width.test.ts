import {expect, test} from '@jest/globals';
import {emptyEditor} from '../../../components/input/editor.ts';
import {drawTitle} from '../../../components/log/title.ts';
import {drawPage} from '../../../components/pages/list/draw.ts';
import {palettePage} from '../../../components/pages/palette/palette.ts';
import {searchPage} from '../../../components/pages/search/search-page.ts';
import {drawPeers} from '../../../components/peers/rows.ts';
import {drawCandidates} from '../../../components/status/candidates.ts';
import {chosenPeer, drawStatus} from '../../../components/status/status.ts';
import type {Painter} from '../../../components/theme/theme.ts';
import {createCalendar} from '../../../components/theme/time-format.ts';
import {safeText} from '../../../src/lib/text/safe-text.ts';
import {initialState} from '../../../src/store/state.ts';
import {BOB_KEY, CAROL_KEY, ownEntry, peer, WITH_BOB, WITH_CAROL} from '../../support/facts.ts';

const bare: Painter = {paint: (_, text) => text, paintPerson: (_, text) => text};
const one = peer(BOB_KEY, 'guest-p45x with a long name·k3f9', {verified: true});
const other = peer(CAROL_KEY, 'guest-p45x with a long name·m2qz', {relation: 'alarmed'});
const listed = {unread: 1200, muted: true, mentions: true, lastActivity: 0, listing: 'normal'} as const;

test.each([15, 19, 27, 48])('the list, %i columns', width => {
  const facts = {
    sections: {
      requests: [{...listed, peer: other, conversation: WITH_CAROL}],
      contacts: [{...listed, peer: one, conversation: WITH_BOB}],
      ...{pinned: [], rooms: [], archived: []},
    },
    selected: null,
    open: null,
    ...{numbers: new Map(), drafts: new Map(), lastWords: new Map(), when: () => 'Wed'},
  };
  const rows = drawPeers(facts, {width, height: 4}, bare);
  expect(rows[1]).toContain('·m2qz');
  expect(rows[3]).toContain('·k3f9');
  expect(rows[3]?.startsWith(' ○✓')).toBe(true);
  expect(rows[1]?.startsWith(' ! ')).toBe(true);
  expect(new Set(rows.map(row => row.length))).toEqual(new Set([width]));
});

const title = {room: null, expiry: null, muted: null, lastSeen: '', newAbove: 0, newKey: null, place: ''};

test.each([12, 20, 30, 60, 100])('the title, %i columns', width => {
  expect(drawTitle({...title, peer: one, isTyping: false}, width, bare)).toContain('·k3f9');
  expect(drawTitle({...title, peer: other, isTyping: true}, width, bare)).toContain('·m2qz');
});

test.each([30, 40, 80])('whom Enter opens, %i columns', width => {
  const state = {...initialState, peers: new Map([[BOB_KEY, one]]), selected: WITH_BOB};
  const chosen = chosenPeer(state);
  expect(chosen).toBe(one.name);
  const facts = {
    phase: 'ready',
    self: null,
    answer: null,
    online: 0,
    unread: 0,
    isQuitting: false,
    offered: null,
    requests: 0,
    ...{alarmed: [], mentioned: []},
  } as const;
  expect(drawStatus({...facts, chosen, time: safeText('10:00')}, {width, height: 1}, bare).join()).toContain(
    '·k3f9',
  );
});

const known = {...initialState, peers: new Map([[BOB_KEY, one]])};
const field = emptyEditor;

test.each([26, 30, 45, 60, 100])('the palette, %i columns', width => {
  const rows = drawPage(palettePage(known, {field, at: 0}), {width, height: 12}, bare);
  expect(rows[2]).toContain('·k3f9');
});

test.each([26, 30, 45, 60, 100])('a search, %i columns', width => {
  const found = {wanted: {text: 'x', conversation: null}, hits: [ownEntry(1, 'x')], more: false, busy: false};
  const look = {width, calendar: createCalendar('24h'), now: 0};
  const state = {...known, found, open: WITH_BOB};
  const everywhere = drawPage(
    searchPage(state, {field, at: 0, scope: null}, look),
    {width, height: 12},
    bare,
  );
  expect(everywhere[2]).toContain('·k3f9:');
  const here = drawPage(searchPage(state, {field, at: 0, scope: WITH_BOB}, look), {width, height: 12}, bare);
  expect(here[0]).toContain('·k3f9');
  expect(everywhere.at(-1)).not.toMatch(/guest/); // where it stood, most widths cut it
});

test.each([8, 20, 40])('what can be completed, %i columns', width => {
  const candidates = [`"${one.name}" `, `"${other.name}" `];
  const completing = {before: field, completion: {from: 0, to: 0, candidates}, at: 1};
  expect(drawCandidates(completing, width, bare)).toContain('·m2qz');
});
