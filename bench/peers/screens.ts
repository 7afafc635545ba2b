import type {Program} from '../programs.ts';
import type {Workspace} from '../workspace.ts';
import {findProgram} from './installed.ts';

/** A chat program with a screen, as a user would start it, with nothing of its own yet. */
export type ScreenPeer = {readonly name: string; readonly program: Program};

/** The screens of others that this machine has, and the names of those it has not. */
export async function findScreens(
  workspace: Workspace,
): Promise<{readonly screens: readonly ScreenPeer[]; readonly missing: readonly string[]}> {
  const home = await workspace.folder('home');
  const known: readonly {
    readonly name: string;
    readonly command: string;
    readonly parameters: string[];
    readonly sign: string;
  }[] = [
    {name: 'irssi', command: 'irssi', parameters: [`--home=${home}/irssi`], sign: 'Irssi v'},
    {name: 'WeeChat', command: 'weechat', parameters: ['--dir', `${home}/weechat`], sign: 'WeeChat'},
    {
      name: 'toxic',
      command: 'toxic',
      parameters: ['--default-locale', '--nodes', '/dev/null'],
      sign: 'Toxic',
    },
  ];
  const screens: ScreenPeer[] = [];
  const missing: string[] = [];
  for (const {name, command, parameters, sign} of known) {
    const file = findProgram(command);
    if (file === null) {
      missing.push(name);
    } else {
      screens.push({name, program: {file, parameters, sign, environment: {HOME: home}}});
    }
  }
  return {screens, missing};
}
