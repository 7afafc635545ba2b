import type {Core} from '../../core/api/api.ts';
import {formatAddress, parseAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {here} from './current-conversation.ts';
import type {StayingContext} from './types.ts';

/** Says something in the open conversation. Throws `NO_CONVERSATION` if none is open. */
export async function sayHere(
  {core, view}: Pick<StayingContext, 'core' | 'view'>,
  kind: 'text' | 'action',
  text: string,
): Promise<void> {
  if (view.current() === null) {
    await helpNewcomer(core, text);
  }
  await core.perform({type: 'say', conversation: here(view), kind, text, lifetime: view.lifetime?.()});
}

/** Throws what helps somebody more than that no conversation is open, if there is such a thing. */
async function helpNewcomer(core: Core, text: string): Promise<void> {
  const address = addressIn(text);
  if (address !== null) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.connectHint(safeLine(address)));
  }
  const {peers} = await core.query({type: 'snapshot'});
  if (peers.length === 0) {
    throw new NatterError('NO_CONVERSATION', commandTexts.conversations.noContacts);
  }
}

function addressIn(text: string): string | null {
  try {
    return /\s/.test(text.trim()) ? null : formatAddress(parseAddress(text.trim()));
  } catch {
    return null;
  }
}
