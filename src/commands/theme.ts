import {BUILT_IN_THEMES, themeSummary} from '../lib/settings.ts';
import {joinSafe, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {optional, settingValue} from './engine/parameters.ts';
import {showOrSet} from './set.ts';

/** `/theme dark` is `/set theme dark`; alone it shows the themes, or tells of them. */
export const theme = defineCommand({
  name: 'theme',
  parameters: [optional(settingValue('theme'))],
  summary: commandTexts.set.theme,
  redirects: true,
  async execute({core, view}, value) {
    if (value === null && view.openThemes !== undefined) {
      view.openThemes();
      return;
    }
    await showOrSet({core, view}, 'theme', value);
    if (value === null && view.answer === undefined) {
      const lines = BUILT_IN_THEMES.map(
        name => safe`${safeLine(name)}: ${safeLine(themeSummary(name, null))}.`,
      );
      view.notice(joinSafe(lines, safe`\n`));
    }
  },
});
