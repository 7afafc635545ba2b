import {afterEach, expect, test} from '@jest/globals';
import {BOB_KEY, conversation, entry, ownEntry, peer, snapshot, WITH_BOB} from '../../../support/facts.ts';
import {closeScreens, drawScreen} from '../../../support/screen.tsx';

afterEach(closeScreens);

const LINK = 'https://maps.example.org/lake-trail?via=ridge&from=hut';

test('a line that takes several rows is known as one, and only while it is to be copied', async () => {
  const screen = await drawScreen({columns: 40, rows: 12});
  const peers = [peer(BOB_KEY, 'bob')];
  await screen.push({type: 'ready', snapshot: snapshot({peers, conversations: [conversation(WITH_BOB)]})});
  await screen.open(BOB_KEY, entry(1, `two lines\n${LINK}`), ownEntry(2, 'ok'), entry(3, 'x'.repeat(80)));
  expect(screen.model.wholeLines()).toEqual([]);
  await screen.type('\x18c');
  expect(screen.rows()).toEqual([
    'Tuesday, 4 March 2025',
    'bob: two lines',
    'https://maps.example.org/lake-trail?via=',
    'ridge&from=hut',
    'ann: ok',
    `bob: ${'x'.repeat(35)}`,
    'x'.repeat(40),
    'x'.repeat(5),
    '',
    '',
    '',
    'Select, copy · PgUp PgDn · Esc closes',
  ]);
  expect(screen.model.wholeLines()).toEqual([
    {y: 2, rows: [LINK.slice(0, 40), LINK.slice(40)]},
    {y: 5, rows: [`bob: ${'x'.repeat(35)}`, 'x'.repeat(40), 'x'.repeat(5)]},
  ]);
  await screen.type('\x1b');
  expect(screen.model.wholeLines()).toEqual([]);
});
