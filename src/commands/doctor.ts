import {NatterError} from '../lib/errors.ts';
import {joinSafe, safe} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {checkLines} from './engine/describe-checks.ts';
import {optional} from './engine/parameters.ts';
import type {Parameter} from './engine/types.ts';

export const doctor = defineCommand({
  name: 'doctor',
  parameters: [optional(fullWord())],
  summary: commandTexts.doctor.summary,
  async execute({core, view}, full) {
    const checks = [...(await core.query({type: 'checks'})), ...(view.checkTerminal?.() ?? [])];
    if (view.answer !== undefined) {
      view.answer({type: 'checks', checks, full: full === true});
      return;
    }
    const more = full ? commandTexts.doctor.keepPrivate : commandTexts.doctor.mayBePasted;
    view.notice(joinSafe([checkLines(checks, full === true), more], safe`\n`));
  },
});

function fullWord(): Parameter<true> {
  const parse = (word: string): true => {
    if (word.toLowerCase() !== 'full') {
      throw new NatterError('COMMAND_USAGE', commandTexts.doctor.usage);
    }
    return true;
  };
  return {name: 'full', optional: false, rest: false, completes: 'none', choices: () => ['full'], parse};
}
