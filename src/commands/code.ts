import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {adviceOn, termsOf} from './engine/describe-invite.ts';

export const code = defineCommand({
  name: 'code',
  parameters: [],
  summary: 'Makes five words to read out; good for ten minutes',
  async execute({core, view}) {
    const made = await core.perform({
      type: 'invite',
      kind: 'code',
      lifetime: null,
      uses: null,
      withAddress: null,
    });
    const about = safe`Invite ${safeLine(made.id)}, ${termsOf(made, made.created)}. ${adviceOn(made)}`;
    view.notice(joinSafe([about, made.text ?? safe``], safe`\n`));
  },
});
