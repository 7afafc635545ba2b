import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {spawn} from '@lydell/node-pty';
import xterm from '@xterm/headless';
import {graphemeWidths} from '../../__tests__/support/pty.ts';
import {readCells} from './cells.ts';
import {DARK, type Ground, LIGHT} from './palette.ts';
import {drawFilm, drawSvg, type Frame} from './svg.ts';

/** A screen that has not changed for this long is finished, milliseconds. */
const QUIET = 500;
const PATIENCE = 20_000;

/** What is to be shown. */
export type Scene = {
  readonly title: string;
  readonly columns: number;
  readonly rows: number;
  /** Keys to press, each after the text before it stands on the screen; in a film the screen is shown for so many seconds then. */
  readonly steps: readonly (readonly [wanted: string, keys: string, seconds?: number])[];
  /** The text that the finished picture has. */
  readonly last: string;
  /** The terminal has a light background. */
  readonly isLight?: boolean;
};

/** Seconds that the last screen of a film is shown. */
const AT_THE_END = 4;

/** Runs the demo of a natter in a terminal, does what the scene says, and draws what is shown then as SVG. */
export async function shoot(program: string, scene: Scene): Promise<string> {
  const last = (await play(program, scene)).at(-1);
  if (last === undefined) {
    throw new Error('the scene shows nothing');
  }
  return drawSvg({...last, ...scene, rows: last.rows, ground: groundOf(scene)});
}

/** The same, and draws all that was shown, one after the other, as an SVG that moves. */
export async function film(program: string, scene: Scene): Promise<string> {
  return drawFilm(await play(program, scene), {...scene, ground: groundOf(scene)});
}

function groundOf({isLight = false}: Scene): Ground {
  return isLight ? LIGHT : DARK;
}

/** Does what a scene says, and keeps the screens for which it says how long they are shown, and the last one. */
async function play(program: string, scene: Scene): Promise<readonly Frame[]> {
  const {columns, rows} = scene;
  const terminal = new xterm.Terminal({cols: columns, rows, allowProposedApi: true, scrollback: 0});
  terminal.unicode.register(graphemeWidths);
  terminal.unicode.activeVersion = graphemeWidths.version;
  const home = mkdtempSync(join(tmpdir(), 'natter-picture-'));
  const colours = scene.isLight ? {COLORFGBG: '0;15'} : {};
  const pty = spawn(process.execPath, [program, '--demo'], {
    name: 'xterm-256color',
    cols: columns,
    rows,
    cwd: home,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      ...colours,
    },
  });
  let changed = performance.now();
  pty.onData(data => {
    changed = performance.now();
    terminal.write(data);
  });

  const text = () =>
    Array.from({length: rows}, (_, row) =>
      terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true),
    ).join('\n');

  async function settle(wanted: string): Promise<void> {
    const deadline = performance.now() + PATIENCE;
    while (!text().includes(wanted) || performance.now() - changed < QUIET) {
      if (performance.now() > deadline) {
        throw new Error(`The screen never showed "${wanted}". It is\n${text()}`);
      }
      await pause(20);
    }
  }

  const frame = (seconds: number): Frame => {
    const {active} = terminal.buffer;
    const cursor = {column: active.cursorX, row: active.cursorY};
    return {rows: readCells(active, columns, rows), cursor, seconds};
  };

  const frames: Frame[] = [];
  try {
    for (const [wanted, keys, seconds] of scene.steps) {
      await settle(wanted);
      frames.push(...(seconds === undefined ? [] : [frame(seconds)]));
      pty.write(keys);
    }
    await settle(scene.last);
    return [...frames, frame(AT_THE_END)];
  } finally {
    pty.kill('SIGKILL');
    rmSync(home, {recursive: true, force: true});
  }
}
