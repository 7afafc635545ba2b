import type {Core} from '../core/api/api.ts';
import {
  isSettingName,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingOf,
  shapeOf,
  writeValue,
} from '../lib/settings.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../lib/text/safe-text.ts';
import {commandTexts} from '../lib/texts/commands.ts';
import {defineCommand} from './engine/define-command.ts';
import {labelled} from './engine/describe.ts';
import {optional, settingName, settingValue} from './engine/parameters.ts';
import type {CommandDefinition, StayingContext} from './engine/types.ts';

/** What takes a setting back to what it was in the beginning. */
const DEFAULT = 'default';

export const set = defineCommand({
  name: 'set',
  parameters: [optional(settingName()), optional(settingValue())],
  summary: commandTexts.set.summary,
  redirects: true,
  async execute({core, view}, name, value) {
    if (name !== null) {
      await showOrSet({core, view}, name, value);
    } else if (view.openSettings !== undefined) {
      view.openSettings();
    } else if (view.answer !== undefined) {
      view.answer({type: 'settings', settings: await settingsOf(core)});
    } else {
      view.notice(listAll(await settingsOf(core)));
    }
  },
});

/** Creates a command that sets one setting: `/theme dark` for `/set theme dark`. */
export function shortcutTo(setting: SettingName): CommandDefinition {
  return defineCommand({
    name: setting,
    parameters: [optional(settingValue(setting))],
    summary: commandTexts.set.shortcut(setting),
    execute: (context, value) => showOrSet(context, setting, value),
  });
}

/** Shows a setting, or sets it. */
export async function showOrSet(
  {core, view}: Pick<StayingContext, 'core' | 'view'>,
  name: string,
  value: string | null,
): Promise<void> {
  if (value === null && isSettingName(name)) {
    const settings = await settingsOf(core);
    if (view.answer === undefined) {
      view.notice(explain(name, settings));
    } else {
      view.answer({type: 'settings', settings});
    }
    return;
  }
  const wanted = value === DEFAULT ? null : value;
  const known = name.toLowerCase();
  if (known === 'theme' && wanted !== null) {
    view.checkTheme?.(wanted);
  }
  const settings = await core.perform({type: 'set', key: name, value: wanted});
  if (view.answer !== undefined) {
    view.answer({type: 'settings', settings});
    return;
  }
  view.notice(
    isSettingName(known)
      ? commandTexts.set.changed(
          safeLine(known.charAt(0).toUpperCase() + known.slice(1)),
          valueIn(settings, known),
        )
      : commandTexts.set.done,
  );
}

async function settingsOf(core: Core): Promise<Settings> {
  return (await core.query({type: 'snapshot'})).settings;
}

function listAll(settings: Settings): SafeText {
  const rows = SETTING_NAMES.map(name => {
    const summary = safeLine(settingOf(name).summary);
    return [name, safe`${safeLine(valueIn(settings, name).padEnd(14))} ${summary}`] as const;
  });
  return labelled(rows);
}

function explain(name: SettingName, settings: Settings): SafeText {
  const setting = settingOf(name);
  const lines = [
    commandTexts.set.present(safeLine(name), valueIn(settings, name), safeLine(setting.summary)),
    commandTexts.set.choices(safeLine(shapeOf(setting)), safeLine(writeValue(setting.default))),
  ];
  return joinSafe(lines, safe`\n`);
}

function valueIn(settings: Settings, name: SettingName): SafeText {
  return safeLine(writeValue(settings[name]));
}
