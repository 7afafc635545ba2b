import {commandTexts} from '../lib/texts/commands.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId, optional, text} from './engine/parameters.ts';

/** Words that take a reaction away, besides none at all. */
const NOTHING = new Set(['off', 'none']);

const SHORTCODE = /^:?([a-z0-9_+-]{2,}):?$/i;

export const react = defineCommand({
  name: 'react',
  parameters: [messageId(), optional(text('emoji', 'none'))],
  summary: commandTexts.react.summary,
  async execute({core, view}, id, word) {
    const conversation = here(view);
    const entry = id ?? (await newestMessage(core, conversation, 'theirs'));
    const emoji = word === null || NOTHING.has(word.toLowerCase()) ? null : await emojiOf(word);
    await core.perform({type: 'react', conversation, entry, emoji});
  },
});

/** What a name such as `:+1:` stands for; anything else is left as it is. The table is large, and no start needs it. */
async function emojiOf(word: string): Promise<string> {
  const name = SHORTCODE.exec(word)?.[1];
  if (name === undefined) {
    return word;
  }
  const {findEmoji} = await import('../lib/text/emoji.ts');
  return findEmoji(name)[0] ?? word;
}
