import {once} from 'node:events';
import {createWriteStream, existsSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {startChild} from '../../child.ts';
import {findProgram} from '../../peers/installed.ts';
import {textNumber} from '../../texts.ts';
import type {Workspace} from '../../workspace.ts';
import type {Look} from '../emulator.ts';
import {NEIGHBOURS, neighbourName, PARTNER} from '../pair.ts';
import {type Program, type Size, startTerminal} from '../terminal.ts';
import type {Chat} from './chat.ts';
import type {PipeEnd} from './weechat-pipe.ts';

const BUFFER = 'bench';
const PIPE = 'pipe';
const LINES_PER_WRITE = 1000;
/** How long WeeChat may take until its pipe is there, milliseconds. */
const PIPE_PATIENCE = 10_000;

/** Whether this machine has it: Debian's weechat-curses. */
export function hasWeechat(): boolean {
  return findProgram('weechat') !== null;
}

/** WeeChat as it comes, in a home of its own, with its pipe for commands and no limit to its lines. */
export function weechatProgram(home: string): Program {
  return {
    name: 'WeeChat',
    file: findProgram('weechat') ?? 'weechat',
    parameters: [
      ...['--dir', home, '--no-connect', '--plugins', 'buflist,fifo'],
      ...['--run-command', `/set fifo.file.path "${join(home, PIPE)}"`],
      ...['--run-command', '/set weechat.history.max_buffer_lines_number 0'],
    ],
    environment: {PATH: process.env['PATH'] ?? '', HOME: home},
  };
}

/** A WeeChat whose shown buffer has so many lines like those of natter, with as many other buffers beside it. */
export async function weechatChat(workspace: Workspace, lines: number, size: Size): Promise<Chat> {
  const home = await workspace.folder('weechat');
  const terminal = startTerminal(weechatProgram(home), size);
  await terminal.waitFor('its first screen', look => look.rows().some(row => row.includes('WeeChat')));
  const path = join(home, PIPE);
  await pipeIsThere(path);
  const pipe = createWriteStream(path);
  const buffers = [BUFFER, ...Array.from({length: NEIGHBOURS}, (_, number) => neighbourName(number))];
  pipe.write(buffers.map(name => `core.weechat */buffer add ${name.replace(' ', '-')}\n`).join(''));
  for (let first = 0; first < lines; first += LINES_PER_WRITE) {
    if (!pipe.write(printLines(first, Math.min(LINES_PER_WRITE, lines - first)))) {
      await once(pipe, 'drain');
    }
  }
  pipe.end(`core.weechat */buffer ${BUFFER}\n`);
  await terminal.waitFor('the last line', showsLine(lines - 1));
  await terminal.settle();
  const writer = startChild<PipeEnd>(new URL('./weechat-pipe.ts', import.meta.url));
  let printed = lines;
  return {
    name: 'WeeChat',
    terminal,
    bar: readBar,
    async arrive(count, perSecond) {
      await writer.call.print(path, printed, count, perSecond);
      printed += count;
      await terminal.waitFor('the last line', showsLine(printed - 1));
    },
    async close() {
      await terminal.end('SIGKILL');
      await writer.stop();
    },
  };
}

async function pipeIsThere(path: string): Promise<void> {
  const begin = performance.now();
  while (!existsSync(path)) {
    if (performance.now() - begin > PIPE_PATIENCE) {
      throw new Error(
        'WeeChat made no pipe: is its plugin fifo there (Debian: apt install weechat-plugins)?',
      );
    }
    await sleep(10);
  }
}

/** Commands that print numbered texts, written by two people in turn as in natter's conversation. */
export function printLines(first: number, count: number): string {
  return Array.from({length: count}, (_, offset) => {
    const number = first + offset;
    const sender = Math.floor(number / 5) % 2 === 0 ? 'bench' : PARTNER;
    return `core.${BUFFER} */print ${sender}\\t${textNumber(number)}\n`;
  }).join('');
}

function readBar(look: Look): string | null {
  const text = look.beforeCursor();
  return text.slice(text.lastIndexOf('│') + 1);
}

function showsLine(number: number): (look: Look) => boolean {
  return look => look.rows().some(row => row.includes(` n${number} `));
}
