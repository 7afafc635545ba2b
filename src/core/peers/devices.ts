import type {PeerKey} from '../../lib/ids.ts';
import type {KnownPeers} from '../../net/link/handshake.ts';
import type {Link} from '../../net/link/link.ts';
import type {Database} from '../../storage/types.ts';

/** Which device each peer uses: a person is who we talk to, a device is what proves itself in a handshake. */
export type Devices = KnownPeers & {
  /** Keeps what a link told. The peer must be stored. Throws what the database throws. */
  readonly note: (link: Link) => void;
};

/** Creates the table over the database. */
export function createDevices(database: Database): Devices {
  function deviceOf(person: PeerKey) {
    const row = database.device(person);
    return row && {device: row.device, list: {number: row.list, hash: row.listHash}, kind: row.kind};
  }

  return {
    personOf: database.personOf,
    deviceOf,
    note({remoteKey, device, list, kind}) {
      const before = deviceOf(remoteKey);
      const best = Math.max(kind, before?.kind ?? 0);
      const isKnown = before?.device === device && before.list.hash === list.hash && before.kind === best;
      if (!isKnown) {
        const {number, hash} = list;
        database.saveDevice({person: remoteKey, device, list: number, listHash: hash, kind: best});
      }
    },
  };
}
