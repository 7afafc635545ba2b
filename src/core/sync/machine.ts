import type {LinkEnd} from '../../net/link/link.ts';
import {acceptHave, acceptRead, acknowledge, learnClock} from './acknowledgements.ts';
import {addToInbox, takeBatch, takeRest} from './inbox.ts';
import type {Input, Output, SyncLog, SyncState} from './machine-types.ts';

/** Bye detail sent when a commit fails. */
export const CANNOT_STORE = 'cannot store messages at the moment';

/** The state at the beginning of a link. `logs` are our own, the oldest first. */
export function beginSync(begin: {
  readonly self: string;
  readonly peer: string;
  readonly weAccept: boolean;
  readonly logs: SyncState['logs'];
}): SyncState {
  return {
    ...begin,
    theyAccept: null,
    isPositioned: false,
    peerClock: 0,
    isCongested: false,
    isPaused: false,
    isEnded: false,
    inbox: [],
    waiting: 0,
  };
}

/**
 * One step of the sync protocol (docs/PROTOCOL.md, "Sync"): changes the state and says what is to be done, in order.
 * No I/O and no clock: the same inputs always lead to the same outputs.
 */
export function step(state: SyncState, input: Input): readonly Output[] {
  if (state.isEnded) {
    return afterEnd(input);
  }
  switch (input.type) {
    case 'start':
      return sayStanding(state);
    case 'accept':
      state.weAccept = true;
      return [...learnClock(state), ...sayStanding(state)];
    case 'frame':
      return state.weAccept || input.isTolerated
        ? []
        : [{type: 'close', reason: 'busy', detail: 'too much was sent before it was accepted'}];
    case 'standing':
      return onStanding(state, input.accepted);
    case 'have':
      return acceptHave(state, input);
    case 'read':
      return acceptRead(state, input);
    case 'entries':
      return addToInbox(state, input.message);
    case 'rename':
      return [{type: 'tell', event: {type: 'renamed', name: input.name}}];
    case 'typing':
      return state.weAccept ? [{type: 'tell', event: {type: 'typing', active: input.active}}] : [];
    case 'status':
      return state.weAccept ? [{type: 'tell', event: input}] : [];
    case 'reach':
    case 'reach-ack':
      return state.weAccept ? [{type: 'tell', event: {type: 'reach', message: input}}] : [];
    case 'turn':
      return turn(state);
    case 'committed':
      return onCommitted(input);
    case 'wrote':
      return onWrote(state, input);
    case 'sent':
      return onSent(state, input);
    case 'logs':
      replaceLogs(state, input.logs);
      return [{type: 'turn'}];
    case 'drained':
      state.isCongested = false;
      return [{type: 'turn'}];
    case 'user-read':
      return state.weAccept ? [{type: 'send-read'}] : [];
    case 'user-typing':
      return state.weAccept && state.theyAccept === true
        ? [{type: 'send', message: {type: 'typing', active: input.active}}]
        : [];
    case 'failed':
      return onFailed(state, input);
    case 'ended':
      return onEnded(state, input.end);
  }
}

/** Whether the peer has all that it lets us write. */
export function isSettled(state: SyncState): boolean {
  return state.theyAccept !== true || state.logs.every(log => log.isOld || log.confirmed >= log.last);
}

/** What arrived before the end is committed all the same, and told; nothing is sent any more. */
function afterEnd(input: Input): readonly Output[] {
  switch (input.type) {
    case 'committed':
      return tellReceived(input);
    case 'failed':
      return input.isProtocol ? [] : [{type: 'tell', event: {type: 'storage-failed', error: input.error}}];
    default:
      return [];
  }
}

function sayStanding(state: SyncState): readonly Output[] {
  const standing: Output = {type: 'send', message: {type: 'standing', accepted: state.weAccept}};
  return state.weAccept ? [standing, {type: 'send-have'}, {type: 'send-read'}] : [standing];
}

/** Only a change is news, however often it is said. */
function onStanding(state: SyncState, accepted: boolean): readonly Output[] {
  if (state.theyAccept === accepted) {
    return [];
  }
  state.theyAccept = accepted;
  return [{type: 'tell', event: {type: 'standing', accepted}}, {type: 'turn'}];
}

/** Commits one batch of what arrived, then sends one batch of what the peer does not have. */
function turn(state: SyncState): readonly Output[] {
  return [...takeBatch(state), ...stream(state), ...(hasMore(state) ? [{type: 'turn'} as const] : [])];
}

function stream(state: SyncState): readonly Output[] {
  if (!mayStream(state)) {
    return [];
  }
  const old = state.logs.find(log => log.isOld && log.last > log.confirmed);
  if (old !== undefined) {
    return [{type: 'retire', epoch: old.epoch, keep: old.confirmed}];
  }
  const next = state.logs.find(isUnsent);
  return next === undefined
    ? []
    : sendFrom(next, {type: 'send-entries', epoch: next.epoch, after: next.cursor});
}

/** The clocks of a log may change until it is sent for the first time. */
function sendFrom(log: SyncLog, output: Output): readonly Output[] {
  if (log.isSent) {
    return [output];
  }
  log.isSent = true;
  return [{type: 'note-sent', epoch: log.epoch}, output];
}

function hasMore(state: SyncState): boolean {
  return state.inbox.length > 0;
}

function mayStream(state: SyncState): boolean {
  return state.theyAccept === true && state.isPositioned && !state.isCongested;
}

function isUnsent(log: SyncLog): boolean {
  return !log.isOld && log.cursor < log.last;
}

function onCommitted(input: Extract<Input, {type: 'committed'}>): readonly Output[] {
  return [...acknowledge(input.outcome), ...tellReceived(input)];
}

function tellReceived({outcome}: Extract<Input, {type: 'committed'}>): readonly Output[] {
  return outcome.added.length === 0 ? [] : [{type: 'tell', event: {type: 'received', outcome}}];
}

/** Entries that follow what was sent go out as they are; all others are read back when their turn comes. */
function onWrote(state: SyncState, input: Extract<Input, {type: 'wrote'}>): readonly Output[] {
  const {epoch, first, last} = input;
  const known = state.logs.find(log => log.epoch === epoch);
  const log = known ?? {epoch, last: 0, cursor: 0, confirmed: 0, isOld: false, isSent: false};
  if (known === undefined) {
    state.logs.push(log);
  }
  const followsSent =
    log.cursor === first - 1 && !state.logs.some(other => other !== log && isPending(other));
  log.last = Math.max(log.last, last);
  return mayStream(state) && followsSent && input.fitsFrame
    ? sendFrom(log, {type: 'send-written'})
    : [{type: 'turn'}];
}

function isPending(log: SyncLog): boolean {
  return log.isOld ? log.last > log.confirmed : isUnsent(log);
}

function onSent(state: SyncState, input: Extract<Input, {type: 'sent'}>): readonly Output[] {
  const {epoch, from, to} = input;
  const log = state.logs.find(candidate => candidate.epoch === epoch);
  if (log !== undefined) {
    log.cursor = to;
  }
  state.isCongested = input.isFull;
  const told: Output = {type: 'tell', event: {type: 'sent', range: {epoch, from, to}}};
  return mayStream(state) && state.logs.some(isPending) ? [told, {type: 'turn'}] : [told];
}

/** Our logs changed: what was confirmed and sent of those that are still there stays. */
function replaceLogs(state: SyncState, logs: readonly SyncLog[]): void {
  const before = new Map(state.logs.map(log => [log.epoch, log]));
  state.logs = logs.map(log => {
    const known = before.get(log.epoch);
    return known === undefined ? log : {...log, cursor: known.cursor, confirmed: known.confirmed};
  });
}

function onFailed(state: SyncState, input: Extract<Input, {type: 'failed'}>): readonly Output[] {
  state.inbox = [];
  state.waiting = 0;
  return input.isProtocol
    ? [{type: 'fail', detail: input.detail}]
    : [
        {type: 'tell', event: {type: 'storage-failed', error: input.error}},
        {type: 'close', reason: 'busy', detail: CANNOT_STORE},
      ];
}

/** A peer that closed or was cut off said all that arrived before; what we closed ourselves is over at once. */
function onEnded(state: SyncState, end: LinkEnd): readonly Output[] {
  state.isEnded = true;
  const isTheirs = end.type === 'bye' || end.type === 'lost';
  const rest = isTheirs ? takeRest(state) : [];
  return [...rest, {type: 'tell', event: {type: 'ended', end}}];
}
