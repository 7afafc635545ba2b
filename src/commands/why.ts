import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {reachLines, whyLines} from './engine/describe-why.ts';
import {lastWho, optional} from './engine/parameters.ts';

export const why = defineCommand({
  name: 'why',
  parameters: [optional(lastWho())],
  summary: commandTexts.why.summary,
  async execute({core, view}, words) {
    const {who, all} = readWords(words ?? view.current());
    const reach = await core.query({type: 'reach'});
    if (who === null) {
      view.answer === undefined ? view.notice(reachLines(reach)) : view.answer({type: 'reach', reach});
      return;
    }
    const found = await core.query({type: 'why', who});
    if (view.answer === undefined) {
      view.notice(whyLines(found, reach, all));
    } else {
      view.answer({type: 'why', why: found});
    }
  },
});

/** `bob all` tells all tries. */
function readWords(words: string | null): {readonly who: string | null; readonly all: boolean} {
  const [, name, ending] = /^(.*?)(\s+all)?$/i.exec(words ?? '') ?? [];
  return {who: name === undefined || name === '' ? null : name, all: ending !== undefined};
}
