import xterm from '@xterm/headless';
import {OWN_SEQUENCES} from '../../__tests__/support/own-styles.ts';

/** What a terminal was made to do besides showing text, and who writes to it would not do by itself. */
export type TerminalRecord = {
  readonly bells: number;
  readonly titles: readonly string[];
  /** Of the system commands (OSC) that are no title: clipboard, links, notifications, palettes, by number. */
  readonly commands: readonly string[];
  /** Device control strings (DCS). */
  readonly strings: readonly string[];
  /** Colours and styles that no theme has, as the parameters of the sequence. */
  readonly styles: readonly string[];
  /** What the terminal would type in answer to a question. */
  readonly answers: readonly string[];
};

/** Nothing foreign. */
export const NOTHING: TerminalRecord = {
  bells: 0,
  titles: [],
  commands: [],
  strings: [],
  styles: [],
  answers: [],
};

/** The answer to natter's own question whether the terminal has taken what was drawn. */
const TAKEN = '\x1b[0n';
const OWN_TITLE = /^(\(\d+\) )?natter$|^$/;
const OWN_STYLES = new Set([
  ...[0, 1, 2, 4, 7, 22, 24, 27, 39, 90],
  ...[31, 32, 33, 34, 35, 36],
  ...[90, 91, 92, 93, 94, 95, 96, 97],
]);
/** A question about the background, and links to the addresses that stand in a text. */
const OWN_COMMAND = /^(?:11;\?|8;;(?:https?:\/\/[!-~]+)?)$/;
const COMMANDS = 2000;
const TITLES = [0, 1, 2];
const INTERMEDIATES = ['', ...' !"#$%&\'()*+,-./'];
const PREFIXES = ['', ...'<=>?'];
const FINALS = Array.from({length: 0x7f - 0x40}, (_, index) => String.fromCharCode(0x40 + index));

/** Plays output to an emulator and tells what it was made to do that is not natter's own. */
export async function recordTerminal(output: string): Promise<TerminalRecord> {
  const terminal = new xterm.Terminal({cols: 120, rows: 40, allowProposedApi: true});
  const record = {bells: 0, titles: [] as string[], commands: [] as string[]};
  const seen = {strings: [] as string[], styles: [] as string[], answers: [] as string[]};
  terminal.onBell(() => {
    record.bells++;
  });
  terminal.onTitleChange(title => {
    if (!OWN_TITLE.test(title)) {
      record.titles.push(title);
    }
  });
  terminal.onData(data => {
    if (data !== TAKEN) {
      seen.answers.push(data);
    }
  });
  listenToCommands(terminal, record.commands);
  listenToStrings(terminal, seen.strings);
  listenToStyles(terminal, seen.styles);
  await new Promise<void>(resolve => terminal.write(output, resolve));
  terminal.dispose();
  return {...record, ...seen};
}

function listenToCommands({parser}: xterm.Terminal, commands: string[]): void {
  for (let number = 0; number < COMMANDS; number++) {
    if (!TITLES.includes(number)) {
      parser.registerOscHandler(number, data => {
        if (!OWN_COMMAND.test(`${number};${data}`)) {
          commands.push(`${number};${data}`);
        }
        return false;
      });
    }
  }
}

/** A handler takes one kind of string: there is one for every kind there can be. */
function listenToStrings({parser}: xterm.Terminal, strings: string[]): void {
  for (const prefix of PREFIXES) {
    for (const intermediates of INTERMEDIATES) {
      for (const final of FINALS) {
        const id = {
          final,
          ...(prefix === '' ? {} : {prefix}),
          ...(intermediates === '' ? {} : {intermediates}),
        };
        parser.registerDcsHandler(id, data => {
          strings.push(`${prefix}${intermediates}${final}${data}`);
          return false;
        });
      }
    }
  }
}

function listenToStyles({parser}: xterm.Terminal, styles: string[]): void {
  parser.registerCsiHandler({final: 'm'}, parameters => {
    const numbers = parameters.flat();
    const isOwn = OWN_SEQUENCES.has(`\x1b[${numbers.join(';')}m`);
    if (!isOwn && !numbers.every(number => OWN_STYLES.has(number))) {
      styles.push(numbers.join(';'));
    }
    return false;
  });
}
