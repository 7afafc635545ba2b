import {NatterError} from '../lib/errors.ts';
import {joinSafe, safe} from '../lib/text/safe-text.ts';
import {defineCommand} from './engine/define-command.ts';
import {checkLines} from './engine/describe-checks.ts';
import {optional} from './engine/parameters.ts';
import type {Parameter} from './engine/types.ts';

export const doctor = defineCommand({
  name: 'doctor',
  parameters: [optional(fullWord())],
  summary: 'Checks what natter needs, and says what to do',
  async execute({core, view}, full) {
    const checks = [...(await core.query({type: 'checks'})), ...(view.checkTerminal?.() ?? [])];
    if (view.answer !== undefined) {
      view.answer({type: 'checks', checks, full: full === true});
      return;
    }
    const more = full
      ? safe`This holds paths and addresses: look at it before you paste it somewhere.`
      : safe`Nothing here names anybody, so it can be pasted. /doctor full adds paths and addresses.`;
    view.notice(joinSafe([checkLines(checks, full === true), more], safe`\n`));
  },
});

function fullWord(): Parameter<true> {
  const parse = (word: string): true => {
    if (word.toLowerCase() !== 'full') {
      throw new NatterError('COMMAND_USAGE', 'Say /doctor, or /doctor full.');
    }
    return true;
  };
  return {name: 'full', optional: false, rest: false, completes: 'none', choices: () => ['full'], parse};
}
