import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';

export const natter = defineCommand({
  name: 'natter',
  parameters: [],
  summary: commandTexts.natter.summary,
  redirects: true,
  execute({view}) {
    if (view.openOwnLog === undefined) {
      view.notice(commandTexts.natter.none);
    } else {
      view.openOwnLog();
    }
  },
});
