import {peerKey} from '../../../lib/ids.ts';
import type {ContactReachRow, Database, OwnReachRow, TableNodeRow} from '../../types.ts';
import type {Connection} from '../connection.ts';

/** The tables about how we and our contacts are found. */
export type ReachTables = Pick<
  Database,
  | 'ownReach'
  | 'saveOwnReach'
  | 'deleteOwnReach'
  | 'contactReach'
  | 'saveContactReach'
  | 'tableNodes'
  | 'saveTableNodes'
>;

type ContactRecord = Omit<ContactReachRow, 'person' | 'addresses'> & {
  readonly person: string;
  readonly addresses: string;
};

/** Prepares their statements. */
export function createReachTables(connection: Connection): ReachTables {
  const own = connection.prepare<[], OwnReachRow>(
    'SELECT serial, seed, created FROM own_reach ORDER BY serial',
  );
  const saveOwn = connection.prepare('INSERT INTO own_reach (serial, seed, created) VALUES (?, ?, ?)');
  const deleteOwn = connection.prepare<[number]>('DELETE FROM own_reach WHERE serial = ?');
  const contacts = connection.prepare<[], ContactRecord>(
    `SELECT lower(hex(person)) AS person, serial, point, before, replaced, confirmed, addresses, told,
       clock_ahead AS clockAhead
     FROM contact_reach ORDER BY person`,
  );
  const saveContact = connection.prepare(
    `INSERT INTO contact_reach (person, serial, point, before, replaced, confirmed, addresses, told, clock_ahead)
     VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (person) DO UPDATE SET serial = excluded.serial, point = excluded.point, before = excluded.before,
       replaced = excluded.replaced, confirmed = excluded.confirmed, addresses = excluded.addresses,
       told = excluded.told, clock_ahead = excluded.clock_ahead`,
  );
  const nodes = connection.prepare<[], TableNodeRow>(
    'SELECT host, port, seen FROM table_nodes ORDER BY seen DESC',
  );
  const clearNodes = connection.prepare('DELETE FROM table_nodes');
  const saveNode = connection.prepare(
    'INSERT OR REPLACE INTO table_nodes (host, port, seen) VALUES (?, ?, ?)',
  );
  return {
    ownReach: () => own.all(),
    saveOwnReach({serial, seed, created}) {
      saveOwn.run(serial, seed, created);
    },
    deleteOwnReach(serial) {
      deleteOwn.run(serial);
    },
    contactReach: () =>
      contacts.all().map(({person, addresses, ...row}) => ({
        ...{...row, person: peerKey(person)},
        addresses: addresses.split(' ').filter(Boolean),
      })),
    saveContactReach({person, serial, point, before, replaced, confirmed, addresses, told, clockAhead}) {
      const places = addresses.join(' ');
      saveContact.run(person, serial, point, before, replaced, confirmed, places, told, clockAhead);
    },
    tableNodes: () => nodes.all(),
    saveTableNodes(rows) {
      clearNodes.run();
      for (const {host, port, seen} of rows) {
        saveNode.run(host, port, seen);
      }
    },
  };
}
