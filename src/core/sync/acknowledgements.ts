import type {AppendOutcome} from '../../storage/types.ts';
import type {Input, JudgedPosition, Output, SyncLog, SyncState} from './machine-types.ts';

type Refusal = {readonly refused: readonly Output[]};

/** Tells a peer how far its log is here, once what it sent is committed (SECURITY rule 6). */
export function acknowledge({have}: AppendOutcome): readonly Output[] {
  return [{type: 'send-acknowledgement', have}];
}

/** What a peer says to have of our logs: the point to go on from, later the acknowledgement of what was sent. */
export function acceptHave(state: SyncState, input: Extract<Input, {type: 'have'}>): readonly Output[] {
  if (input.author !== state.self) {
    return [fail('it told how far it has a log of somebody else')];
  }
  const isFirst = !state.isPositioned;
  state.isPositioned = true;
  const outputs: Output[] = isFirst ? noteClock(state, input.clock) : [];
  for (const position of input.logs) {
    const accepted = isFirst ? acceptFirst(state, position) : acceptNext(state, position);
    if ('refused' in accepted) {
      return [...outputs, ...accepted.refused];
    }
    outputs.push(...accepted);
  }
  return isFirst ? [...outputs, {type: 'turn'}] : outputs;
}

/** Somebody who is not accepted leaves nothing behind here, not even a clock: it is learnt once they are. */
function noteClock(state: SyncState, clock: number): Output[] {
  state.peerClock = clock;
  return learnClock(state);
}

/** Learns what clock the peer knows, if there is one to learn and the peer is accepted. */
export function learnClock({weAccept, peerClock}: SyncState): Output[] {
  return weAccept && peerClock > 0 ? [{type: 'learn', clock: peerClock}] : [];
}

/** The first `have` of a link may name any log; those that we do not know are from before we lost our database. */
function acceptFirst(state: SyncState, position: JudgedPosition): readonly Output[] | Refusal {
  const log = find(state, position.epoch);
  if (log === undefined) {
    return [];
  }
  if (log.isOld) {
    log.confirmed = Math.min(position.sequence, position.acknowledged); // what is doubtful moves into a new log
    return [];
  }
  const isCurrent = log === state.logs.at(-1);
  if (isCurrent && (position.sequence > log.last || !position.isSame)) {
    return {
      refused: [{type: 'tell', event: {type: 'outdated'}}, fail('it has another log of ours than we do')],
    };
  }
  return confirm(log, Math.min(position.sequence, log.last)); // an ended log may be longer there
}

function acceptNext(state: SyncState, {epoch, sequence: told}: JudgedPosition): readonly Output[] | Refusal {
  const log = find(state, epoch);
  if (log === undefined || log.isOld) {
    return refuse('it acknowledged a log that was never sent');
  }
  const sequence = log === state.logs.at(-1) ? told : Math.min(told, log.last);
  return sequence > log.cursor ? refuse('it acknowledged what was never sent') : confirm(log, sequence);
}

function confirm(log: SyncLog, sequence: number): readonly Output[] | Refusal {
  if (sequence < log.confirmed) {
    return refuse('its acknowledgement went back');
  }
  log.confirmed = sequence;
  log.cursor = Math.max(log.cursor, sequence);
  return [{type: 'tell', event: {type: 'acknowledged', epoch: log.epoch, upTo: sequence}}];
}

/** What the user of a peer has read: at most what the peer has. */
export function acceptRead(state: SyncState, input: Extract<Input, {type: 'read'}>): readonly Output[] {
  if (input.author !== state.self) {
    return [fail('it told how far it has read a log of somebody else')];
  }
  const outputs: Output[] = [];
  for (const {epoch, sequence: told} of input.logs) {
    const log = find(state, epoch);
    if (log === undefined || log.isOld) {
      continue; // a log from before we lost our database
    }
    const sequence = log === state.logs.at(-1) ? told : Math.min(told, log.last);
    if (sequence > log.confirmed) {
      return [...outputs, fail('it read what it does not have')];
    }
    outputs.push({type: 'tell', event: {type: 'read', epoch, upTo: sequence}});
  }
  return outputs;
}

function find(state: SyncState, epoch: number): SyncLog | undefined {
  return state.logs.find(log => log.epoch === epoch);
}

function refuse(detail: string): Refusal {
  return {refused: [fail(detail)]};
}

function fail(detail: string): Output {
  return {type: 'fail', detail};
}
