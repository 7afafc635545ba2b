import {spawn} from 'node:child_process';
import {readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {makeEditorFolder} from '../editor-folder.ts';

const OWNER_ONLY = 0o600;

export type EditorOptions = {
  readonly platform: NodeJS.Platform;
  readonly environment: {readonly [K in 'VISUAL' | 'EDITOR' | 'XDG_RUNTIME_DIR']?: string | undefined};
  /** Gives the terminal away while the editor has it. */
  readonly lend: (meanwhile: () => Promise<void>) => Promise<void>;
};

/**
 * Lets the user change a text in their own editor. The file stands in a folder that only they may enter and is
 * removed afterwards. Resolves with the new text, without newlines at its end. Throws `EDITOR_FAILED`.
 */
export async function editOutside(
  text: string,
  {platform, environment, lend}: EditorOptions,
): Promise<string> {
  const folder = makeEditorFolder(environment);
  try {
    const file = join(folder, 'message.txt');
    await writeFile(file, text, {mode: OWNER_ONLY, flag: 'wx'});
    await lend(() => run(platform, editorOf(platform, environment), file));
    return (await readFile(file, 'utf8')).replace(/\n+$/, '');
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function editorOf(platform: NodeJS.Platform, {VISUAL, EDITOR}: EditorOptions['environment']): string {
  const usual = platform === 'win32' ? 'notepad' : 'vi';
  return [VISUAL, EDITOR].find(name => name !== undefined && name.trim() !== '') ?? usual;
}

/** How a command line of the user is run with a file behind it: by their shell. */
export function editorCommand(
  platform: NodeJS.Platform,
  editor: string,
  file: string,
): {readonly command: string; readonly args: readonly string[]; readonly isShellLine: boolean} {
  return platform === 'win32'
    ? {command: `${editor} "${file}"`, args: [], isShellLine: true}
    : {command: '/bin/sh', args: ['-c', `${editor} "$1"`, 'sh', file], isShellLine: false};
}

/** The variables hold a command line for the shell, such as `code --wait`. */
function run(platform: NodeJS.Platform, editor: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const {command, args, isShellLine} = editorCommand(platform, editor, file);
    const child = spawn(command, args, {stdio: 'inherit', shell: isShellLine});
    const fail = (why: string) =>
      reject(new NatterError('EDITOR_FAILED', appTexts.editor.failed(safeLine(editor), why)));
    child.on('error', () => fail(appTexts.editor.notStarted));
    child.on('exit', code =>
      code === 0 ? resolve() : fail(code === null ? appTexts.editor.killed : appTexts.editor.exited(code)),
    );
  });
}
