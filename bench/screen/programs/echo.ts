import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {Workspace} from '../../workspace.ts';
import {type Size, startTerminal} from '../terminal.ts';
import type {Chat} from './chat.ts';

const SIGN = 'ready';
const SOURCE = `
process.stdin.setRawMode(true);
process.stdin.on('data', data => process.stdout.write(data.toString('latin1').replaceAll('\\x15', '\\r\\x1b[K')));
process.stdout.write('${SIGN}\\r\\n');
`;

/** A Node that writes each key back and does nothing else: the floor of the harness. */
export async function echo(workspace: Workspace, size: Size): Promise<Omit<Chat, 'arrive'>> {
  const file = join(await workspace.folder('echo'), 'echo.mjs');
  await writeFile(file, SOURCE);
  const environment = {PATH: process.env['PATH'] ?? ''};
  const terminal = startTerminal(
    {name: 'echo', file: process.execPath, parameters: [file], environment},
    size,
  );
  await terminal.waitFor('its sign', look => look.rows()[0] === SIGN);
  return {
    name: 'a bare Node echo',
    terminal,
    bar: look => look.beforeCursor(),
    close: () => terminal.end('SIGKILL'),
  };
}
