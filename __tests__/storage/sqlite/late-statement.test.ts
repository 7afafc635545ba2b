import {expect, test} from '@jest/globals';
import {connect, IN_MEMORY} from '../../../src/storage/sqlite/connection.ts';

function open() {
  const connection = connect(IN_MEMORY, new Uint8Array(32));
  connection.exec('CREATE TABLE word (id INTEGER PRIMARY KEY, text TEXT NOT NULL)');
  return connection;
}

test('a statement answers in the form that was asked for, at its first use and after it', () => {
  const connection = open();
  const add = connection.prepare<[string]>('INSERT INTO word (text) VALUES (?)');
  const texts = connection.prepare<[], string>('SELECT text FROM word ORDER BY id').pluck();
  const rows = connection.prepare<[], [number, string]>('SELECT id, text FROM word ORDER BY id').raw();
  expect(add.run('one')).toEqual({changes: 1, lastInsertRowid: 1});
  expect(add.run('two')).toEqual({changes: 1, lastInsertRowid: 2});
  expect([texts.all(), texts.all()]).toEqual([
    ['one', 'two'],
    ['one', 'two'],
  ]);
  expect([rows.get(), [...rows.iterate()]]).toEqual([
    [1, 'one'],
    [
      [1, 'one'],
      [2, 'two'],
    ],
  ]);
  expect(connection.prepare('SELECT text FROM word').get()).toEqual({text: 'one'});
});

test('a statement may be written before the table that it reads is there', () => {
  const connection = connect(IN_MEMORY, new Uint8Array(32));
  const count = connection.prepare<[], number>('SELECT count(*) FROM later').pluck();
  expect(() => count.get()).toThrow('no such table: later');
  connection.exec('CREATE TABLE later (id INTEGER)');
  expect(count.get()).toBe(0);
});
