/** Panes know the store alone. */
export {conversationName} from '../client/room-words.ts';
