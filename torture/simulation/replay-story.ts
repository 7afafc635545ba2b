/**
 * Plays one story and prints what both cores said and which rules were broken. Parameter: the story, as JSON
 * has it. The exit code is 1 if a rule was broken.
 */
import type {CoreEvent} from '../../src/core/api/api.ts';
import {openStage} from './stage.ts';
import type {Step} from './story.ts';

const stage = await openStage();
const story = JSON.parse(process.argv[2] ?? '[]') as readonly Step[];
const faults = await stage.play(story, (name: string, event: CoreEvent) =>
  process.stdout.write(`${name}: ${JSON.stringify(event)}\n`),
);
process.stdout.write(faults.length === 0 ? 'no rule was broken\n' : `${faults.join('\n')}\n`);
process.exit(faults.length === 0 ? 0 : 1);
