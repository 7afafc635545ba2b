/** Plays random stories in a process of its own. Parameters: how many, seed. */
import {runStories} from './run-stories.ts';

const [runs = '0', seed = '0'] = process.argv.slice(2);
process.send?.(await runStories(Number(runs), Number(seed)));
process.disconnect?.();
