import type {Readable} from 'node:stream';
import type {DeliveryState} from '../../core/api/api.ts';
import {NatterError} from '../../lib/errors.ts';
import {cliTexts} from '../../lib/texts/cli.ts';
import {hasReached} from '../../scripting/delivery-watch.ts';
import {EXIT} from '../exit-codes.ts';
import type {Options} from '../options.ts';
import type {Subcommand} from '../subcommand.ts';
import {talk} from './connection.ts';

/** Text from a pipe may have so many characters; a message is far shorter. */
const MAX_TEXT = 2 ** 20;
/** A core that was started to send stays so long for the other side to take it, seconds. */
const OWN_PATIENCE = 5;

/** Sends one message; returns the exit code. Rejects with what keeps it from being stored. */
export async function send(
  {to, text, wait, patience}: Extract<Subcommand, {type: 'send'}>,
  options: Options,
  {stdin, stdout, stderr}: NodeJS.Process,
): Promise<number> {
  const said = text ?? (await readText(stdin));
  return await talk(options, async ({call, isServed}) => {
    const leaves = wait === 'stored' && isServed;
    const {message, state} = (await call('send', {
      ...{to, text: said},
      ...(leaves ? {} : {wait: wait === 'stored' ? 'delivered' : wait}),
      timeout: wait === 'stored' ? OWN_PATIENCE : patience,
    })) as {message: object; state: DeliveryState};
    if (options.json) {
      stdout.write(`${JSON.stringify({...message, state})}\n`);
    }
    if (!hasReached(state, wait)) {
      stderr.write(cliTexts.send.stored(wait));
      return EXIT.waiting;
    }
    if (!isServed && !hasReached(state, 'delivered')) {
      stderr.write(cliTexts.send.waits);
    }
    return EXIT.ok;
  });
}

async function readText(stdin: Readable & {readonly isTTY?: boolean}): Promise<string> {
  if (stdin.isTTY) {
    throw new NatterError('FLAG_INVALID', cliTexts.send.what);
  }
  let text = '';
  for await (const chunk of stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > MAX_TEXT) {
      throw new NatterError('MESSAGE_TOO_LONG', cliTexts.send.tooMuch);
    }
  }
  return text.replace(/\r?\n$/, '');
}
