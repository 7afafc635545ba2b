import {MAX_BODY_BYTES} from '../lib/limits.ts';
import {safeText} from '../lib/text/safe-text.ts';
import {splitText} from '../lib/text/split-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {text} from './engine/parameters.ts';
import {sayHere} from './engine/send-to-current.ts';

export const parts = defineCommand({
  name: 'parts',
  parameters: [text()],
  summary: commandTexts.parts.summary,
  async execute(context, words) {
    const all = splitText(safeText(words), MAX_BODY_BYTES);
    for (const part of all) {
      await sayHere(context, 'text', part);
    }
    if (all.length > 1) {
      context.view.notice(commandTexts.parts.sent(all.length));
    }
  },
});
