/** Commits rows on their own, as one side of a conversation does. Parameters: folder, rows, bytes of each. */
import {join} from 'node:path';
import {openReference} from '../../bench/references/sqlite-table.ts';
import {MAX_BATCH_ENTRIES} from '../../src/lib/limits.ts';
import {numbered} from '../support/texts.ts';

const [folder = '', count = '0', length = '0'] = process.argv.slice(2);
const bodies = Array.from({length: Number(count)}, (_, index) => numbered('ada', index + 1, Number(length)));
const table = openReference(join(folder, 'reference.db'));

process.once('message', () => {
  const begin = performance.now();
  for (let done = 0; done < bodies.length; done += MAX_BATCH_ENTRIES) {
    table.append(1, bodies.slice(done, done + MAX_BATCH_ENTRIES));
  }
  process.send?.((performance.now() - begin) / 1000);
  table.close();
  process.disconnect?.();
});
process.send?.('ready');
