import {spawn as spawnProcess} from 'node:child_process';
import type {SafeText} from '../../lib/text/safe-text.ts';

/** A tool that hangs is ended after this, milliseconds. */
const PATIENCE = 5000;

export type ClipboardOptions = {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Offers the text to the terminal, which is wherever the user is. */
  readonly offer: (text: SafeText) => void;
  readonly spawn?: typeof spawnProcess;
};

/**
 * Creates what puts text into the clipboard: the tool of the system where natter runs on the machine that the user sits at,
 * and always the terminal, which may take it or not. The tool gets the text through a pipe: other users see its arguments.
 */
export function createClipboard(options: ClipboardOptions): (text: SafeText) => void {
  const {platform, environment, offer, spawn = spawnProcess} = options;
  const tool = toolFor(platform, environment);
  return text => {
    offer(text);
    if (tool === null) {
      return;
    }
    const [program, ...args] = tool.command;
    const child = spawn(program, args, {
      stdio: ['pipe', 'ignore', 'ignore'],
      shell: false,
      timeout: PATIENCE,
      windowsHide: true,
    });
    child.on('error', () => {}); // it is not installed; the terminal has the text, if it takes any
    child.stdin?.on('error', () => {});
    child.stdin?.end(Buffer.from(tool.encoding === 'utf16le' ? `\uFEFF${text}` : text, tool.encoding));
  };
}

type Tool = {
  readonly command: readonly [program: string, ...args: string[]];
  readonly encoding: 'utf8' | 'utf16le';
};

function toolFor(platform: NodeJS.Platform, environment: ClipboardOptions['environment']): Tool | null {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  if (isSet('SSH_CONNECTION') || isSet('SSH_TTY')) {
    return null; // the clipboard of this machine is not the user's
  }
  switch (platform) {
    case 'darwin':
      return {command: ['pbcopy'], encoding: 'utf8'};
    case 'win32':
      return {command: ['clip.exe'], encoding: 'utf16le'};
    default:
      if (isSet('WAYLAND_DISPLAY')) {
        return {command: ['wl-copy'], encoding: 'utf8'};
      }
      return isSet('DISPLAY') ? {command: ['xclip', '-selection', 'clipboard'], encoding: 'utf8'} : null;
  }
}
