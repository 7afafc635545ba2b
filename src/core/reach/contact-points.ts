import {parseReachPoint, type ReachPoint} from '../../identity/reach/day-key.ts';
import type {Clock} from '../../lib/time/clock.ts';
import type {ContactReachRow, Database} from '../../storage/types.ts';
import type {PeerKey} from '../api/api.ts';
import type {PeerBook} from '../peers/peer-store.ts';
import type {RuntimeState} from '../runtime-state.ts';
import type {Caller} from './expected-callers.ts';

/** A point that was replaced is good for calls for so long, milliseconds: their newest may not have come to us. */
const BEFORE_GOOD = 30 * 24 * 3_600_000;

export type ContactPointsOptions = {
  readonly database: Database;
  readonly state: RuntimeState<PeerKey>;
  readonly peers: PeerBook;
  readonly clock: Pick<Clock, 'now'>;
  /** The expected callers have changed. */
  readonly changed: () => void;
};

/** What peers told of how they are found. */
export type ContactPoints = {
  readonly of: (key: PeerKey) => ContactReachRow | null;
  /** The reach point of a contact; null for anybody else, and before they told one. */
  readonly point: (key: PeerKey) => ReachPoint | null;
  /** A contact other than `key` with this point. */
  readonly holder: (point: ReachPoint, except: PeerKey) => PeerKey | null;
  /** Keeps what a stored peer told. Throws what the database throws. */
  readonly learn: (
    key: PeerKey,
    told: {
      readonly serial: number;
      readonly point: ReachPoint;
      readonly addresses: readonly string[];
      /** What is known already where it is left out. */
      readonly clockAhead?: number | null;
    },
  ) => void;
  /** Notes that a peer knows a reach key of ours. Throws what the database throws. */
  readonly confirm: (key: PeerKey, serial: number) => void;
  /** Everybody whose points are known, and the points they may call as; whether they are contacts is asked when they do. */
  readonly callers: () => readonly Caller[];
  readonly isContact: (key: PeerKey) => boolean;
  /** What all contacts have confirmed. */
  readonly confirmed: () => readonly (number | null)[];
};

/** The book over the database. */
export function createContactPoints(options: ContactPointsOptions): ContactPoints {
  const {database, peers, clock, changed} = options;
  const rows = new Map(database.contactReach().map(row => [row.person, row]));
  const checked = new Map<string, ReachPoint>();
  options.state.onForget(key => {
    if (rows.delete(key)) {
      changed();
    }
  });

  /** Members of our rooms find us, and we them, as contacts do. */
  const isContact = (key: PeerKey) => {
    const relation = peers.row(key)?.relation;
    return relation === 'contact' || relation === 'member';
  };

  /** A point that was checked when it came; once more, since it was on the disk. */
  function parsed(bytes: Uint8Array | null): ReachPoint | null {
    const id = bytes === null ? '' : Buffer.from(bytes).toString('hex');
    const known = checked.get(id) ?? (bytes === null ? null : parseReachPoint(bytes));
    if (known !== null) {
      if (checked.size > 2 * rows.size) {
        checked.clear(); // points that were replaced are asked for no more
      }
      checked.set(id, known);
    }
    return known;
  }

  function save(row: ContactReachRow): void {
    database.saveContactReach(row);
    rows.set(row.person, row);
  }

  function pointsOf({point, before, replaced}: ContactReachRow): readonly ReachPoint[] {
    const isGood = replaced !== null && clock.now() - replaced < BEFORE_GOOD;
    return [point, isGood ? before : null].flatMap(bytes => parsed(bytes) ?? []);
  }

  return {
    of: key => rows.get(key) ?? null,
    point: key => (isContact(key) ? parsed(rows.get(key)?.point ?? null) : null),
    holder(point, except) {
      const holds = ({person, point: other}: ContactReachRow) =>
        person !== except && other !== null && point.equals(other);
      return [...rows.values()].find(holds)?.person ?? null;
    },
    learn(key, {serial, point, addresses, clockAhead}) {
      const known = rows.get(key) ?? nothingOf(key);
      const ahead = clockAhead === undefined ? known.clockAhead : clockAhead;
      const isSame = known.point !== null && point.equals(known.point);
      const history = isSame ? {} : {before: known.point, replaced: known.point && clock.now()};
      save({...known, ...history, serial, point, addresses, told: clock.now(), clockAhead: ahead});
      if (!isSame) {
        changed();
      }
    },
    confirm(key, serial) {
      const known = rows.get(key) ?? nothingOf(key);
      if (known.confirmed !== serial) {
        save({...known, confirmed: serial});
      }
    },
    callers: () => [...rows.values()].map(row => ({key: row.person, points: pointsOf(row)})),
    isContact,
    confirmed: () =>
      peers
        .rows()
        .filter(({relation}) => relation === 'contact')
        .map(({key}) => rows.get(key)?.confirmed ?? null),
  };
}

function nothingOf(person: PeerKey): ContactReachRow {
  return {
    ...{person, serial: 0, point: null, before: null, replaced: null},
    ...{confirmed: null, addresses: [], told: 0, clockAhead: null},
  };
}
