import type {ConversationId, PeerKey} from '../../lib/ids.ts';
import type {WireEntry} from '../../wire/chat/messages.ts';
import {beginChain, extendChain, hashEntry} from '../log/chain.ts';
import type {LogRecord} from '../sqlite/queries/logs.ts';
import type {PassedOn} from '../sqlite/queries/room-entries.ts';
import type {Tables} from '../sqlite/tables.ts';

/** An entry of a log, and the running hash behind it. */
export type ChainedEntry = PassedOn & {readonly chain: Uint8Array};

/** The running hashes of logs of rooms. */
export type RoomChains = {
  /** The running hash at a place that is here; null for any other. */
  readonly at: (log: LogRecord, sequence: number) => Uint8Array | null;
  /** Entries behind a sequence with their hashes. */
  readonly after: (log: LogRecord, sequence: number) => Generator<ChainedEntry>;
  /** The hash before the first entry of a log that is not here. */
  readonly begin: (
    room: ConversationId,
    log: {readonly author: PeerKey; readonly lane: number; readonly epoch: number},
  ) => Buffer;
};

/** Makes what knows the running hashes of logs in rooms. */
export function createRoomChains(
  {authors, chains, conversations, roomEntries}: Tables,
  selfKey: PeerKey,
): RoomChains {
  function beginning({conversation, author, lane, epoch, base_chain: base}: LogRecord): Uint8Array {
    const room = base === null ? conversations.idOf(conversation) : null;
    return room === null
      ? (base ?? new Uint8Array())
      : begin(room, {author: authors.keyOf(author), lane, epoch});
  }

  function begin(
    room: ConversationId,
    log: {readonly author: PeerKey; readonly lane: number; readonly epoch: number},
  ): Buffer {
    return beginChain({conversation: room, self: selfKey, ...log});
  }

  function at(log: LogRecord, sequence: number): Uint8Array | null {
    if (sequence < log.base || sequence > log.last) {
      return null;
    }
    if (sequence === log.last && log.chain !== null) {
      return log.chain;
    }
    const kept = chains.before(log.log, sequence);
    const start =
      kept === null || kept.sequence < log.base ? {sequence: log.base, chain: beginning(log)} : kept;
    let {chain} = start;
    for (const passed of roomEntries.after(log.log, start.sequence, sequence)) {
      chain = extend(chain, passed);
    }
    return chain;
  }

  function* after(log: LogRecord, sequence: number): Generator<ChainedEntry> {
    let chain = at(log, sequence);
    for (const passed of roomEntries.after(log.log, sequence)) {
      chain = extend(chain ?? new Uint8Array(), passed);
      yield {...passed, chain};
    }
  }

  return {at, after, begin};
}

function extend(chain: Uint8Array, passed: PassedOn): Buffer {
  const {clock, time} = passed.entry;
  return extendChain(chain, {clock, time, digest: digestOfHeld(passed)});
}

/** The digest of an entry that is here: kept where its content is not, else made from it. */
export function digestOfHeld({digest, entry}: {digest: Uint8Array | null; entry: WireEntry}): Uint8Array {
  return digest ?? hashEntry(entry).digest;
}
