import {NatterError} from '../lib/errors.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const undo = defineCommand({
  name: 'undo',
  parameters: [],
  summary: commandTexts.undo.summary,
  execute({view}) {
    if (view.undoRemoval === undefined) {
      throw new NatterError('COMMAND_USAGE', commandTexts.undo.never);
    }
    if (!view.undoRemoval()) {
      view.notice(commandTexts.undo.nothing);
    }
  },
});
