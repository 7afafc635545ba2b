import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {inviteText} from './engine/describe-invite.ts';

export const code = defineCommand({
  name: 'code',
  parameters: [],
  summary: commandTexts.code.summary,
  async execute({core, view}) {
    const made = await core.perform({
      type: 'invite',
      kind: 'code',
      lifetime: null,
      uses: null,
      withAddress: null,
    });
    view.notice(inviteText(made));
  },
});
