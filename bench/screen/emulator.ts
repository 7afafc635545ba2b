import xterm from '@xterm/headless';
import type {Size} from './terminal.ts';

/** What a terminal shows at a moment. */
export type Look = {
  /** From top to bottom, without spaces at their ends. */
  readonly rows: () => string[];
  /** What stands before the cursor in its row. */
  readonly beforeCursor: () => string;
  /** In the middle of a frame, for a program that marks where its frames begin and end. */
  readonly isUnfinished: () => boolean;
};

export type Emulator = {
  readonly show: (data: Uint8Array) => Promise<void>;
  readonly look: Look;
};

/** Creates a terminal that nobody sees, to tell what bytes paint. */
export function createEmulator({columns, rows}: Size): Emulator {
  const terminal = new xterm.Terminal({cols: columns, rows, scrollback: 0, allowProposedApi: true});
  const row = (index: number) => {
    const {active} = terminal.buffer;
    return active.getLine(active.baseY + index)?.translateToString(true) ?? '';
  };
  return {
    show: data => new Promise(resolve => terminal.write(data, resolve)),
    look: {
      rows: () => Array.from({length: rows}, (_, index) => row(index)),
      beforeCursor() {
        const {active} = terminal.buffer;
        const line = active.getLine(active.baseY + active.cursorY);
        return line?.translateToString(false, 0, active.cursorX) ?? '';
      },
      isUnfinished: () => terminal.modes.synchronizedOutputMode,
    },
  };
}
