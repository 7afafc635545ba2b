import {closeSync, openSync, readSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {isatty} from 'node:tty';
import {parseInvite} from '../identity/reach/invite-link.ts';
import {parseSpokenCode} from '../identity/reach/spoken-code.ts';
import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';

/** Far more than a link and what mail programs put around it, in bytes or UTF-16 units. */
const LIMIT = 4096;
const STANDARD_INPUT = 0;

/**
 * Reads an invite from standard input, where no list of processes shows it: a pasted one may have line breaks, and ends where
 * it is whole, or at an empty line. If it came through a pipe, the terminal becomes the standard input of this process.
 * Throws `FLAG_INVALID` for none, `NO_TERMINAL` where there is no terminal behind the pipe.
 */
export async function readInvite(process: NodeJS.Process): Promise<string> {
  const isTyped = isatty(STANDARD_INPUT);
  const text = isTyped ? await readTyped(process.stdin, process.stdout) : readPiped();
  if (text.trim() === '') {
    throw new NatterError('FLAG_INVALID', cliTexts.invites.none);
  }
  if (!isTyped) {
    putTerminalInPlace(process.platform);
  }
  return text;
}

/** Takes lines until they are an invite. */
async function readTyped(input: NodeJS.ReadStream, output: NodeJS.WriteStream): Promise<string> {
  const lines = createInterface({input, output, prompt: cliTexts.invites.paste});
  const taken: string[] = [];
  lines.prompt();
  for await (const line of lines) {
    taken.push(line);
    const text = taken.join('\n');
    if (line.trim() === '' || isWhole(text) || text.length > LIMIT) {
      break;
    }
    lines.setPrompt(cliTexts.invites.rest);
    lines.prompt();
  }
  lines.close();
  return taken.join('\n');
}

/** Whether nothing of an invite is missing. What is wrong with one that never is, `/join` tells. */
function isWhole(text: string): boolean {
  return [parseInvite, parseSpokenCode].some(parse => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  });
}

/** Reads all that comes, without `process.stdin`: that is made for the terminal, once it stands in the place of the pipe. */
function readPiped(): string {
  const buffer = Buffer.alloc(LIMIT);
  let used = 0;
  for (let bytes = -1; bytes !== 0; used += bytes) {
    if (used === LIMIT) {
      throw new NatterError('FLAG_INVALID', cliTexts.invites.tooLong);
    }
    bytes = readSync(STANDARD_INPUT, buffer, used, LIMIT - used, null);
  }
  return buffer.toString('utf8', 0, used);
}

/** The lowest number that is free is what a file gets: standard input becomes the terminal. */
function putTerminalInPlace(platform: NodeJS.Platform): void {
  try {
    closeSync(STANDARD_INPUT);
    openSync(platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty', 'r+');
  } catch (cause) {
    throw new NatterError('NO_TERMINAL', cliTexts.terminal.none, {cause});
  }
}
