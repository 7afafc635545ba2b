import type {Self} from '../core/api/api.ts';
import {formatAddress} from '../lib/address.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {groupKey, labelled} from './engine/describe.ts';

export const whoami = defineCommand({
  name: 'whoami',
  parameters: [],
  summary: commandTexts.whoami.summary,
  async execute({core, view}) {
    const {self} = await core.query({type: 'snapshot'});
    if (view.answer !== undefined) {
      view.answer({type: 'self', self});
      return;
    }
    view.notice(
      labelled([
        [commandTexts.whois.name, self.named ? self.name : commandTexts.whoami.unnamed(self.name)],
        [commandTexts.whois.id, safeLine(self.id)],
        [commandTexts.whois.key, groupKey(self.key)],
        [commandTexts.whois.listening, listening(self)],
        [commandTexts.whois.reachable, joinSafe(self.reachableAt.map(safeLine), safe`, `)],
      ]),
    );
  },
});

function listening(self: Self): SafeText {
  return self.listening === null ? commandTexts.whoami.closed : safeLine(formatAddress(self.listening));
}
