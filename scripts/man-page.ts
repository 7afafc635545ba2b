/** The man page of natter, from the tables of the command line, the commands, the keys and the settings. */
import {readFileSync} from 'node:fs';
import {helpLines} from '../components/keys/chosen-keys.ts';
import {defaultKeyMap} from '../components/keys/key-map.ts';
import {EXAMPLES, EXIT_CODES, FLAG_NAMES, flagOf, SUBCOMMANDS, VARIABLES} from '../src/cli/flags.ts';
import {usageOf} from '../src/commands/engine/usage.ts';
import {commands} from '../src/commands/registry.ts';
import {SETTING_NAMES, settingOf, shapeOf, writeValue} from '../src/lib/settings.ts';

const {version} = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The page in the language of man(7), as UTF-8. */
export function manPage(): string {
  return [
    '.\\" Made by `npm run readme` from the tables of the program.',
    `.TH NATTER 1 "" "natter ${version}" "User Commands"`,
    '.SH NAME',
    'natter \\- chat between people in a terminal, end\\-to\\-end encrypted, without a server',
    '.SH SYNOPSIS',
    '.B natter',
    '.RI [ flags ]',
    '.RI [ INVITE ]',
    '.br',
    ...SUBCOMMANDS.flatMap(({name, operands}) => [
      `.B natter ${name}`,
      ...(operands === '' ? [] : [line(operands)]),
      '.br',
    ]),
    '.SH DESCRIPTION',
    'natter opens a screen with your contacts and what you say to each other. Someone becomes a contact by an invite',
    '(\\fB/invite\\fR and \\fB/join\\fR), or after dialling an address (\\fB/connect\\fR). Messages to somebody who is',
    'away are kept, and delivered when both are there.',
    '.PP',
    'What begins with a slash is a command, all else is said. \\fBF1\\fR is help.',
    '.SH SUBCOMMANDS',
    ...SUBCOMMANDS.flatMap(({name, operands, summary}) =>
      item(`\\fB${roff(name)}\\fR ${roff(operands)}`.trimEnd(), summary),
    ),
    '.SH OPTIONS',
    ...FLAG_NAMES.flatMap(name => {
      const {value, short, summary, variable} = flagOf(name);
      const names = `${short === undefined ? '' : `\\fB\\-${short}\\fR, `}\\fB${roff(`--${name}`)}\\fR`;
      const told = variable === null ? summary : `${summary} (${variable})`;
      return item(value === null ? names : `${names} \\fI${value}\\fR`, told);
    }),
    '.PP',
    line('A flag goes before its variable, which stands in brackets, a variable before config.json.'),
    '.SH COMMANDS',
    ...commands.flatMap(command => {
      const also = command.aliases.map(alias => `/${alias}`).join(', ');
      return item(
        `\\fB${roff(usageOf(command))}\\fR`,
        also === '' ? command.summary : `${command.summary}. Also: ${also}`,
      );
    }),
    '.SH KEYS',
    ...helpLines(defaultKeyMap).flatMap(([keys, what]) => item(`\\fB${roff(keys)}\\fR`, what)),
    '.SH SETTINGS',
    line('They are changed with /set and F2, and stand in config.json, where on and off are true and false.'),
    ...SETTING_NAMES.flatMap(name => {
      const setting = settingOf(name);
      const can = `It can be ${shapeOf(setting)}; ${writeValue(setting.default)} is the default.`;
      return item(`\\fB${roff(name)}\\fR`, `${setting.summary}. ${can}`);
    }),
    '.SH EXIT STATUS',
    ...EXIT_CODES.flatMap(({code, summary}) => item(`\\fB${code}\\fR`, summary)),
    '.SH ENVIRONMENT',
    ...VARIABLES.flatMap(({name, summary}) => item(`\\fB${roff(name)}\\fR`, summary)),
    '.SH FILES',
    line('natter paths tells where the profile is. In it are:'),
    ...[
      ['key', 'your key, under your passphrase if there is one'],
      ['natter.db', 'the history, encrypted'],
      ['config.json', 'the settings, see above, and name, port, host, bootstrap, keys, limits'],
      ['themes/', 'themes of your own'],
      ['crash.log, trace.log', 'errors of natter itself; what --log writes'],
    ].flatMap(([name = '', what = '']) => item(`\\fI${roff(name)}\\fR`, what)),
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap(({line: example, summary}) => item(`\\fB${roff(example)}\\fR`, summary)),
    '',
  ].join('\n');
}

function item(term: string, text: string): readonly string[] {
  return ['.TP', guarded(term), line(text)];
}

function line(text: string): string {
  return guarded(roff(text));
}

/** A line that begins with a dot or an apostrophe is a request. */
function guarded(text: string): string {
  return /^[.']/.test(text) ? `\\&${text}` : text;
}

function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-');
}
