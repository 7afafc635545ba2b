import type {PeerKey} from '../core/api/api.ts';
import {shortId} from '../identity/short-id.ts';
import {NatterError} from '../lib/errors.ts';
import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {here} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {describeMessage} from './engine/describe-message.ts';
import {newestMessage} from './engine/newest-message.ts';
import {messageId} from './engine/parameters.ts';

/** Tells all about a message of the open conversation: without an id, of our newest one. */
export const details = defineCommand({
  name: 'details',
  parameters: [messageId()],
  summary: commandTexts.details.summary,
  async execute({core, view}, id) {
    const conversation = here(view);
    const wanted = id ?? (await newestMessage(core, conversation, 'own'));
    const entry = await core.query({type: 'entry', conversation, entry: wanted});
    if (entry === null) {
      throw new NatterError('MESSAGE_UNKNOWN', commandTexts.details.unknown);
    }
    const receipts = await core.query({type: 'receipts', conversation, entry: entry.id});
    const {self, peers} = await core.query({type: 'snapshot'});
    const nameOf = (key: PeerKey) =>
      [self, ...peers].find(person => person.key === key)?.name ?? safeLine(shortId(key));
    view.notice(describeMessage(nameOf, entry, receipts));
  },
});
