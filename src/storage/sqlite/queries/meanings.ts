import {type PeerKey, peerKey} from '../../../lib/ids.ts';
import type {Database} from '../../types.ts';
import type {Connection} from '../connection.ts';

/** The table of whom words of the user meant. */
export type MeaningTable = Pick<Database, 'meanings' | 'saveMeaning'> & {
  /** Nothing means somebody any more who is forgotten. */
  readonly forgetMeanings: (peer: PeerKey) => void;
};

/** Prepares its statements. */
export function createMeaningTable(connection: Connection): MeaningTable {
  const all = connection.prepare<[], {word: string; peer: string; among: string}>(
    'SELECT word, peer, among FROM meanings',
  );
  const save = connection.prepare<[string, string, string]>(
    `INSERT INTO meanings VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET peer = excluded.peer, among = excluded.among`,
  );
  const remove = connection.prepare<[string]>('DELETE FROM meanings WHERE peer = ?');
  return {
    meanings: () =>
      all.all().map(({word, peer, among}) => ({
        ...{word, key: peerKey(peer)},
        among: among.split(' ').filter(Boolean).map(peerKey),
      })),
    saveMeaning({word, key, among}) {
      save.run(word, key, among.join(' '));
    },
    forgetMeanings(peer) {
      remove.run(peer);
    },
  };
}
