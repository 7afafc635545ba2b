import {spawn} from 'node:child_process';
import {readFile, rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {NatterError} from '../../lib/errors.ts';
import {safeLine} from '../../lib/text/safe-text.ts';
import {appTexts} from '../../lib/texts/app.ts';
import {makeEditorFolder} from '../editor-folder.ts';

const OWNER_ONLY = 0o600;

export type EditorOptions = {
  readonly environment: {readonly [K in 'VISUAL' | 'EDITOR' | 'XDG_RUNTIME_DIR']?: string | undefined};
  /** Gives the terminal away while the editor has it. */
  readonly lend: (meanwhile: () => Promise<void>) => Promise<void>;
};

/**
 * Lets the user change a text in their own editor. The file stands in a folder that only they may enter and is
 * removed afterwards. Resolves with the new text, without newlines at its end. Throws `EDITOR_FAILED`.
 */
export async function editOutside(text: string, {environment, lend}: EditorOptions): Promise<string> {
  const folder = makeEditorFolder(environment);
  try {
    const file = join(folder, 'message.txt');
    await writeFile(file, text, {mode: OWNER_ONLY, flag: 'wx'});
    await lend(() => run(editorOf(environment), file));
    return (await readFile(file, 'utf8')).replace(/\n+$/, '');
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function editorOf({VISUAL, EDITOR}: EditorOptions['environment']): string {
  return [VISUAL, EDITOR].find(name => name !== undefined && name.trim() !== '') ?? 'vi';
}

/** The variables hold a command line for the shell, such as `code --wait`. */
function run(editor: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', `${editor} "$1"`, 'sh', file], {stdio: 'inherit'});
    const fail = (why: string) =>
      reject(new NatterError('EDITOR_FAILED', appTexts.editor.failed(safeLine(editor), why)));
    child.on('error', () => fail(appTexts.editor.notStarted));
    child.on('exit', code =>
      code === 0 ? resolve() : fail(code === null ? appTexts.editor.killed : appTexts.editor.exited(code)),
    );
  });
}
