import {safeText} from '../../lib/text/safe-text.ts';
import type {JsonEvent} from '../../scripting/json-answers.ts';
import {EXIT} from '../exit-codes.ts';
import type {Options} from '../options.ts';
import {interruption} from '../signals.ts';
import type {Subcommand} from '../subcommand.ts';
import {type Connection, talk} from './connection.ts';

/** A message as `tail` gets it. */
type Message = {
  readonly from: {readonly name: string};
  readonly text: string;
  readonly time: number;
  readonly action: boolean;
};

/**
 * Prints what happens, until it is interrupted, its reader is gone, or natter ends: messages as lines, or with `--json`
 * everything.
 */
export async function tail(
  {who, after}: Extract<Subcommand, {type: 'tail'}>,
  options: Options,
  {stdout}: NodeJS.Process,
): Promise<number> {
  const over = Promise.withResolvers<void>();
  void interruption().then(over.resolve);
  stdout.on('error', () => over.resolve());
  const follow = async ({call, closed}: Connection) => {
    await call('subscribe', {
      ...(who === null ? {} : {conversation: who}),
      ...(after === null ? {} : {after}),
      ...(options.json ? {} : {events: ['message']}),
    });
    await Promise.race([over.promise, closed]);
  };
  await talk(options, follow, event => {
    stdout.write(options.json ? `${JSON.stringify(event)}\n` : lineOf(event));
  });
  return EXIT.ok;
}

/** `16:41 bob: hello`; further lines of a message are indented. */
function lineOf(event: JsonEvent): string {
  const {from, text, time, action} = event as unknown as Message;
  const clock = new Date(time).toTimeString().slice(0, 5);
  const said = text.replaceAll('\n', '\n  ');
  return `${safeText(`${clock} ${action ? `* ${from.name}` : `${from.name}:`} ${said}`)}\n`;
}
