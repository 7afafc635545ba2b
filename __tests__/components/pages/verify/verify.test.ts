import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {openVerify, VERIFY} from '../../../../components/pages/verify/verify-mode.ts';
import type {SafetyCodeView} from '../../../../src/core/api/api.ts';
import {safeText} from '../../../../src/lib/text/safe-text.ts';
import {ann, BOB_KEY, peer, snapshot} from '../../../support/facts.ts';
import {settled} from '../../../support/history-core.ts';
import {type DrawnScreen, drawScreen} from '../../../support/screen.tsx';

const WORDS = 'glue when add recall cup version comfort yellow inject wrestle leopard public'.split(' ');
const bob = peer(BOB_KEY, 'bob', {relation: 'contact'});
const code: SafetyCodeView = {
  peer: bob,
  words: WORDS.map(safeText),
  digits: Array.from({length: 12}, (_, index) => safeText(String(10_001 + index))),
};

let screen: DrawnScreen;

async function open(columns: number): Promise<void> {
  screen = await drawScreen({columns, rows: 24});
  await screen.push({type: 'ready', snapshot: snapshot({self: ann(), peers: [bob]})});
  openVerify(screen.model.modes, code);
  await settled();
}

beforeEach(() => open(80));
afterEach(() => screen.close());

test('shows the words numbered, in a grid', () => {
  expect(screen.rows().slice(0, 19)).toEqual([
    ' Verify bob                                                        not verified',
    '',
    ' Call bob, or meet, and read these aloud in turn. Not in natter: whoever sits',
    ' between you could answer. bob opens the same page with /verify.',
    '',
    '     1  glue      2  when      3  add',
    '     4  recall    5  cup       6  version',
    '     7  comfort   8  yellow    9  inject',
    '    10  wrestle  11  leopard  12  public',
    '',
    ' No common language? Compare numbers instead:',
    '',
    '    10001  10002  10003  10004  10005  10006',
    '    10007  10008  10009  10010  10011  10012',
    '',
    ' y   all are the same: mark as verified',
    ' n   something differs',
    ' Esc not now',
    '',
  ]);
});

test('never wraps a pair at 45 columns', async () => {
  screen.close();
  await open(45);
  expect(screen.rows().filter(row => /^ +\d+ {2}[a-z]/.test(row))).toHaveLength(4);
});

test('y marks as verified', async () => {
  await screen.type('y');
  expect(screen.asked).toContain(`submit /verify ${bob.id} yes`);
  expect(screen.model.modes.stateOf(VERIFY)).toBeNull();
});

test('n says what to do, and then b blocks; before, it does nothing', async () => {
  await screen.type('b', 'n');
  expect(screen.frame()).toContain('Do not send');
  await screen.type('y');
  expect(screen.asked).toEqual([]);
  await screen.type('b');
  expect(screen.asked).toEqual([`submit /block ${bob.id}`]);
});

test('a y that was typed before the page was on the screen is none', async () => {
  screen.close();
  screen = await drawScreen({whenShown: () => new Promise(() => {})});
  await screen.push({type: 'ready', snapshot: snapshot({self: ann(), peers: [bob]})});
  openVerify(screen.model.modes, code);
  await screen.type('y');
  expect(screen.asked).toEqual([]);
});
