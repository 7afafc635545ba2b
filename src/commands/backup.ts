import {safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {asking, newPassphrase} from './engine/ask-passphrase.ts';
import {defineCommand} from './engine/define-command.ts';
import {filePath, optional} from './engine/parameters.ts';

const TEXTS = commandTexts.backup;
const MEGABYTE = 1_000_000;

export const backup = defineCommand({
  name: 'backup',
  parameters: [optional(filePath())],
  summary: TEXTS.summary,
  redirects: true,
  async execute({core, view, files}, where) {
    const ask = asking(view, TEXTS);
    const {self} = await core.query({type: 'snapshot'});
    const path = await files.newPath({path: where, subject: self.name, extension: 'backup'});
    const passphrase = await newPassphrase(ask, TEXTS);
    view.notice(TEXTS.saving(safeLine(path)));
    const {bytes} = await core.perform({type: 'back-up', path, passphrase});
    view.notice(TEXTS.saved(safeLine(path), safeLine(TEXTS.megabytes((bytes / MEGABYTE).toFixed(1)))));
  },
});
