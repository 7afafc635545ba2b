import {cp, mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundleProgram} from '../../../scripts/bundle.mjs';
import {startChild} from '../../child.ts';
import {NATTER_CORE} from '../../core-stage.ts';
import type {CoreEnd} from '../../natter/core.ts';
import {textNumber} from '../../texts.ts';
import type {Workspace} from '../../workspace.ts';
import type {Look} from '../emulator.ts';
import {PARTNER, type Pair} from '../pair.ts';
import {type Program, type Size, startTerminal} from '../terminal.ts';
import type {Chat} from './chat.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const PROMPT = '> ';
/** Texts that one call says: a call is given up after some minutes. */
const TEXTS_PER_CALL = 10_000;

/** natter, built for this run as it is installed, so that nobody builds it again meanwhile. */
export type Natter = {
  readonly program: (profile: string, flags?: readonly string[]) => Program;
};

/** Builds natter. With `profileFolder`, each screen leaves a CPU profile in that folder when it ends. */
export async function buildNatter(workspace: Workspace, profileFolder: string | null): Promise<Natter> {
  const folder = await workspace.folder('natter');
  const at = (path: string) => join(ROOT, path);
  await bundleProgram(join(folder, 'dist'));
  await mkdir(join(folder, 'bin'));
  await cp(at('bin/natter.js'), join(folder, 'bin/natter.js'));
  await cp(at('package.json'), join(folder, 'package.json'));
  await symlink(at('node_modules'), join(folder, 'node_modules'));
  const profiling = profileFolder === null ? '' : `--cpu-prof --cpu-prof-dir=${profileFolder}`;
  return {
    program: (profile, flags = []) => ({
      name: 'natter',
      file: process.execPath,
      parameters: [
        join(folder, 'bin/natter.js'),
        ...['--profile', profile, '--host', '127.0.0.1', '--port', '0'],
        ...flags,
      ],
      environment: {
        PATH: process.env['PATH'] ?? '',
        HOME: profile,
        TMPDIR: workspace.cache, // compiled code is kept there from start to start
        NODE_OPTIONS: profiling,
      },
    }),
  };
}

/** A natter in the middle of a conversation with a partner in another process, who is connected. */
export async function natterChat(natter: Natter, pair: Pair, size: Size): Promise<Chat> {
  const partner = startChild<CoreEnd>(NATTER_CORE);
  const {port} = await partner.call.open(pair.partner, PARTNER);
  const program = natter.program(pair.own, ['--connect', `127.0.0.1:${port}`]);
  const terminal = startTerminal(program, size);
  await terminal.waitFor(
    'the end of the conversation',
    showsAll(`Connected to ${PARTNER}`, `n${pair.messages - 1} `),
  );
  await terminal.settle();
  let said = pair.messages;
  return {
    name: 'natter',
    terminal,
    bar: readBar,
    async arrive(count, perSecond) {
      for (let left = count; left > 0; left -= TEXTS_PER_CALL) {
        const size = Math.min(left, TEXTS_PER_CALL);
        await partner.call.sayPaced(pair.ownKey, said, size, perSecond);
        said += size;
      }
      const last = textNumber(said - 1).split(' ', 1);
      await terminal.waitFor('the last message', showsAll(`${last} `));
    },
    async close() {
      await terminal.end('SIGTERM');
      await partner.call.close();
      await partner.stop();
    },
  };
}

/** The text of the command bar up to the cursor. */
export function readBar(look: Look): string | null {
  const text = look.beforeCursor();
  return text.startsWith(PROMPT) ? text.slice(PROMPT.length) : null;
}

function showsAll(...texts: readonly string[]): (look: Look) => boolean {
  return look => {
    const screen = look.rows().join('\n');
    return texts.every(text => screen.includes(text));
  };
}
