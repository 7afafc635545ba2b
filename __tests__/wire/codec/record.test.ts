import {describe, expect, test} from '@jest/globals';
import type {State} from 'compact-encoding';
import {type Codec, flag, flags, list, text, uint} from '../../../src/wire/codec/primitives.ts';
import {flagged, message, optional, record} from '../../../src/wire/codec/record.ts';
import {ProtocolError} from '../../../src/wire/protocol-error.ts';

describe('a record', () => {
  const point = record<{x: number; y: number}>({x: uint('x'), y: uint('y')});

  test('is its fields in the order of the table', () => {
    expect(write(point, {y: 2, x: 1})).toBe('0102');
    expect(read(point, '0102')).toEqual({x: 1, y: 2});
  });

  test('leaves unread what a newer version put behind its fields', () => {
    const state = stateOf('0102ff');
    expect(point.decode(state)).toEqual({x: 1, y: 2});
    expect(state.start).toBe(2);
  });

  test('may have a field with any name', () => {
    const odd = record<{default: number; "it's": number}>({default: uint('one'), "it's": uint('two')});
    expect(read(odd, write(odd, {default: 1, "it's": 2}))).toEqual({default: 1, "it's": 2});
  });
});

describe('an optional field', () => {
  type Person = {name: string; port: number; program: string; comment?: string};
  const person = record<Person>({
    name: text('name', 10),
    port: optional(uint('port', 0xffff), 4242),
    program: optional(text('program', 20), ''),
    comment: optional(text('comment', 20)),
  });

  test('is always written, so that all that follow keep their places', () => {
    expect(write(person, {name: 'a', port: 1, program: '', comment: 'b'})).toBe('016101000162');
  });

  test.each<[string, string, Person]>([
    ['all are missing', '0161', {name: 'a', port: 4242, program: ''}],
    ['some are missing', '016101', {name: 'a', port: 1, program: ''}],
    ['one is missing', '0161010162', {name: 'a', port: 1, program: 'b'}],
    ['none is missing', '01610101620163', {name: 'a', port: 1, program: 'b', comment: 'c'}],
  ])('where %s, a reader takes what stands for it', (_, hex, value) => {
    expect(read(person, hex)).toEqual(value);
  });

  test('that is cut short is an error, not a missing one', () => {
    expect(() => read(person, '0161fd92')).toThrow(ProtocolError);
    expect(() => read(person, '0161010362')).toThrow('The program is cut short');
  });

  test('has only optional ones behind it', () => {
    expect(() => record<{a: number; b: number}>({a: optional(uint('a'), 0), b: uint('b')})).toThrow(
      TypeError,
    );
  });
});

describe('a field with a flag', () => {
  type Note = {at: number; reply: number | null; body: string; life?: number};
  const note = record<Note>(
    {
      at: uint('time'),
      reply: flagged<number | null>(1, uint('target'), null),
      body: text('body', 10),
      life: flagged(4, uint('life')),
    },
    {
      before: 'reply',
      label: 'flag field',
      of: ({reply, life}) => (reply === null ? 0 : 1) | (life === undefined ? 0 : 4),
    },
  );

  test.each<[Note, string]>([
    [{at: 9, reply: null, body: 'a'}, '09000161'],
    [{at: 9, reply: 7, body: 'a'}, '0901070161'],
    [{at: 9, reply: 7, body: 'a', life: 3}, '090507016103'],
  ])('is there if its bit is set: %j', (value, hex) => {
    expect(write(note, value)).toBe(hex);
    expect(read(note, hex)).toStrictEqual(value);
  });

  test('is not there for a bit that nobody knows yet', () => {
    expect(read(note, '09fa0161')).toStrictEqual({at: 9, reply: null, body: 'a'});
  });

  test('whose flags have more than 32 bits is an error', () => {
    expect(() => read(note, '09ff0000000001000000')).toThrow('The flag field is larger than 4294967295');
  });
});

test('a message carries its type, which does not stand on the wire', () => {
  type Ping = {type: 'ping'; nonce: number};
  const ping = message<Ping>('ping', {nonce: uint('nonce')});
  expect(write<Ping>(ping, {type: 'ping', nonce: 5})).toBe('05');
  expect(read(ping, '05')).toEqual({type: 'ping', nonce: 5});
});

describe('a label', () => {
  test.each(['The name', 'flags', 'entries of a frame', 'the name', 'Name', '', 'positions'])(
    '%j makes no sentence',
    label => {
      for (const make of [() => uint(label), () => text(label, 1), () => flags(label), () => flag(label)]) {
        expect(make).toThrow(TypeError);
      }
      expect(() => list(label, uint('item'), {min: 0, max: 1})).toThrow(TypeError);
    },
  );

  test.each(['name', 'address', 'list of entries', 'clock of an entry', 'flag field of a typing'])(
    '%j does',
    label => {
      expect(() => uint(label)).not.toThrow();
    },
  );
});

function write<T>(codec: Codec<T>, value: T): string {
  const state: State = {start: 0, end: 0, buffer: null};
  codec.preencode(state, value);
  state.buffer = new Uint8Array(state.end);
  codec.encode(state, value);
  expect(state.start).toBe(state.end);
  return Buffer.from(state.buffer).toString('hex');
}

function stateOf(hex: string): State {
  const buffer = Buffer.from(hex, 'hex');
  return {start: 0, end: buffer.byteLength, buffer};
}

function read<T>(codec: Codec<T>, hex: string): T {
  return codec.decode(stateOf(hex));
}
