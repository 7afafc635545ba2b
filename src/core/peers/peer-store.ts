import {createNameIndex} from '../../identity/names/name-index.ts';
import {withoutTail, withTail} from '../../identity/names/name-tail.ts';
import {safeName} from '../../identity/names/names.ts';
import {type Meaning, resolveWho} from '../../identity/names/resolve-name.ts';
import {shortId} from '../../identity/short-id.ts';
import {NatterError} from '../../lib/errors.ts';
import {type SafeText, safeLine, storedText} from '../../lib/text/safe-text.ts';
import type {Path} from '../../net/transport/path.ts';
import type {Database, PeerRow} from '../../storage/types.ts';
import type {PeerKey, PeerView, Presence, Relation} from '../api/api.ts';
import type {RuntimeState} from '../runtime-state.ts';
import {afterEvent, isAcceptedByUs, type RelationEvent} from './relation.ts';

/** Volatile state of a peer. */
type Live = {readonly presence: Presence; readonly address: string | null; readonly path: Path | null};

/** What can be stored of a peer besides how it stands to us, which `move` changes. */
type Change = Partial<Omit<PeerRow, 'key' | 'relation' | 'blockedFrom'>>;

/** All peers that we know, by key. A name or an address never identifies anybody. */
export type PeerBook = {
  readonly row: (key: PeerKey) => PeerRow | null;
  readonly rows: () => readonly PeerRow[];
  readonly view: (key: PeerKey) => PeerView;
  readonly views: () => readonly PeerView[];
  /** A peer as it would be under the name that it gives itself; nothing is stored. */
  readonly named: (key: PeerKey, remoteName: string) => PeerRow;
  /** Contacts that a peer could be taken for by its name. */
  readonly namesakes: (peer: PeerRow) => readonly PeerKey[];
  /** Changes what is stored of a peer. Throws what the database throws. */
  readonly save: (key: PeerKey, change: Change) => void;
  /**
   * Changes how a peer stands to us, an unknown one is added, and with it what else is to be stored. False if the
   * event does not apply to it: nothing is stored then. Throws what the database throws.
   */
  readonly move: (key: PeerKey, event: RelationEvent, change?: Change) => boolean;
  /** Like `save` for what is not worth an error: where the disk refuses, it is true until the program ends. */
  readonly note: (key: PeerKey, change: Pick<Change, 'lastSeen' | 'held'>) => void;
  /** Deletes a peer with whom nothing was said, and ends all that goes on with it. */
  readonly remove: (key: PeerKey) => void;
  /** Deletes a peer and all that was said with it, and ends all that goes on with it. Throws what the database throws. */
  readonly forget: (key: PeerKey) => void;
  /** Our own name changed, and with it who could be taken for us. */
  readonly reviewNames: () => void;
  readonly setLive: (key: PeerKey, live: Live | null) => void;
  /**
   * The peer meant by a name or an id; of those who stand so to us, if any of them fits. Throws `WHO_UNKNOWN`,
   * `WHO_AMBIGUOUS`.
   */
  readonly resolve: (who: string, ...relations: readonly Relation[]) => PeerKey;
};

/** Loads the peers from the database. `changed` is called with every peer that looks different now. */
export function createPeerBook(
  database: Database,
  state: RuntimeState<PeerKey>,
  self: () => {readonly key: PeerKey; readonly name: SafeText},
  changed: (peer: PeerView) => void,
): PeerBook {
  const rows = new Map<PeerKey, PeerRow>(database.peers().map(row => [row.key, withFitName(row)]));
  const live = state.slot<Live>({name: 'presence'});
  const meanings = new Map<string, Meaning>(database.meanings().map(({word, ...meaning}) => [word, meaning]));
  const names = createNameIndex();
  for (const row of rows.values()) {
    indexName(row);
  }
  indexSelf();

  function indexName({key, name, localName = null, relation}: PeerRow): readonly PeerKey[] {
    return names.put({
      ...{key, id: shortId(key), name: storedText(name), isKnown: isAcceptedByUs(relation)},
      localName: localName === null ? null : storedText(localName),
    });
  }

  function indexSelf(): readonly PeerKey[] {
    const {key, name} = self();
    return names.put({key, id: shortId(key), name, localName: null, isKnown: true});
  }

  /** One peer's name can make another's ambiguous: tell of all that look different now. */
  function announce(keys: Iterable<PeerKey>): void {
    for (const key of keys) {
      if (rows.has(key)) {
        changed(view(key));
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
      name: shownName(row),
      ownName: storedText(row.name),
      localName: row.localName == null ? null : storedText(row.localName),
      relation: row.relation,
      presence: now?.presence ?? 'offline',
      verified: row.verified,
      address: address === null ? null : safeLine(address),
      path: now?.path ?? null,
      lastSeen: row.lastSeen,
      status: row.relation === 'contact' && row.status ? storedText(row.status) : null,
    };
  }

  /** A peer that came under the name of a contact keeps a piece of the id, also after that contact took another name. */
  function shownName({key, name, relation}: PeerRow): SafeText {
    const shown = names.shown(key) ?? storedText(name);
    const isBare = withoutTail(shown, shortId(key)) === shown;
    return relation === 'alarmed' && isBare ? withTail(shown, shortId(key)) : shown;
  }

  function keep(row: PeerRow): void {
    rows.set(row.key, row);
    announce(new Set([row.key, ...indexName(row)]));
  }

  function store(row: PeerRow): void {
    database.savePeer(row);
    keep(row);
  }

  function drop(key: PeerKey): void {
    rows.delete(key);
    state.forget(key);
    for (const [word, meaning] of meanings) {
      if (meaning.key === key) {
        meanings.delete(word);
      }
    }
    announce(names.remove(key));
  }

  /** What a word means is worth no error: where the disk refuses, it is true until the program ends. */
  function learn(word: string, meaning: Meaning): void {
    const before = meanings.get(word);
    if (before?.key === meaning.key && before.among.join() === meaning.among.join()) {
      return;
    }
    meanings.set(word, meaning);
    try {
      database.saveMeaning({word, ...meaning});
    } catch {
      // whoever writes to this disk is told that it refuses
    }
  }

  function rowOf(key: PeerKey): PeerRow {
    return rows.get(key) ?? unknownPeer(key);
  }

  return {
    row: key => rows.get(key) ?? null,
    rows: () => [...rows.values()],
    view,
    views: () => [...rows.keys()].map(view),
    named: (key, remoteName) => ({...rowOf(key), name: safeName(remoteName, shortId(key))}),
    namesakes({key, name}) {
      const own = self().key;
      const alike = names.namesakes({id: shortId(key), name: storedText(name)});
      return alike.filter(other => other !== key && other !== own);
    },
    save: (key, change) => store({...rowOf(key), ...change}),
    move(key, event, change = {}) {
      const after = afterEvent(rows.get(key) ?? null, event);
      if (after !== null) {
        store({...rowOf(key), ...change, ...after});
      }
      return after !== null;
    },
    note(key, change) {
      const row = {...rowOf(key), ...change};
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
    reviewNames: () => announce(indexSelf()),
    setLive(key, now) {
      if (now === null) {
        live.delete(key);
      } else {
        live.set(key, now);
      }
      changed(view(key));
    },
    resolve(who, ...relations) {
      const known = [...rows.keys()].map(key => ({
        ...view(key),
        isKnown: isAcceptedByUs(rowOf(key).relation),
      }));
      const wanted = known.filter(({relation}) => relations.includes(relation));
      const memory = {get: (word: string) => meanings.get(word) ?? null, set: learn};
      return (fitting(who, wanted) ?? resolveWho(who, known, memory)).key;
    },
  };
}

/** The one of those that is meant; null if none of them is. Throws `WHO_AMBIGUOUS`. */
function fitting(who: string, wanted: readonly Parameters<typeof resolveWho>[1][number][]) {
  try {
    return resolveWho(who, wanted, {get: () => null, set() {}});
  } catch (error) {
    if (error instanceof NatterError && error.code === 'WHO_UNKNOWN') {
      return null;
    }
    throw error;
  }
}

/** A name that was stored when names could have more signs. */
function withFitName(row: PeerRow): PeerRow {
  return {...row, name: safeName(row.name, shortId(row.key))};
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
