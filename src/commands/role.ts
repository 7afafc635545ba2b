import {NatterError} from '../lib/errors.ts';
import {roomTexts} from '../lib/texts/rooms.ts';
import {defineCommand} from './engine/define-command.ts';
import {who} from './engine/parameters.ts';
import {roomMeant} from './engine/rooms.ts';
import type {Parameter} from './engine/types.ts';

const LEVELS = ['member', 'admin', 'owner'] as const;

type Level = (typeof LEVELS)[number];

export const role = defineCommand({
  name: 'role',
  parameters: [who('member'), levelName()],
  summary: roomTexts.commands.role,
  async execute(context, name, level) {
    const room = await roomMeant(context, null);
    const peer = await context.core.perform({type: 'set-level', room, who: name, level});
    context.view.notice(roomTexts.answers.role(peer.name, roomTexts.names.levels[level]));
  },
});

/** What somebody can be made. Throws `COMMAND_USAGE` for any other word. */
function levelName(): Parameter<Level> {
  const parse = (word: string) => {
    const level = LEVELS.find(known => known === word.toLowerCase());
    if (level === undefined) {
      throw new NatterError('COMMAND_USAGE', roomTexts.errors.level);
    }
    return level;
  };
  return {name: 'level', optional: false, rest: false, completes: 'none', choices: () => LEVELS, parse};
}
