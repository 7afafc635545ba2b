import {commandTexts} from '../lib/texts/commands.ts';
import {whyTexts} from '../lib/texts/why.ts';
import {defineCommand} from './engine/define-command.ts';
import {reachLines, whyLines, whyReport} from './engine/describe-why.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const why = defineCommand({
  name: 'why',
  parameters: [optional(lastWho())],
  summary: commandTexts.why.summary,
  redirects: true,
  async execute({core, view}, words) {
    const {who, ending} = readWords(words ?? view.current());
    const reach = await core.query({type: 'reach'});
    if (who === null) {
      view.answer === undefined ? view.notice(reachLines(reach)) : view.answer({type: 'reach', reach});
      return;
    }
    if (ending === 'retry') {
      await core.perform({type: 'retry', who});
    }
    const ask = () => core.query({type: 'why', who});
    if (view.answer !== undefined) {
      view.answer({type: 'why', why: await ask()});
    } else if (view.showReport !== undefined) {
      await view.showReport(async () => whyReport(await ask(), await core.query({type: 'reach'})));
    } else if (ending === 'retry') {
      view.notice(whyTexts.answers.retried((await ask()).peer.name));
    } else {
      view.notice(whyLines(await ask(), reach, ending === 'all'));
    }
  },
});

/** `bob all` tells all tries, `bob retry` begins new ones. */
function readWords(words: string | null) {
  const [, name, ending] = /^(.*?)(?:\s+(all|retry))?$/i.exec(words ?? '') ?? [];
  return {who: name === undefined || name === '' ? null : name, ending: ending?.toLowerCase() ?? null};
}
