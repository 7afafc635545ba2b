import {quoteStatus} from '../lib/text/status-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, text} from './engine/parameters.ts';

export const status = defineCommand({
  name: 'status',
  parameters: [optional(text('text|off', 'none'))],
  summary: commandTexts.status.summary,
  async execute({core, view}, typed) {
    const settings =
      typed === null
        ? (await core.query({type: 'snapshot'})).settings
        : await core.perform({type: 'set-status', text: typed.toLowerCase() === 'off' ? null : typed});
    if (view.answer !== undefined) {
      view.answer({type: 'settings', settings});
      return;
    }
    view.notice(
      settings.status === ''
        ? commandTexts.status.none
        : commandTexts.status.present(quoteStatus(settings.status)),
    );
  },
});
