import type {Core} from '../../core/api/api.ts';
import {NatterError} from '../../lib/errors.ts';
import {joinSafe, safe} from '../../lib/text/safe-text.ts';
import {commandTexts} from '../../lib/texts/commands.ts';

/**
 * The peer whose request an answer without a name is for: the only one that waits, by key. Throws `NO_REQUEST` if none
 * waits, `WHO_AMBIGUOUS` if several do.
 */
export async function onlyRequest(core: Core): Promise<string> {
  const {peers} = await core.query({type: 'snapshot'});
  const waiting = peers.filter(peer => peer.relation === 'request');
  const [only] = waiting;
  if (only === undefined) {
    throw new NatterError('NO_REQUEST', commandTexts.requests.noneToAnswer);
  }
  if (waiting.length > 1) {
    const names = joinSafe(
      waiting.map(peer => peer.name),
      safe`, `,
    );
    throw new NatterError('WHO_AMBIGUOUS', commandTexts.requests.several(names));
  }
  return only.key;
}
