import {type PeerKey, peerKey} from '../../../lib/ids.ts';
import type {PeerRow, StoredRelation} from '../../types.ts';
import type {Connection} from '../connection.ts';

type PeerRecord = {
  readonly key: string;
  readonly name: string;
  readonly relation: StoredRelation;
  readonly blocked_from: StoredRelation | null;
  readonly verified: number;
  readonly address: string | null;
  readonly address_proven: number;
  readonly last_seen: number;
  readonly held: number;
  readonly local_name: string | null;
  readonly features: number;
  readonly program: string;
  readonly status: string;
};

/** The table of peers. */
export type PeerTable = {
  readonly all: () => PeerRow[];
  readonly isBlocked: (key: PeerKey) => boolean;
  readonly save: (peer: PeerRow) => void;
  readonly remove: (key: PeerKey) => void;
};

/** Prepares the statements on the table of peers. */
export function createPeerTable(connection: Connection): PeerTable {
  const all = connection.prepare<[], PeerRecord>(
    `SELECT lower(hex(key)) AS key, name, relation, blocked_from, verified, address, address_proven, last_seen,
       held, local_name, features, program, status
     FROM peers ORDER BY key`,
  );
  const save = connection.prepare(
    `INSERT INTO peers (key, name, relation, blocked_from, verified, address, address_proven, last_seen, held,
       local_name, features, program, status)
     VALUES (unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET name = excluded.name, relation = excluded.relation,
       blocked_from = excluded.blocked_from, verified = excluded.verified, address = excluded.address,
       address_proven = excluded.address_proven, last_seen = excluded.last_seen, held = excluded.held,
       local_name = excluded.local_name, features = excluded.features, program = excluded.program,
       status = excluded.status`,
  );
  const isBlocked = connection
    .prepare<[string], number>("SELECT 1 FROM peers WHERE key = unhex(?) AND relation = 'blocked'")
    .pluck();
  const remove = connection.prepare('DELETE FROM peers WHERE key = unhex(?)');
  return {
    all: () => all.all().map(toPeerRow),
    isBlocked: key => isBlocked.get(key) !== undefined,
    save({key, name, relation, blockedFrom = null, verified, address, lastSeen, ...row}) {
      const proven = Number(row.addressProven === true && address !== null);
      const who = [key, name, relation, blockedFrom, Number(verified)];
      const said = [row.features ?? 0, row.program ?? '', row.status ?? ''];
      save.run(...who, address, proven, lastSeen, Number(row.held), row.localName ?? null, ...said);
    },
    remove(key) {
      remove.run(key);
    },
  };
}

function toPeerRow(record: PeerRecord): PeerRow {
  const {name, relation, address, blocked_from: blockedFrom, last_seen: lastSeen} = record;
  const [verified, held] = [record.verified === 1, record.held === 1];
  const row = {key: peerKey(record.key), name, relation, verified, address, lastSeen, held};
  return {
    ...row,
    ...(record.address_proven === 1 && {addressProven: true}),
    ...(blockedFrom !== null && {blockedFrom}),
    ...(record.local_name !== null && {localName: record.local_name}),
    ...(record.features !== 0 && {features: record.features}),
    ...(record.program !== '' && {program: record.program}),
    ...(record.status !== '' && {status: record.status}),
  };
}
