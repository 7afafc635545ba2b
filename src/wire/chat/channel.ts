import {type Channel, defineChannel} from '../codec/channel.ts';
import {messageCodecs, messageTags} from './codecs.ts';
import type {ChatMessage} from './messages.ts';

/** The channel of the chat: every link has it, and what is said on it goes before all else. */
export const chatChannel: Channel<ChatMessage> = defineChannel({
  name: 'natter/chat',
  version: 1,
  tags: messageTags,
  codecs: messageCodecs,
  priority: 1,
  window: 512 * 1024,
});
