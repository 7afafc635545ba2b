import type {Address, EntryId} from '../../core/api/api.ts';
import {isEntryId} from '../../identity/entry-id.ts';
import {parseAddress} from '../../lib/address.ts';
import {NatterError} from '../../lib/errors.ts';
import {isSettingName, SETTING_NAMES, type SettingName, settingOf} from '../../lib/settings.ts';
import {commandTexts} from '../../lib/texts/commands.ts';
import {parseDuration} from '../../lib/time/duration.ts';
import type {CompletionKind, KnownWords, Parameter} from './types.ts';

/** The rest of the line as an address: `host:port` or `host port`. */
export function address(name = 'host:port'): Parameter<Address> {
  return {name, optional: false, rest: true, completes: 'none', parse: parseAddress};
}

/** Somebody, as one word or in quotes: the core finds out who is meant. */
export function who(completes: CompletionKind = 'who'): Parameter<string> {
  return {name: 'who', optional: false, rest: false, completes, parse: text => text};
}

/** Somebody at the end of the line: a name with spaces needs no quotes there. */
export function lastWho(completes: CompletionKind = 'who'): Parameter<string> {
  return {...who(completes), rest: true, parse: text => text.replace(/^"(.*)"$/, '$1')};
}

/** The rest of the line as it is. */
export function text(name = 'text', completes: CompletionKind = 'text'): Parameter<string> {
  return {name, optional: false, rest: true, completes, parse: words => words};
}

/** The rest of the line as the path of a file; quotes around it are not part of it. */
export function filePath(): Parameter<string> {
  const parse = (typed: string) => typed.replace(/^"(.*)"$/, '$1');
  return {name: 'path', optional: false, rest: true, completes: 'path', parse};
}

/** The word yes: what cannot be taken back is not done by half a line. Throws `COMMAND_USAGE` for any other. */
export function confirmation(): Parameter<true> {
  const parse = (word: string): true => {
    if (word.toLowerCase() !== 'yes') {
      throw new NatterError('COMMAND_USAGE', commandTexts.parameters.onlyYes);
    }
    return true;
  };
  return {name: 'yes', optional: false, rest: false, completes: 'none', parse};
}

/** The id of a message, told from other words by its form; without one the newest message is meant. */
export function messageId(): Parameter<EntryId | null> {
  return {
    name: 'id',
    optional: true,
    rest: false,
    completes: 'none',
    fits: isEntryId,
    parse: text => text.toLowerCase(),
  };
}

/** A time such as `1h`, in seconds, or `off`, which is null. Throws `EXPIRY_INVALID`. */
export function duration(): Parameter<{readonly seconds: number | null}> {
  const parse = (word: string) => {
    const seconds = word.toLowerCase() === 'off' ? 0 : parseDuration(word);
    if (seconds === null) {
      throw new NatterError('EXPIRY_INVALID', commandTexts.parameters.noDuration);
    }
    return {seconds: seconds === 0 ? null : seconds};
  };
  return {name: 'time|off', optional: false, rest: false, completes: 'none', parse};
}

/** One of the words `on` and `off`. Throws `COMMAND_USAGE`. */
export function onOrOff(): Parameter<boolean> {
  const parse = (word: string) => {
    const on = word.toLowerCase() === 'on';
    if (!on && word.toLowerCase() !== 'off') {
      throw new NatterError('COMMAND_USAGE', commandTexts.parameters.onOrOff);
    }
    return on;
  };
  return {name: 'on|off', optional: false, rest: false, completes: 'none', parse};
}

/** Somebody, told from other words by an @. */
export function at(): Parameter<string> {
  return {...who(), name: '@who', fits: word => word.startsWith('@'), parse: word => word.slice(1)};
}

/** The name of a setting. */
export function settingName(): Parameter<string> {
  const parse = (word: string) => word.toLowerCase();
  const choices = () => SETTING_NAMES;
  return {name: 'name', optional: false, rest: false, completes: 'none', choices, parse};
}

/** A value for a setting, or for the one whose name stands before it: the rest of the line. */
export function settingValue(setting?: SettingName): Parameter<string> {
  const choices = ([typed = '']: readonly string[], {themes}: KnownWords) => {
    const name = setting ?? typed.toLowerCase();
    const known = isSettingName(name) ? [...settingOf(name).choices, 'default'] : [];
    return name === 'theme' ? [...known, ...themes] : known;
  };
  return {name: 'value', optional: false, rest: true, completes: 'none', choices, parse: words => words};
}

/** The name of something that keys do. */
export function keyAction(): Parameter<string> {
  const parse = (word: string) => word;
  const choices = (_before: readonly string[], {keyActions}: KnownWords) => keyActions;
  return {name: 'what', optional: false, rest: false, completes: 'none', choices, parse};
}

/** A command, with or without its slash. */
export function commandName(): Parameter<string> {
  const parse = (word: string) => word.replace(/^\//, '').toLowerCase();
  return {name: 'command', optional: false, rest: false, completes: 'command', parse};
}

/** The same parameter, but it may be left out: its value is then null. */
export function optional<T>(parameter: Parameter<T>): Parameter<T | null> {
  return {...parameter, optional: true};
}
