import {requireDatabaseFile} from './database-file.ts';
import {connect} from './sqlite/connection.ts';
import {checkApplicationId, MIGRATIONS, requireKnownVersion} from './sqlite/schema.ts';
import {translating} from './sqlite/sqlite-errors.ts';

/**
 * Looks whether a database can be opened by this natter, and changes nothing. Call it while holding the profile's lock.
 * Throws `DATABASE_DAMAGED`, `PROFILE_NEWER`, `PROFILE_UNSAFE`, `PROFILE_UNWRITABLE`, `DISK_FAILED`.
 */
export function inspectDatabase(path: string, key: Uint8Array, program: string): void {
  requireDatabaseFile(path);
  translating(() => {
    const connection = connect(path, key);
    try {
      checkApplicationId(connection, path);
      requireKnownVersion(connection, path, MIGRATIONS.length, program);
    } finally {
      connection.close();
    }
  }, path);
}
