import {afterEach, beforeEach, expect, test} from '@jest/globals';
import {openReport, REPORT} from '../../../../components/pages/report/report-mode.ts';
import type {Report} from '../../../../src/commands/engine/report.ts';
import {safeText} from '../../../../src/lib/text/safe-text.ts';
import {ann, snapshot} from '../../../support/facts.ts';
import {settled} from '../../../support/history-core.ts';
import {type DrawnScreen, drawScreen} from '../../../support/screen.tsx';

let screen: DrawnScreen;
let asked: number;

beforeEach(async () => {
  asked = 0;
  screen = await drawScreen({});
  await screen.push({type: 'ready', snapshot: snapshot({self: ann()})});
});
afterEach(() => screen.close());

/** A report that counts how often it was asked for, with so many rows. */
async function ask(rows = 2): Promise<Report> {
  asked += 1;
  const numbered = Array.from({length: rows}, (_, row) => [`row ${row}`, safeText(`value ${row}`)] as const);
  return {
    title: safeText('The link with bob, from inside'),
    sections: [{title: safeText(`Asked ${asked} times`), rows: numbered}],
  };
}

async function open(rows = 2): Promise<void> {
  const again = () => ask(rows);
  openReport({modes: screen.model.modes, clock: screen.clock}, await again(), again);
  await settled();
}

const top = (count: number) =>
  screen
    .rows()
    .slice(0, count)
    .map(row => row.trimEnd());

test('stands in the place of the log', async () => {
  await open();
  expect(top(6)).toEqual([
    ' The link with bob, from inside (Esc to close)',
    '',
    ' Asked 1 times',
    ' row 0  value 0',
    ' row 1  value 1',
    '',
  ]);
});

test('is asked for anew every second, until it is left', async () => {
  await open();
  screen.clock.advance(1000);
  await settled();
  expect(top(3).at(-1)).toBe(' Asked 2 times');
  await screen.type('\u001b');
  expect(screen.model.modes.stateOf(REPORT)).toBeNull();
  screen.clock.advance(5000);
  await settled();
  expect(asked).toBe(2);
});

test('a place in it stays while it changes', async () => {
  await open(60);
  await screen.type('\u001b[B');
  screen.clock.advance(1000);
  await settled();
  expect(top(2)).toEqual(['', ' Asked 2 times']);
});
