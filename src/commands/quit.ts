import {NatterError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import type {Parameter} from './engine/types.ts';

export const quit = defineCommand({
  name: 'quit',
  aliases: ['exit'],
  parameters: [all()],
  summary: commandTexts.quit.summary,
  execute: ({view}, whose) => view.quit(whose ?? 'this'),
});

export const detach = defineCommand({
  name: 'detach',
  parameters: [],
  summary: commandTexts.detach.summary,
  execute({view}) {
    if (view.detach === undefined) {
      throw new NatterError('COMMAND_USAGE', commandTexts.detach.noBackground);
    }
    view.detach();
  },
});

function all(): Parameter<'all' | null> {
  const parse = (word: string) => {
    if (word.toLowerCase() !== 'all') {
      throw new NatterError('COMMAND_USAGE', commandTexts.quit.usage);
    }
    return 'all' as const;
  };
  return {name: 'all', optional: true, rest: true, completes: 'none', choices: () => ['all'], parse};
}
