import {joinSafe, safe} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {newsSentences} from './engine/describe-news.ts';

export const news = defineCommand({
  name: 'news',
  parameters: [],
  summary: commandTexts.news.summary,
  async execute({core, view}) {
    const sentences = newsSentences(await core.query({type: 'snapshot'}));
    view.notice(sentences.length === 0 ? commandTexts.news.none : joinSafe(sentences, safe`\n`));
  },
});
