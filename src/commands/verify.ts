import type {SafetyCodeView} from '../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {whoIsOpen} from './engine/current-conversation.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';

/** What confirms that the words are the same; alone, of the open conversation. */
const YES = 'yes';

export const verify = defineCommand({
  name: 'verify',
  parameters: [optional(who()), optional(confirmation())],
  summary: commandTexts.verify.summary,
  redirects: true,
  async execute({core, view}, name, isSame) {
    const isOpenMeant = name === null || (isSame === null && name.toLowerCase() === YES);
    const person = isOpenMeant ? whoIsOpen(view, '/verify <who>') : name;
    if (isSame !== null || name?.toLowerCase() === YES) {
      const peer = await core.perform({type: 'verify', who: person, verified: true});
      view.notice(commandTexts.verify.verified(peer.name));
      return;
    }
    const code = await core.query({type: 'safety-code', who: person});
    if (view.showSafetyCode === undefined) {
      const {self} = await core.query({type: 'snapshot'});
      view.notice(explain(code, safeLine(self.id)));
    } else {
      view.showSafetyCode(code);
    }
  },
});

function explain({peer, words, digits}: SafetyCodeView, ownId: SafeText): SafeText {
  const id = safeLine(peer.id);
  const lines = [
    commandTexts.verify.compare(peer.name),
    ...twoRows(words),
    commandTexts.verify.orNumbers,
    ...twoRows(digits),
    commandTexts.verify.otherSide(ownId),
    commandTexts.verify.ifSame(id),
    commandTexts.verify.ifDifferent(id),
  ];
  return joinSafe(peer.verified ? [...lines, commandTexts.verify.isVerified(peer.name)] : lines, safe`\n`);
}

function twoRows(parts: readonly SafeText[]): SafeText[] {
  const half = Math.ceil(parts.length / 2);
  return [parts.slice(0, half), parts.slice(half)].map(row => safe`  ${joinSafe(row, safe` `)}`);
}
