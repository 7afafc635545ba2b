import {NatterError} from '../lib/errors.ts';
import {defineCommand} from './engine/define-command.ts';
import type {Parameter} from './engine/types.ts';

export const quit = defineCommand({
  name: 'quit',
  aliases: ['exit'],
  parameters: [all()],
  summary: 'Ends natter; all ends the background too',
  execute: ({view}, whose) => view.quit(whose ?? 'this'),
});

export const detach = defineCommand({
  name: 'detach',
  parameters: [],
  summary: 'Closes the screen; natter goes on in the background',
  execute({view}) {
    if (view.detach === undefined) {
      throw new NatterError(
        'COMMAND_USAGE',
        'Nothing of natter runs in the background here. /set background on, then /quit and start natter again.',
      );
    }
    view.detach();
  },
});

function all(): Parameter<'all' | null> {
  const parse = (word: string) => {
    if (word.toLowerCase() !== 'all') {
      throw new NatterError(
        'COMMAND_USAGE',
        'Say /quit, or /quit all to end what runs in the background, too.',
      );
    }
    return 'all' as const;
  };
  return {name: 'all', optional: true, rest: true, completes: 'none', choices: () => ['all'], parse};
}
