import {expect, test} from '@jest/globals';
import {encode} from 'uqr';
import {asciiQrRows, qrRows} from '../../../components/text/qr.ts';

const LINK = `NATTER:${'YBNDRFG8EJKMCPQXOT1UWISZA345H769'.repeat(3).slice(0, 84)}`;

test('each row holds two rows of modules', () => {
  const {data, size} = encode(LINK, {ecc: 'L', border: 2});
  const dark = (rows: readonly string[]) =>
    rows.flatMap(row => [
      [...row].map(cell => cell === '█' || cell === '▀'),
      [...row].map(cell => cell === '█' || cell === '▄'),
    ]);
  expect(dark(qrRows(LINK)).slice(0, size)).toEqual(data);
});

test('ASCII has two columns for each module', () => {
  const {data} = encode(LINK, {ecc: 'L', border: 2});
  expect(asciiQrRows(LINK).map(row => (row.match(/../g) ?? []).map(cell => cell === '##'))).toEqual(data);
});

test('the code of an invite fits a terminal of 80 columns and 24 rows', () => {
  const rows = qrRows(LINK);
  expect([rows.length, new Set(rows.map(row => row.length))]).toEqual([19, new Set([37])]);
});

test('lower case makes a larger one', () => {
  expect(qrRows(LINK.toLowerCase()).length).toBeGreaterThan(qrRows(LINK).length);
});
