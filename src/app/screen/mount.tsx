import {render} from 'ink';
import {App, type LendTerminal} from '../../../components/app/App.tsx';
import type {ScreenModel} from '../../../components/app/model.ts';
import type {TerminalInput} from '../../terminal/input.ts';
import {echoTyping} from './echo.ts';
import {joinRows} from './ink-overrides/ink-frames.ts';
import type {Terminal} from './terminal.ts';

/** The terminal that the screen is drawn on. */
export type ScreenStreams = {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
};

export type Mounted = {
  /** Gives the terminal away for a while; null before the first frame. */
  readonly lend: () => LendTerminal | null;
  /** Draws everything again, whatever is on the screen. */
  readonly redraw: () => void;
  /** Takes the screen down and puts the terminal back. */
  readonly unmount: () => void;
  /** Rejects with what was thrown while drawing. */
  readonly exited: Promise<unknown>;
};

export type MountOptions = {
  readonly model: ScreenModel;
  readonly streams: ScreenStreams;
  readonly terminal: Terminal;
  /** It is read from the first frame on. */
  readonly input: TerminalInput;
};

/** Draws the screen; the first frame is out when this returns. */
export function mount({model, streams, terminal, input}: MountOptions): Mounted {
  const {stdin, stdout, stderr} = streams;
  let lend: LendTerminal | null = null;
  /** Nothing may be written while the terminal is lent, or after it was given back. */
  let isOurs = true;
  const onMount = (given: LendTerminal) => {
    lend = async meanwhile => {
      isOurs = false;
      await given(meanwhile).finally(() => {
        isOurs = true;
        terminal.plainKeys();
      });
    };
  };

  /** Keys, pastes and the mouse, in their order: the modes of the model know where each goes. */
  const endInput = input.subscribe(token => {
    switch (token.type) {
      case 'key':
        model.press(token.chord);
        break;
      case 'paste':
        model.paste(token.text, token.isCut);
        break;
      case 'mouse':
        model.mouse(token.event);
        break;
      default: // focus reports are heard elsewhere
    }
  });
  const endEcho = echoTyping(model.bar, stdout, () => isOurs); // hears of a key before the panes do
  joinRows(stdout, model.wholeLines);
  terminal.enter();
  const instance = render(<App model={model} terminal={stdout} onMount={onMount} />, {
    stdin,
    stdout,
    stderr,
    interactive: true, // also where CI is set; without a terminal we are not here
    alternateScreen: true,
    incrementalRendering: true,
    maxFps: 1000, // keys are never held back; what the core says comes at most 30 times a second
    exitOnCtrlC: false,
    patchConsole: false,
  });
  terminal.plainKeys();
  input.resume();

  let isRedrawing = false;
  let pending: NodeJS.Immediate | null = null;

  function redraw(): void {
    if (!isOurs) {
      return;
    }
    terminal.erase();
    instance.clear(); // the renderer forgets its frame
    isRedrawing = true;
    stdout.emit('resize'); // and draws it again
    isRedrawing = false;
  }

  /**
   * The renderer draws relative to where it left the cursor; a terminal that changes its size meanwhile leaves
   * it somewhere else, even if it comes back to its old size. So once the panes have their new sizes, everything
   * is drawn again.
   */
  function resized(): void {
    if (!isRedrawing && pending === null) {
      pending = setImmediate(() => {
        pending = null;
        redraw();
      });
    }
  }

  stdout.on('resize', resized);
  process.on('SIGWINCH', resized);
  return {
    lend: () => lend,
    redraw,
    unmount() {
      isOurs = false;
      stdout.off('resize', resized);
      process.off('SIGWINCH', resized);
      endEcho();
      instance.unmount();
      endInput();
      input.pause();
      terminal.leave();
    },
    exited: instance.waitUntilExit(),
  };
}
