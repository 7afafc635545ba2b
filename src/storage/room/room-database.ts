import type {PeerKey} from '../../lib/ids.ts';
import type {Append} from '../log/append.ts';
import type {ReadMarks} from '../log/progress.ts';
import type {Random} from '../profile/secrets.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {RoomDatabase} from '../types.ts';
import {createBranches} from './branches.ts';
import {createOwnPieces} from './own-pieces.ts';
import {createRemotePieces} from './remote-pieces.ts';
import {createRoomBook} from './room-book.ts';
import {createRoomChains} from './room-chain.ts';
import {createRoomCommits} from './room-commit.ts';
import {createMembershipWriter} from './room-membership.ts';
import {createRoomReading} from './room-reading.ts';
import {createVisibility} from './visibility.ts';

export type RoomDatabaseOptions = {
  readonly tables: Tables;
  readonly append: Append;
  readonly marks: ReadMarks;
  readonly isBlocked: (key: PeerKey) => boolean;
  readonly selfKey: PeerKey;
  readonly random: Random;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** The wall time that clocks follow, milliseconds. */
  readonly clockTime: () => number;
};

/** Joins the parts of the database that know rooms. The caller wraps each call in a transaction. */
export function createRoomDatabase(
  options: RoomDatabaseOptions,
): RoomDatabase & {readonly noteBlocked: (key: PeerKey) => void} {
  const {tables, selfKey} = options;
  const chains = createRoomChains(tables, selfKey);
  const visibility = createVisibility({...options, chains});
  const commits = createRoomCommits({...options, visibility});
  const branches = createBranches(tables, chains);
  const shared = {...options, branches, chains, visibility, commits};
  return {
    ...createRoomBook(tables),
    ...createRoomReading({...shared, toRoomLog: commits.toRoomLog}),
    ...createOwnPieces(shared),
    ...createRemotePieces(shared),
    saveMembership: createMembershipWriter(tables, visibility),
    forget(id) {
      const record = tables.conversations.find(id);
      if (record !== null) {
        tables.rooms.remove(record.conversation);
        tables.conversations.forget(id);
      }
    },
    noteBlocked: visibility.refreshEverywhere,
  };
}
