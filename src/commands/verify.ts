import type {SafetyCodeView} from '../core/api/api.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {confirmation, optional, who} from './engine/parameters.ts';

export const verify = defineCommand({
  name: 'verify',
  parameters: [who(), optional(confirmation())],
  summary: 'Shows words to compare; with yes: marks verified',
  async execute({core, view}, name, isSame) {
    if (isSame === null) {
      const {self} = await core.query({type: 'snapshot'});
      view.notice(explain(await core.query({type: 'safety-code', who: name}), safeLine(self.id)));
      return;
    }
    const peer = await core.perform({type: 'verify', who: name, verified: true});
    view.notice(safe`${peer.name} is verified: this key is theirs. Should another one come, natter says so.`);
  },
});

function explain({peer, words, digits}: SafetyCodeView, ownId: SafeText): SafeText {
  const id = safeLine(peer.id);
  const lines = [
    safe`Compare this with ${peer.name} in a call or face to face, not in natter:`,
    ...twoRows(words),
    safe`or, if you do not share the language:`,
    ...twoRows(digits),
    safe`The other side sees its own with /verify ${ownId}`,
    safe`All the same, in the same order: /verify ${id} yes`,
    safe`Anything differs: somebody is between you. Write nothing there. /block ${id}`,
  ];
  return joinSafe(peer.verified ? [...lines, safe`${peer.name} is marked as verified.`] : lines, safe`\n`);
}

function twoRows(parts: readonly SafeText[]): SafeText[] {
  const half = Math.ceil(parts.length / 2);
  return [parts.slice(0, half), parts.slice(half)].map(row => safe`  ${joinSafe(row, safe` `)}`);
}
