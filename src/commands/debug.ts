import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {debugReport} from './engine/debug-report.ts';
import {defineCommand} from './engine/define-command.ts';
import {lastWho, optional} from './engine/parameters.ts';
import {reportText} from './engine/report.ts';

export const debug = defineCommand({
  name: 'debug',
  parameters: [optional(lastWho())],
  summary: commandTexts.debug.summary,
  redirects: true,
  async execute({core, view}, name) {
    const {key: who} = await core.perform({
      type: 'resolve',
      who: name ?? whoIsOpen(view, '/debug <who>'),
    });
    const ask = () => core.query({type: 'debug', who});
    if (view.answer !== undefined) {
      view.answer({type: 'debug', debug: await ask()});
    } else if (view.showReport === undefined) {
      view.notice(reportText(debugReport(await ask(), Date.now())));
    } else {
      await view.showReport(async () => debugReport(await ask(), Date.now()));
    }
  },
});
