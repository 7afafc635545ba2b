import type {PeerKey, PeerView} from '../../src/core/api/api.ts';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import type {AppState, LogId} from '../../src/store/state.ts';
import {inLog, peerIn} from '../../src/store/state.ts';
import {fitName} from '../text/fit.ts';
import {textWidth} from '../text/width.ts';

/** Nobody's name gets more columns than this, so that text begins early. */
const MOST_COLUMNS = 7;
/** Those of "you". */
const LEAST_COLUMNS = 3;
/** So much of an id tells two people apart. */
const ID_COLUMNS = 4;

/** The senders of a log, as their names stand before their messages. */
export type Senders = {
  /** Columns of the widest of them: the same wherever the log is read, so that nothing moves while it scrolls. */
  readonly columns: number;
  /** A name in at most so many columns. */
  readonly nameOf: (key: PeerKey) => string;
  /** All but the user, in an order that stays: for their colours. */
  readonly keys: readonly PeerKey[];
  /** Says when names changed. */
  readonly version: number;
};

/** Names the senders of a log; the last answer is cached. */
export function createSenders(): (
  state: Pick<AppState, 'self' | 'peers' | 'conversations'>,
  log: LogId,
) => Senders {
  let last: {readonly facts: readonly unknown[]; readonly names: string; readonly senders: Senders} | null =
    null;
  return ({self, peers, conversations}, log) => {
    const facts = [self?.key, peers, inLog(conversations, log)?.participants, log];
    if (last === null || !facts.every((fact, index) => fact === last?.facts[index])) {
      const others = othersIn({peers, conversations}, log);
      const names = others.map(({name}) => name).join('\n');
      const version = last === null ? 0 : last.senders.version + (last.names === names ? 0 : 1);
      last = {facts, names, senders: {...sendersOf(self?.key, others, peers), version}};
    }
    return last.senders;
  };
}

function othersIn(
  {peers, conversations}: Pick<AppState, 'peers' | 'conversations'>,
  log: LogId,
): readonly PeerView[] {
  const keys = inLog(conversations, log)?.participants ?? [];
  return [peerIn({peers}, log), ...keys.map(key => peers.get(key))].filter(peer => peer !== undefined);
}

function sendersOf(
  own: PeerKey | undefined,
  others: readonly PeerView[],
  peers: AppState['peers'],
): Omit<Senders, 'version'> {
  const short = toldApart(others, shortNames(others, peers));
  const columns = Math.max(LEAST_COLUMNS, ...[...short.values()].map(textWidth));
  return {
    columns,
    keys: others.map(({key}) => key),
    nameOf: key =>
      key === own ? screenTexts.log.you : (short.get(key) ?? fitName(peers.get(key)?.name ?? key, columns)),
  };
}

/** A long name is its first word, if nobody else here could be meant by that. */
function shortNames(others: readonly PeerView[], peers: AppState['peers']): ReadonlyMap<PeerKey, string> {
  let sorted: readonly string[] | null = null; // a room may have thousands of members
  return new Map(
    others.map(({key, name}) => {
      const first = firstWordOf(name);
      sorted ??= first === null ? null : [...peers.values()].map(peer => peer.name).sort();
      const shown = first !== null && countBeginning(sorted ?? [], first) <= 1 ? first : name;
      return [key, fitName(shown, MOST_COLUMNS)];
    }),
  );
}

/** The first word of a long name that it can stand for; null if there is none. */
function firstWordOf(name: string): string | null {
  const [first = ''] = name.split(/[\s·]/u);
  const isLong = textWidth(name) > MOST_COLUMNS;
  const columns = textWidth(first); // more than those of "you", which nobody may look like
  const isShort = columns > LEAST_COLUMNS && columns <= MOST_COLUMNS && !name.includes('·');
  return isLong && isShort ? first : null;
}

/** How many of the sorted names begin so; more than two are two. */
function countBeginning(sorted: readonly string[], beginning: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? '') < beginning) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return sorted.slice(from, from + 2).filter(name => name.startsWith(beginning)).length;
}

/** Names of which the same is left have a piece of the id behind them. */
function toldApart(
  others: readonly PeerView[],
  short: ReadonlyMap<PeerKey, string>,
): ReadonlyMap<PeerKey, string> {
  const counts = new Map<string, number>();
  for (const shown of short.values()) {
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return new Map(
    others.map(({key, name, id}) => {
      const shown = short.get(key) ?? '';
      const isAlone = counts.get(shown) === 1 || name.includes('·');
      return [key, isAlone ? shown : fitName(`${name}·${id.slice(0, ID_COLUMNS)}`, MOST_COLUMNS)];
    }),
  );
}
