import {describe, expect, test} from '@jest/globals';
import {databaseError, translateErrors} from '../../../src/storage/sqlite/sqlite-errors.ts';
import {failure} from '../support.ts';

const withCode = (code: string) => Object.assign(new Error(code), {code});

describe('databaseError', () => {
  test.each([
    ['SQLITE_CORRUPT', 'DATABASE_DAMAGED'],
    ['SQLITE_CORRUPT_VTAB', 'DATABASE_DAMAGED'],
    ['SQLITE_NOTADB', 'DATABASE_DAMAGED'],
    ['SQLITE_IOERR_CORRUPTFS', 'DATABASE_DAMAGED'],
    ['SQLITE_FULL', 'DISK_FULL'],
    ['SQLITE_IOERR', 'DISK_FAILED'],
    ['SQLITE_IOERR_FSYNC', 'DISK_FAILED'],
    ['SQLITE_IOERR_WRITE', 'DISK_FAILED'],
    ['SQLITE_READONLY', 'PROFILE_UNWRITABLE'],
    ['SQLITE_READONLY_DBMOVED', 'PROFILE_UNWRITABLE'],
    ['SQLITE_CANTOPEN', 'PROFILE_UNWRITABLE'],
    ['SQLITE_BUSY', 'PROFILE_LOCKED'],
    ['SQLITE_BUSY_SNAPSHOT', 'PROFILE_LOCKED'],
  ])('tells %s as %s, names the file and keeps the cause', (code, expected) => {
    const cause = withCode(code);
    expect(databaseError(cause, '/p/natter.db')).toMatchObject({
      code: expected,
      message: expect.stringContaining('/p/natter.db'),
      cause,
    });
  });

  test.each([withCode('SQLITE_CONSTRAINT_UNIQUE'), withCode('ENOENT'), new TypeError('x'), 'text', null])(
    'leaves %p alone',
    error => {
      expect(databaseError(error, '/p/natter.db')).toBe(error);
    },
  );
});

describe('translateErrors', () => {
  test('keeps arguments and answers, and translates what is thrown', () => {
    const methods = translateErrors(
      {
        add: (a: number, b: number) => a + b,
        fail: () => {
          throw withCode('SQLITE_FULL');
        },
      },
      '/p/natter.db',
    );
    expect(methods.add(1, 2)).toBe(3);
    failure('DISK_FULL', () => methods.fail());
  });
});
