import {isTooSmall, MIN_COLUMNS, MIN_ROWS} from '../../../components/base/layout.ts';
import {type Check, failure, passed, warning} from '../../lib/check.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {outputForm} from '../../terminal/charset.ts';
import {isDumbTerminal} from '../../terminal/dumb.ts';

/** What is looked at of a terminal. */
export type TerminalLook = {
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
};

/** The terminal that a process, or a screen, is on. */
export function terminalLook(
  {
    stdin,
    stdout,
  }: {
    readonly stdin: {readonly isTTY?: boolean};
    readonly stdout: {readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number};
  },
  environment: TerminalLook['environment'],
): TerminalLook {
  return {
    isTerminal: stdin.isTTY === true && stdout.isTTY === true,
    columns: stdout.columns ?? 0,
    rows: stdout.rows ?? 0,
    environment,
    platform: process.platform,
  };
}

/** Looks at what the screen is drawn on. */
export function checkTerminal({isTerminal, columns, rows, environment, platform}: TerminalLook): Check {
  if (!isTerminal) {
    return passed('terminal', safe`none here: input or output goes elsewhere`);
  }
  const term = environment['TERM'] ?? '';
  const form = outputForm('auto', environment, platform);
  const facts = joinSafe(
    [
      safe`TERM ${safeLine(term === '' ? 'not set' : term)}`,
      colours(environment),
      form === 'ascii' ? safe`no UTF-8` : safe`UTF-8`,
      safe`${columns}×${rows}`,
    ],
    safe`, `,
  );
  if (isTooSmall(columns, rows)) {
    return failure(
      'terminal',
      safe`${facts}: too small.`,
      safe`Make it ${MIN_COLUMNS}×${MIN_ROWS} or larger, or use --plain.`,
    );
  }
  if (isDumbTerminal(environment)) {
    return warning('terminal', safe`${facts}: sentences instead of a screen.`, safe`Set TERM to what it is.`);
  }
  return form === 'ascii'
    ? warning(
        'terminal',
        safe`${facts}: only ASCII is shown.`,
        safe`Set a UTF-8 locale, such as LANG=C.UTF-8, or /set marks unicode.`,
      )
    : passed('terminal', facts);
}

function colours({NO_COLOR, COLORTERM, TERM}: TerminalLook['environment']): SafeText {
  if ((NO_COLOR ?? '') !== '') {
    return safe`no colours (NO_COLOR)`;
  }
  if (/^(truecolor|24bit)$/i.test(COLORTERM ?? '')) {
    return safe`24-bit colours`;
  }
  return /256/.test(TERM ?? '') ? safe`256 colours` : safe`16 colours`;
}
