import {isTooSmall, MIN_COLUMNS, MIN_ROWS} from '../../../components/base/layout.ts';
import {type Check, failure, passed, warning} from '../../lib/check.ts';
import {joinSafe, type SafeText, safe, safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';
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
    return passed('terminal', doctorTexts.terminal.none);
  }
  const term = environment['TERM'] ?? '';
  const form = outputForm('auto', environment, platform);
  const facts = joinSafe(
    [
      doctorTexts.terminal.term(term === '' ? doctorTexts.terminal.notSet : safeLine(term)),
      colours(environment),
      form === 'ascii' ? doctorTexts.terminal.noUtf8 : safe`UTF-8`,
      safe`${columns}×${rows}`,
    ],
    safe`, `,
  );
  if (isTooSmall(columns, rows)) {
    return failure(
      'terminal',
      doctorTexts.terminal.tooSmall(facts),
      doctorTexts.terminal.enlarge(MIN_COLUMNS, MIN_ROWS),
    );
  }
  if (isDumbTerminal(environment)) {
    return warning('terminal', doctorTexts.terminal.sentences(facts), doctorTexts.terminal.setTerm);
  }
  if (form === 'ascii') {
    return warning('terminal', doctorTexts.terminal.onlyAscii(facts), doctorTexts.terminal.setLocale);
  }
  return keepsOption(environment, platform)
    ? warning('terminal', doctorTexts.terminal.noMeta(facts), doctorTexts.terminal.useMeta)
    : passed('terminal', facts);
}

/** The terminals in which the Option key types letters such as å until that is changed. */
function keepsOption({TERM_PROGRAM}: TerminalLook['environment'], platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && /^(?:Apple_Terminal|iTerm\.app)$/.test(TERM_PROGRAM ?? '');
}

function colours({NO_COLOR, COLORTERM, TERM}: TerminalLook['environment']): SafeText {
  if ((NO_COLOR ?? '') !== '') {
    return doctorTexts.terminal.noColours;
  }
  if (/^(truecolor|24bit)$/i.test(COLORTERM ?? '')) {
    return doctorTexts.terminal.trueColour;
  }
  return /256/.test(TERM ?? '') ? doctorTexts.terminal.colours256 : doctorTexts.terminal.colours16;
}
