import {roomIdOf} from '../../lib/conversation.ts';
import type {ConversationId} from '../../lib/ids.ts';
import {MAX_LOG_POSITIONS} from '../../lib/limits.ts';
import {type Hashed, hashEntry, isSame} from '../log/chain.ts';
import type {LogPoint, PieceJudge, PieceOutcome, RoomPiece} from '../room-types.ts';
import type {ConversationRecord} from '../sqlite/queries/conversations.ts';
import type {LogRecord, NewLog} from '../sqlite/queries/logs.ts';
import {SELF} from '../sqlite/schema.ts';
import type {Tables} from '../sqlite/tables.ts';
import type {EntryRow, RoomDatabase} from '../types.ts';
import type {Branches} from './branches.ts';
import {chainOver, checkPiece, roomError} from './pieces.ts';
import {digestOfHeld, type RoomChains} from './room-chain.ts';
import type {RoomCommits} from './room-commit.ts';
import {epochOf, type Visibility} from './visibility.ts';

/** The part of the database that takes what others pass on. */
export type RemotePieces = Pick<RoomDatabase, 'append'>;

export type RemotePieceOptions = {
  readonly tables: Tables;
  readonly branches: Branches;
  readonly chains: RoomChains;
  readonly visibility: Visibility;
  readonly commits: RoomCommits;
  /** Wall time in milliseconds. */
  readonly now: () => number;
};

type Outcome = PieceOutcome<EntryRow>;

/** A piece on its way in. */
type Arrival = {
  readonly room: ConversationRecord;
  readonly roomId: Uint8Array;
  readonly author: number;
  readonly piece: RoomPiece;
  readonly hashed: readonly Hashed[];
  readonly judge: PieceJudge;
};

/** A place at which a piece may go on: behind `count` entries of it that are held in this log. */
type Joint = {
  readonly log: LogRecord;
  readonly count: number;
  /** Another entry is held where the piece goes on. */
  readonly isFork: boolean;
};

/** Parts of one log: four branches beside the first, and what they have in common. */
const MAX_PARTS = 8;

/** Makes the part that takes pieces. The caller wraps each call in a transaction: an error stores nothing. */
export function createRemotePieces(options: RemotePieceOptions): RemotePieces {
  const {tables, branches, chains, visibility, commits, now} = options;
  const {authors, conversations, forks, logs, members, rooms, roomEntries} = tables;

  function append(id: ConversationId, piece: RoomPiece, judge: PieceJudge): Outcome {
    checkPiece(piece);
    const room = conversations.find(id);
    const author = authors.find(piece.log.author);
    if (room === null || rooms.find(room.conversation) === null) {
      return {type: 'no-member'};
    }
    const {lane, epoch} = piece.log;
    const held = author === null ? [] : logs.ofEpoch(room.conversation, author, lane, epoch);
    const hashed = piece.entries.map(hashEntry);
    const joints = findJoints(held, piece, hashed);
    const whole = joints.find(({count}) => count === piece.entries.length);
    if (whole !== undefined) {
      return {type: 'held', log: commits.toRoomLog(whole.log)};
    }
    const refusal = refuse(room, author, piece);
    if (refusal !== null) {
      return refusal;
    }
    const number = author ?? authors.ensure(piece.log.author);
    return place({room, roomId: roomIdOf(id), author: number, piece, hashed, judge}, held, joints);
  }

  /** Whether its author may have written it, before anything is verified. */
  function refuse(
    {conversation}: ConversationRecord,
    author: number | null,
    {log, first}: RoomPiece,
  ): Outcome | null {
    if (log.lane === 1 || author === SELF) {
      return null;
    }
    const member = author === null ? null : members.find(conversation, author);
    if (member === null) {
      return {type: 'no-member'};
    }
    if (member.is_cut === 0) {
      return null;
    }
    const keeps = members.cuts(conversation, member.author).filter(({epoch}) => epoch === log.epoch);
    return keeps.some(({sequence}) => first <= sequence) ? null : {type: 'cut'};
  }

  function place(arrival: Arrival, held: readonly LogRecord[], joints: readonly Joint[]): Outcome {
    const {piece, judge} = arrival;
    const [main] = held;
    if (main === undefined) {
      return begin(arrival);
    }
    for (const joint of joints) {
      const outcome = goOn(arrival, joint, held);
      if (outcome !== null) {
        return outcome;
      }
    }
    if (joints[0] !== undefined) {
      if (piece.first === 1) {
        throw roomError('the signature of a log does not fit its entries');
      }
      return {type: 'differs', log: commits.toRoomLog(joints[0].log)};
    }
    if (piece.first <= main.base && judge.base !== undefined) {
      return prepend(arrival, main, judge.base);
    }
    return {type: 'gap', log: commits.toRoomLog(main)};
  }

  /** The first entries of a log. */
  function begin(arrival: Arrival): Outcome {
    const {room, author, piece, judge, hashed} = arrival;
    const {log, first, entries} = piece;
    const isStart = first === 1;
    if (!isStart && (log.lane === 1 || judge.base?.sequence !== first - 1)) {
      return {type: 'gap', log: null};
    }
    if (logs.byAuthor(room.conversation, author).length >= MAX_LOG_POSITIONS) {
      return {type: 'too-many'};
    }
    const beginning = isStart ? chains.begin(room.id, log) : (judge.base as LogPoint).chain;
    const links = chainOver(beginning, entries, hashed, 0);
    if (!isSigned(arrival, links.at(-1)?.chain)) {
      throw roomError('the signature of a log does not fit its entries');
    }
    const added = add(arrival, {
      branch: null,
      branch_of: null,
      epoch: log.epoch,
      base: first - 1,
      base_chain: isStart ? null : Buffer.from(beginning),
      chain: Buffer.from(beginning),
    });
    return commits.commit({room, log: added, author: log.author, entries, links, head: piece.head, judge});
  }

  /** Null if the signature does not fit here. */
  function goOn(arrival: Arrival, joint: Joint, held: readonly LogRecord[]): Outcome | null {
    const {room, piece, hashed, judge} = arrival;
    const {log, count, isFork} = joint;
    const {author} = piece.log;
    const sequence = piece.first + count - 1;
    const beginning = chains.at(log, sequence);
    if (beginning === null) {
      return null;
    }
    const links = chainOver(beginning, piece.entries, hashed, count);
    if (!isSigned(arrival, links.at(-1)?.chain)) {
      return null;
    }
    const entries = piece.entries.slice(count);
    const [next] = entries;
    const previous = isFork ? tables.entries.clockAt(log.log, sequence) : log.last_clock;
    if (next !== undefined && next.clock <= previous) {
      throw roomError(`the clock of a log does not rise from ${previous} to ${next.clock}`);
    }
    if (!isFork) {
      return commits.commit({room, log, author, entries, links, head: piece.head, judge});
    }
    if (held.length > MAX_PARTS) {
      return {type: 'too-many'};
    }
    const sides = {conversation: log.conversation, author: log.author, lane: log.lane, epoch: epochOf(log)};
    const isFound = forks.add({...sides, sequence: sequence + 1, found: now()});
    if (log.author === SELF) {
      logs.endOwn(log.conversation, log.lane); // what we write next goes where nobody has anything else
    }
    if (log.last > sequence) {
      branches.split(log, sequence);
    }
    const added = add(arrival, branches.branchOf(log, sequence, links[0]?.chain ?? beginning));
    visibility.refreshAuthor(log.author, room);
    const committed = commits.commit({room, log: added, author, entries, links, head: piece.head, judge});
    return {...committed, isFork: isFound};
  }

  /** What lies before a log that was begun in the middle. */
  function prepend(arrival: Arrival, log: LogRecord, base: LogPoint): Outcome {
    const {room, piece, hashed, judge} = arrival;
    const count = log.base - piece.first + 1;
    if (base.sequence !== piece.first - 1 || count > piece.entries.length) {
      return {type: 'gap', log: commits.toRoomLog(log)};
    }
    const links = chainOver(base.chain, piece.entries, hashed, 0);
    const joint = links[count - 1]?.chain;
    if (joint === undefined || log.base_chain === null || !isSame(joint, log.base_chain)) {
      throw roomError('what it sent does not lead to the log that is here');
    }
    const entries = piece.entries.slice(0, count);
    const head = count === piece.entries.length && isSigned(arrival, joint) ? piece.head : null;
    return commits.prepend({room, log, author: piece.log.author, entries, links, head, judge}, base);
  }

  function add(
    {room, author, piece}: Arrival,
    rest: Pick<NewLog, 'branch' | 'branch_of' | 'epoch' | 'base' | 'base_chain' | 'chain'>,
  ): LogRecord {
    const {conversation} = room;
    const ended = Number(author === SELF);
    return visibility.begin({...rest, conversation, author, lane: piece.log.lane, ended}, room);
  }

  function isSigned({piece, roomId, judge}: Arrival, chain: Uint8Array | undefined): boolean {
    const {author, lane, epoch} = piece.log;
    const sequence = piece.first + piece.entries.length - 1;
    return (
      chain !== undefined && judge.verify({room: roomId, author, lane, epoch, sequence, chain}, piece.head)
    );
  }

  /** Where a piece goes on, the places first that hold most of it, and of those the one where nothing else is held. */
  function findJoints(held: readonly LogRecord[], piece: RoomPiece, hashed: readonly Hashed[]): Joint[] {
    const joints = held.flatMap(log => {
      const isInside = piece.first > log.base && piece.first <= log.last + 1;
      return isInside ? follow(held, log, piece, hashed, 0) : [];
    });
    return joints.sort((a, b) => b.count - a.count || Number(a.isFork) - Number(b.isFork));
  }

  /** Goes along a log, and from where it differs along the branches that begin there. */
  function follow(
    held: readonly LogRecord[],
    log: LogRecord,
    piece: RoomPiece,
    hashed: readonly Hashed[],
    from: number,
  ): Joint[] {
    const count = from + sameCount(log, piece, hashed, from);
    const sequence = piece.first + count;
    if (count === piece.entries.length) {
      return [{log, count, isFork: false}];
    }
    const others = held.filter(one => branches.begins(one, log, sequence - 1));
    const isFork = sequence <= log.last || others.length > 0;
    const joint = {log, count, isFork};
    return [joint, ...others.flatMap(branch => follow(held, branch, piece, hashed, count))];
  }

  /** How many entries of a piece, from one on, a log holds in just their places. */
  function sameCount(
    log: LogRecord,
    {first, entries}: RoomPiece,
    hashed: readonly Hashed[],
    from: number,
  ): number {
    let count = 0;
    if (first + from > log.last) {
      return 0;
    }
    for (const passed of roomEntries.after(log.log, first + from - 1)) {
      const [again, hash] = [entries[from + count], hashed[from + count]];
      const {clock, time} = passed.entry;
      const isRepeated =
        again !== undefined &&
        hash !== undefined &&
        clock === again.clock &&
        time === again.time &&
        isSame(digestOfHeld(passed), hash.digest);
      if (!isRepeated) {
        break;
      }
      count++;
    }
    return count;
  }

  return {append};
}
