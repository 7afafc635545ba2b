import {type PeerKey, peerKey} from '../../../lib/ids.ts';
import type {Database, InviteRow} from '../../types.ts';
import type {Connection} from '../connection.ts';

/** The table of our invites. */
export type InviteTable = Pick<Database, 'invites' | 'saveInvite' | 'deleteInvite'> & {
  /** Nothing says any more that somebody came by an invite; it stays used. */
  readonly forgetGuest: (peer: PeerKey) => void;
};

type InviteRecord = Omit<InviteRow, 'usedBy' | 'hasSurplus'> & {
  readonly used_by: string;
  readonly surplus: number;
};

/** In the place of a guest who was forgotten. */
const SOMEBODY = '-';

/** Prepares its statements. */
export function createInviteTable(connection: Connection): InviteTable {
  const all = connection.prepare<[], InviteRecord>(
    `SELECT id, kind, secret, link, created, expires, uses, used_by, surplus FROM invites ORDER BY created, id`,
  );
  const save = connection.prepare(
    `INSERT INTO invites (id, kind, secret, link, created, expires, uses, used_by, surplus)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET used_by = excluded.used_by, surplus = excluded.surplus`,
  );
  const remove = connection.prepare<[string]>('DELETE FROM invites WHERE id = ?');
  const forget = connection.prepare<[string, string]>(
    "UPDATE invites SET used_by = replace(used_by, ?, ?) WHERE used_by <> ''",
  );
  return {
    invites: () => all.all().map(toInviteRow),
    saveInvite({id, kind, secret, link, created, expires, uses, usedBy, hasSurplus}) {
      save.run(
        id,
        kind,
        secret,
        link,
        created,
        expires,
        uses,
        usedBy.map(guest => guest ?? SOMEBODY).join(' '),
        Number(hasSurplus),
      );
    },
    deleteInvite(id) {
      remove.run(id);
    },
    forgetGuest(peer) {
      forget.run(peer, SOMEBODY);
    },
  };
}

function guestOf(text: string): PeerKey | null {
  return text === SOMEBODY ? null : peerKey(text);
}

function toInviteRow({used_by, surplus, ...record}: InviteRecord): InviteRow {
  return {...record, usedBy: used_by.split(' ').filter(Boolean).map(guestOf), hasSurplus: surplus === 1};
}
