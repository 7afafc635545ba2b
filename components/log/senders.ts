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

/** The senders of a log, as their names stand before their messages. */
export type Senders = {
  /** Columns of the widest of them: the same wherever the log is read, so that nothing moves while it scrolls. */
  readonly columns: number;
  /** A name in at most so many columns. */
  readonly nameOf: (key: PeerKey) => string;
};

/** Names the senders of a log; the last answer is cached. */
export function createSenders(): (
  state: Pick<AppState, 'self' | 'peers' | 'conversations'>,
  log: LogId,
) => Senders {
  let last: {readonly facts: readonly unknown[]; readonly senders: Senders} | null = null;
  return ({self, peers, conversations}, log) => {
    const facts = [self?.key, peers, inLog(conversations, log)?.participants, log];
    if (last === null || !facts.every((fact, index) => fact === last?.facts[index])) {
      last = {facts, senders: sendersOf(self?.key, {peers, conversations}, log)};
    }
    return last.senders;
  };
}

function sendersOf(
  own: PeerKey | undefined,
  {peers, conversations}: Pick<AppState, 'peers' | 'conversations'>,
  log: LogId,
): Senders {
  const keys = inLog(conversations, log)?.participants ?? [];
  const others = [peerIn({peers}, log), ...keys.map(key => peers.get(key))].filter(
    peer => peer !== undefined,
  );
  const short = new Map(others.map(peer => [peer.key, shortNameOf(peer, peers)]));
  const columns = Math.max(LEAST_COLUMNS, ...[...short.values()].map(textWidth));
  return {
    columns,
    nameOf: key =>
      key === own ? screenTexts.log.you : (short.get(key) ?? fitName(peers.get(key)?.name ?? key, columns)),
  };
}

/** A long name is its first word, if nobody else here could be meant by that. */
function shortNameOf({key, name}: PeerView, peers: AppState['peers']): string {
  const [first = ''] = name.split(/[\s·]/u);
  const isLong = textWidth(name) > MOST_COLUMNS;
  const columns = textWidth(first); // more than those of "you", which nobody may look like
  const isShort = columns > LEAST_COLUMNS && columns <= MOST_COLUMNS && !name.includes('·');
  const others = () => [...peers.values()].filter(other => other.key !== key);
  return isLong && isShort && !others().some(other => other.name.startsWith(first))
    ? fitName(first, MOST_COLUMNS)
    : fitName(name, MOST_COLUMNS);
}
