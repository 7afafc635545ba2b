import {statusOfPeer} from '../../lib/text/status-text.ts';
import type {PeerKey} from '../api/api.ts';
import type {Session} from '../sync/session.ts';
import {mayExpect} from './capabilities.ts';
import type {PeerBook} from './peer-store.ts';

export type StatusExchangeOptions = {
  readonly peers: Pick<PeerBook, 'row' | 'save'>;
  /** What our user says that they are about; empty if nothing. */
  readonly own: () => string;
  readonly session: (key: PeerKey) => Session | null;
  /** Of everybody who is linked. */
  readonly sessions: () => Iterable<Session>;
};

/** Tells contacts what our user is about, and hears it from them. */
export type StatusExchange = {
  /** A peer lets us write, or we let them: contacts who take it are told, also that there is nothing (any more). */
  readonly greet: (key: PeerKey) => void;
  /** A peer says what its owner is about: of contacts it is kept. Throws what the database throws. */
  readonly hear: (key: PeerKey, text: string) => void;
  /** Ours has changed: every contact who is linked hears it. */
  readonly tellAll: () => void;
};

/** The exchange over all links. */
export function createStatusExchange({peers, own, session, sessions}: StatusExchangeOptions): StatusExchange {
  function tell({link, isAccepted}: Session): void {
    const row = peers.row(link.remoteKey);
    if (isAccepted() && row?.relation === 'contact' && mayExpect(row, 'status')) {
      link.send({type: 'status', text: own()});
    }
  }

  return {
    greet(key) {
      const linked = session(key);
      if (linked !== null) {
        tell(linked);
      }
    },
    hear(key, text) {
      const row = peers.row(key);
      const status = statusOfPeer(text);
      if (row?.relation === 'contact' && status !== (row.status ?? '')) {
        peers.save(key, {status});
      }
    },
    tellAll() {
      for (const linked of sessions()) {
        tell(linked);
      }
    },
  };
}
