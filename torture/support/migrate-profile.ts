/** Opens the database in argv[2], whose owner is argv[3], and tells how long that took and the most memory that it needed. */
import {peerKey} from '../../src/lib/ids.ts';
import {openDatabase} from '../../src/storage/database.ts';

const [path = '', selfKey = ''] = process.argv.slice(2);
const began = performance.now();
const database = openDatabase({
  path,
  key: Buffer.alloc(32, 9),
  selfKey: peerKey(selfKey),
  program: 'torture',
});
const milliseconds = performance.now() - began;
database.close();
process.stdout.write(JSON.stringify({milliseconds, kilobytes: process.resourceUsage().maxRSS}));
