import {displayNames} from '../../identity/names/confusable.ts';
import {safeName} from '../../identity/names/names.ts';
import {resolveWho} from '../../identity/names/resolve-name.ts';
import {shortId} from '../../identity/short-id.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import type {Database, PeerRow} from '../../storage/types.ts';
import type {PeerKey, PeerView, Presence} from '../api/api.ts';

/** What is true of a peer only while the program runs. */
type Live = {readonly presence: Presence; readonly address: string | null; readonly path: string | null};

/** All peers that we know, by key. A name or an address never identifies anybody. */
export type PeerBook = {
  readonly row: (key: PeerKey) => PeerRow | null;
  readonly rows: () => readonly PeerRow[];
  readonly view: (key: PeerKey) => PeerView;
  readonly views: () => readonly PeerView[];
  /** A peer as it would be under the name that it gives itself; nothing is stored. */
  readonly named: (key: PeerKey, remoteName: string) => PeerRow;
  /** Changes what is stored of a peer; an unknown one is added. Throws what the database throws. */
  readonly save: (key: PeerKey, change: Partial<Omit<PeerRow, 'key'>>) => void;
  /** The same for what is not worth an error: where the disk refuses, it is true until the program ends. */
  readonly note: (key: PeerKey, change: Partial<Pick<PeerRow, 'lastSeen' | 'held'>>) => void;
  /** Deletes a peer with whom nothing was said. */
  readonly remove: (key: PeerKey) => void;
  /** Deletes a peer and all that was said with it. */
  readonly forget: (key: PeerKey) => void;
  /** Our own name changed, and with it who could be taken for us. */
  readonly reviewNames: () => void;
  readonly setLive: (key: PeerKey, live: Live | null) => void;
  /** Who is meant by a name, a prefix or an id. Throws `WHO_UNKNOWN`, `WHO_AMBIGUOUS`. */
  readonly resolve: (who: string) => PeerKey;
};

/** Makes the book from the database. `changed` hears of every peer that looks different now. */
export function createPeerBook(
  database: Database,
  self: () => {readonly key: PeerKey; readonly name: SafeText},
  changed: (peer: PeerView) => void,
): PeerBook {
  const rows = new Map<PeerKey, PeerRow>(database.peers().map(row => [row.key, row]));
  const live = new Map<PeerKey, Live>();
  let shownNames = nameAll();

  function nameAll(): Map<PeerKey, SafeText> {
    const named = [...rows.values()].map(row => ({
      key: row.key,
      id: shortId(row.key),
      name: storedText(row.name),
    }));
    const own = self();
    return displayNames([...named, {key: own.key, id: shortId(own.key), name: own.name}]);
  }

  /** One peer's name can make another's ambiguous: tell of all that look different now. */
  function announceNames(key: PeerKey | null): void {
    const before = shownNames;
    shownNames = nameAll();
    for (const other of rows.keys()) {
      if (other === key || before.get(other) !== shownNames.get(other)) {
        changed(view(other));
      }
    }
  }

  function view(key: PeerKey): PeerView {
    const row = rows.get(key) ?? unknownPeer(key);
    const now = live.get(key);
    const address = now?.address ?? row.address;
    return {
      key,
      id: shortId(key),
      name: shownNames.get(key) ?? storedText(row.name),
      relation: row.relation,
      presence: now?.presence ?? 'offline',
      verified: row.verified,
      address: address === null ? null : safeLine(address),
      path: now?.path ?? null,
      lastSeen: row.lastSeen,
    };
  }

  function named(key: PeerKey, remoteName: string): PeerRow {
    const row = rows.get(key) ?? unknownPeer(key);
    return {...row, name: safeName(remoteName, shortId(key))};
  }

  function keep(row: PeerRow): void {
    const sameName = rows.get(row.key)?.name === row.name;
    rows.set(row.key, row);
    if (sameName) {
      changed(view(row.key));
    } else {
      announceNames(row.key);
    }
  }

  function drop(key: PeerKey): void {
    rows.delete(key);
    live.delete(key);
    announceNames(null);
  }

  return {
    row: key => rows.get(key) ?? null,
    rows: () => [...rows.values()],
    view,
    views: () => [...rows.keys()].map(view),
    named,
    save(key, change) {
      const row = {...(rows.get(key) ?? unknownPeer(key)), ...change};
      database.savePeer(row);
      keep(row);
    },
    note(key, change) {
      const row = {...(rows.get(key) ?? unknownPeer(key)), ...change};
      keep(row);
      try {
        database.savePeer(row);
      } catch {
        // whoever writes to this disk is told that it refuses
      }
    },
    remove(key) {
      database.deletePeer(key);
      drop(key);
    },
    forget(key) {
      database.forgetPeer(key);
      drop(key);
    },
    reviewNames: () => announceNames(null),
    setLive(key, now) {
      if (now === null) {
        live.delete(key);
      } else {
        live.set(key, now);
      }
      changed(view(key));
    },
    resolve(who) {
      const known = [...rows.keys()].map(view);
      return resolveWho(who, known).key;
    },
  };
}

function unknownPeer(key: PeerKey): PeerRow {
  return {
    key,
    name: safeName('', shortId(key)),
    relation: 'request',
    verified: false,
    address: null,
    lastSeen: 0,
    held: false,
  };
}
