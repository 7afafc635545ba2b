import {expect, test} from '@jest/globals';
import {createMouseReader} from '../../../components/mouse/sgr.ts';

test('reports are taken out of what was typed', () => {
  const read = createMouseReader();
  expect(read('a\x1b[<0;3;4Mb\x1b[<0;3;4mc\x1b[<64;1;1M\x1b[<65;1;1M')).toEqual({
    rest: 'abc',
    events: [
      {type: 'press', x: 2, y: 3},
      {type: 'wheel', by: -1},
      {type: 'wheel', by: 1},
    ],
  });
});

test('a report that comes in two reads is one', () => {
  const read = createMouseReader();
  expect(read('a\x1b[<0;3')).toEqual({rest: 'a', events: []});
  expect(read(';4Mb')).toEqual({rest: 'b', events: [{type: 'press', x: 2, y: 3}]});
});

test.each(['\x1b[<32;3;4M', '\x1b[<2;3;4M', '\x1b[<4;3;4M', '\x1b[<66;3;4M'])(
  '%j means nothing and is no text',
  report => {
    expect(createMouseReader()(report)).toEqual({rest: '', events: []});
  },
);

test.each(['\x1b', '\x1b[', '\x1b[A', '\x1b[200~<0;1;1M', 'x<0;1;1M'])('%j is left alone', keys => {
  expect(createMouseReader()(keys)).toEqual({rest: keys, events: []});
});
