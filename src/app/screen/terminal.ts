/**
 * The one module that writes to the terminal besides the renderer. Modes that the renderer sets by itself are
 * not touched here: alternate screen, cursor.
 */
import type {SafeText} from '../../lib/text/safe-text.ts';

/** A cluster that the terminal draws wider than we think then damages its own row only, not the whole screen. */
const AUTO_WRAP_OFF = '\x1b[?7l';
const AUTO_WRAP_ON = '\x1b[?7h';
/** Presses and the wheel, in the form that knows wide screens. */
const MOUSE_ON = '\x1b[?1000h\x1b[?1006h';
const MOUSE_OFF = '\x1b[?1006l\x1b[?1000l';
/** Whether somebody looks: the terminal says when its window gets and loses the focus. */
const FOCUS_ON = '\x1b[?1004h';
const FOCUS_OFF = '\x1b[?1004l';
/** What is pasted comes between marks. */
const PASTE_ON = '\x1b[?2004h';
const PASTE_OFF = '\x1b[?2004l';
/**
 * What a program before us may have left on: cursor keys and number pad in application mode, xterm's modifyOtherKeys,
 * other reports of the mouse. All of it is understood, but none of it is wanted.
 */
const PLAIN_INPUT = '\x1b[?1l\x1b>\x1b[>4;0m\x1b[?1003l\x1b[?1002l\x1b[?1015l\x1b[?1005l';
/** DSR 5: every terminal answers `ESC[0n`. */
const ASK_STATUS = '\x1b[5n';
/** OSC 11: the colour of the background. Terminals that have no answer pass it over. */
const ASK_BACKGROUND = '\x1b]11;?\x07';
/** To what the owner of the terminal chose. */
const OWN_KEYS = '\x1b[>4m';
/** The kitty protocol has its own flags on each screen, so these go out on ours. */
const NO_KITTY_KEYS = '\x1b[=0u';
const SAVE_TITLE = '\x1b[22;0t';
const RESTORE_TITLE = '\x1b[23;0t';
/** Held back until the renderer ends its next frame, so that nobody sees an empty screen. */
const ERASE = '\x1b[?2026h\x1b[H\x1b[2J';
const ALTERNATE_SCREEN = '\x1b[?1049h';
/** What the renderer could not switch off: synchronized output, colours, the alternate screen, a hidden cursor. */
const RESTORE_ALL = '\x1b[?2026l\x1b[0m\x1b[?1049l\x1b[?25h';

export type Terminal = {
  /** Before the first frame, and after a suspension. */
  readonly enter: () => void;
  /** Once the alternate screen is shown: there, too, keys come in the form that every terminal has. */
  readonly plainKeys: () => void;
  /** Somebody stopped the process and let it go on: the modes may be those of another program. */
  readonly takeBack: () => void;
  /** After the last frame, and before a suspension. Calling it twice is harmless. */
  readonly leave: () => void;
  /** Whether the mouse is heard while the screen is ours; Shift selects text then. */
  readonly mouse: (isWanted: boolean) => void;
  readonly title: (title: SafeText) => void;
  readonly bell: () => void;
  /** Asks whether the terminal is there; it answers once it has taken all that was written before. */
  readonly askStatus: () => void;
  /** Asks what it draws on. */
  readonly askBackground: () => void;
  /** Writes a control sequence that shows nothing, such as that of a notification. */
  readonly signal: (sequence: string) => void;
  /** Offers text to the clipboard (OSC 52); terminals that do not want it pass it over. */
  readonly copy: (text: SafeText) => void;
  /** Erases the screen, whatever is on it; a frame must follow. */
  readonly erase: () => void;
  /** Puts everything back at once; for the end of a process that could not do it in order. */
  readonly restore: () => void;
  /** Says something on the normal screen. */
  readonly say: (text: SafeText) => void;
};

export type TerminalStreams = {
  readonly stdin: Pick<NodeJS.ReadStream, 'setRawMode'>;
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>;
};

/** Creates the terminal of a screen. */
export function createTerminal({stdin, stdout, stderr}: TerminalStreams): Terminal {
  let entered = false;
  let hearsMouse = false;

  const modes = () => PLAIN_INPUT + AUTO_WRAP_OFF + FOCUS_ON + PASTE_ON + (hearsMouse ? MOUSE_ON : '');

  function leave(): void {
    if (entered) {
      entered = false;
      stdout.write(
        (hearsMouse ? MOUSE_OFF : '') + FOCUS_OFF + PASTE_OFF + OWN_KEYS + AUTO_WRAP_ON + RESTORE_TITLE,
      );
      stdin.setRawMode(false);
    }
  }

  return {
    enter() {
      entered = true;
      // The renderer does this only after the first frame: keys that came before would be echoed over it.
      stdin.setRawMode(true);
      stdout.write(SAVE_TITLE + modes());
    },
    plainKeys: () => void stdout.write(NO_KITTY_KEYS),
    takeBack() {
      stdin.setRawMode(false); // Node believes that it is on, and would do nothing
      stdin.setRawMode(true);
      stdout.write(ALTERNATE_SCREEN + modes() + NO_KITTY_KEYS);
    },
    leave,
    mouse(isWanted) {
      if (isWanted !== hearsMouse) {
        hearsMouse = isWanted;
        stdout.write(entered ? (isWanted ? MOUSE_ON : MOUSE_OFF) : '');
      }
    },
    title: title => void stdout.write(`\x1b]0;${title.replaceAll('\n', ' ')}\x07`),
    bell: () => void stdout.write('\x07'),
    askStatus: () => void stdout.write(entered ? ASK_STATUS : ''),
    askBackground: () => void stdout.write(entered ? ASK_BACKGROUND : ''),
    signal: sequence => void stdout.write(sequence),
    copy: text => void stdout.write(`\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`),
    erase: () => void stdout.write(ERASE),
    restore() {
      if (entered) {
        stdout.write(RESTORE_ALL);
        leave();
      }
    },
    say: text => void stderr.write(`${text}\n`),
  };
}
