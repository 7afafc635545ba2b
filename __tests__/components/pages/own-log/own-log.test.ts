import {expect, test} from '@jest/globals';
import {OWN_LOG, openOwnLog} from '../../../../components/pages/own-log/own-log-mode.ts';
import {safeText} from '../../../../src/lib/text/safe-text.ts';
import {ann, BOB_KEY, entry, peer, snapshot} from '../../../support/facts.ts';
import {settled} from '../../../support/history-core.ts';
import {drawScreen} from '../../../support/screen.tsx';

test('keeps what natter said and who came and went, and shows its end', async () => {
  const screen = await drawScreen({columns: 60, rows: 12});
  const bob = peer(BOB_KEY, 'bob', {presence: 'online'});
  await screen.push({type: 'ready', snapshot: snapshot({self: ann(), peers: [bob]})});
  await screen.open(BOB_KEY, entry(1, 'hello'));
  const told = Array.from({length: 9}, (_, index) => safeText(`Number ${index + 1}.`));
  await screen.push(
    ...told.map(text => ({type: 'notice', text, conversation: null}) as const),
    {type: 'peer-online', peer: bob},
    {type: 'failed', code: 'DISK_FULL', message: safeText('The disk is full.')},
  );
  openOwnLog(screen.model.modes);
  await settled();
  expect(screen.rows()).toEqual([
    ' -- Number 2.                                          10:00',
    ' -- Number 3.                                          10:00',
    ' -- Number 4.                                          10:00',
    ' -- Number 5.                                          10:00',
    ' -- Number 6.                                          10:00',
    ' -- Number 7.                                          10:00',
    ' -- Number 8.                                          10:00',
    ' -- Number 9.                                          10:00',
    ' -- bob is online.                                     10:00',
    ' !! The disk is full.                                  10:00',
    ' The disk is full. ────────────────────────────────── 10:00',
    '> Write to bob, or / for commands',
  ]);
  await screen.type('x');
  expect(screen.model.modes.stateOf(OWN_LOG)).toBeNull();
  expect(screen.rows().at(-1)).toBe('> x');
  screen.close();
});
