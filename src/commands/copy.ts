import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const copy = defineCommand({
  name: 'copy',
  parameters: [],
  summary: commandTexts.copy.summary,
  redirects: true,
  execute({view}) {
    if (view.openCopyView === undefined) {
      view.notice(commandTexts.copy.plain);
    } else {
      view.openCopyView();
    }
  },
});
