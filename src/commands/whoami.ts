import type {Self} from '../core/api/api.ts';
import {formatAddress} from '../lib/address.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {groupKey, labelled} from './engine/describe.ts';

export const whoami = defineCommand({
  name: 'whoami',
  parameters: [],
  summary: 'Shows your name, id, key and addresses',
  async execute({core, view}) {
    const {self} = await core.query({type: 'snapshot'});
    if (view.answer !== undefined) {
      view.answer({type: 'self', self});
      return;
    }
    view.notice(
      labelled([
        ['name', self.named ? self.name : safe`${self.name} (choose one with /nick)`],
        ['id', safeLine(self.id)],
        ['key', groupKey(self.key)],
        ['listening', listening(self)],
        ['reachable', joinSafe(self.reachableAt.map(safeLine), safe`, `)],
      ]),
    );
  },
});

function listening(self: Self): SafeText {
  return self.listening === null ? safe`no, the port is not open` : safeLine(formatAddress(self.listening));
}
