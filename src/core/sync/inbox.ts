import {MAX_BATCH_ENTRIES} from '../../lib/limits.ts';
import type {Entries, WireEntry} from '../../wire/chat/messages.ts';
import type {Output, SyncState} from './machine-types.ts';

/** Entries a peer may have waiting here before we stop reading from its socket, and at which we go on. */
export const INBOX_HIGH = 1024;
export const INBOX_LOW = 256;

/** Takes entries in, until they are committed. */
export function addToInbox(state: SyncState, message: Entries): readonly Output[] {
  if (!state.weAccept) {
    return [{type: 'fail', detail: 'it wrote before it was accepted'}];
  }
  if (message.author !== state.peer) {
    return [{type: 'fail', detail: 'it sent entries in the name of somebody else'}];
  }
  state.inbox.push(message);
  state.waiting += message.entries.length;
  if (state.waiting >= INBOX_HIGH && !state.isPaused) {
    state.isPaused = true;
    return [{type: 'pause'}, {type: 'turn'}];
  }
  return [{type: 'turn'}];
}

/** Commits what arrived, up to a full batch: consecutive messages of one log are one. */
export function takeBatch(state: SyncState): readonly Output[] {
  const batch = nextBatch(state);
  if (batch === null) {
    return [];
  }
  const outputs: Output[] = [{type: 'commit', batch}];
  if (state.isPaused && state.waiting <= INBOX_LOW) {
    state.isPaused = false;
    outputs.push({type: 'resume'});
  }
  return outputs;
}

/** Commits all that arrived. */
export function takeRest(state: SyncState): readonly Output[] {
  const outputs: Output[] = [];
  for (let batch = nextBatch(state); batch !== null; batch = nextBatch(state)) {
    outputs.push({type: 'commit', batch});
  }
  return outputs;
}

function nextBatch(state: SyncState): Entries | null {
  const head = state.inbox.shift();
  if (head === undefined) {
    return null;
  }
  const entries: WireEntry[] = [...head.entries];
  for (let next = state.inbox[0]; next !== undefined; next = state.inbox[0]) {
    const isNext = next.epoch === head.epoch && next.first === head.first + entries.length;
    if (!isNext || entries.length + next.entries.length > MAX_BATCH_ENTRIES) {
      break;
    }
    entries.push(...next.entries);
    state.inbox.shift();
  }
  state.waiting -= entries.length;
  return {...head, entries};
}
