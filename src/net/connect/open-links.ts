import {PROGRAM} from '../../lib/program.ts';
import {type LinkOptions, openLink, type PendingLink} from '../link/handshake.ts';
import type {Link} from '../link/link.ts';
import {createDialTurns} from './dial-turns.ts';

export type OpenLinksOptions = Pick<
  LinkOptions,
  'identity' | 'known' | 'channels' | 'clock' | 'limits' | 'admit' | 'tracer' | 'fault'
>;

/** What differs from one connection to the next. */
export type Beginning = Pick<LinkOptions, 'connection' | 'opener' | 'deadline' | 'closed'>;

/** All connections of a network, from the first moment of each to its last. */
export type OpenLinks = {
  /** Begins the handshake on a connection. */
  readonly begin: (beginning: Beginning) => PendingLink;
  /** Gives up every handshake, and closes every link (with bye `quit`). */
  readonly closeAll: () => Promise<void>;
};

type Entry = {opening: PendingLink | null; link: Link | null};

/** The connections of a network, none yet. */
export function createOpenLinks(options: OpenLinksOptions): OpenLinks {
  const entries = new Set<Entry>();
  const nextTurn = createDialTurns(options.admit);

  return {
    begin(beginning) {
      const turn = nextTurn();
      const opening = openLink({
        ...options,
        ...beginning,
        program: PROGRAM,
        admit: turn.admit,
        closed() {
          entries.delete(entry);
          beginning.closed();
        },
      });
      const entry: Entry = {opening, link: null};
      entries.add(entry);
      opening.linked.then(
        link => {
          entry.link = link;
          entry.opening = null; // what the handshake needed may go
          turn.end();
        },
        () => turn.end(),
      );
      return opening;
    },
    async closeAll() {
      await Promise.all(
        [...entries].map(({opening, link}) => (link === null ? opening?.abandon() : link.close('quit'))),
      );
    },
  };
}
