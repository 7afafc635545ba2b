import type {Core, Self} from '../../core/api/api.ts';
import {NatterError} from '../../lib/errors.ts';
import {type SafeText, safe, safeText} from '../../lib/text/safe-text.ts';
import {plainTexts} from '../../lib/texts/plain.ts';
import type {LineEditor} from './line-editor.ts';
import type {EnteredLine} from './typed-ahead.ts';

const NAME_QUESTION = plainTexts.start.askName;

export type NameQuestion = {
  readonly core: Core;
  readonly editor: Pick<LineEditor, 'lines' | 'say'>;
  readonly self: Self;
};

/**
 * Asks for a name until one is good, or none is wanted. A line that begins with a slash is a command and no name: it
 * is given back to be run, and nothing more is asked.
 */
export async function askName({core, editor, self}: NameQuestion): Promise<EnteredLine | null> {
  editor.say([safe`${NAME_QUESTION} ${self.name}.`]);
  for (;;) {
    const {value: line, done} = await editor.lines.next();
    if (done === true || line.text.trim() === '') {
      return null;
    }
    if (line.text.startsWith('/')) {
      return line;
    }
    const answer = await rename(core, line.text);
    editor.say([answer.text]);
    if (answer.isGood) {
      return null;
    }
  }
}

async function rename(core: Core, name: string): Promise<{isGood: boolean; text: SafeText}> {
  try {
    const self = await core.perform({type: 'rename', name});
    return {isGood: true, text: plainTexts.start.named(self.name)};
  } catch (error) {
    if (error instanceof NatterError && error.code === 'NAME_INVALID') {
      return {isGood: false, text: safeText(error.message)};
    }
    throw error;
  }
}
