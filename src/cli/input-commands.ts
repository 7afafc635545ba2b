import {NatterError} from '../lib/errors.ts';
import {cliTexts} from '../lib/texts/cli.ts';

/** What ties events to the line that caused them: what a JSON line says, else its number, from 1. */
export type Ref = string | number;

/** What one line of input asks for. */
export type InputCommand =
  /** A line as a person would type it. */
  | {readonly type: 'line'; readonly line: string}
  | {readonly type: 'send'; readonly to: string; readonly text: string};

/** Whether a line is a JSON object, not what a person would type. Text that begins like one goes with `/say`. */
export function isJson(line: string): boolean {
  return line.trimStart().startsWith('{');
}

/** The reference of a line; its number where it names none that can be used. */
export function refOf(line: string, number: number): Ref {
  if (!isJson(line)) {
    return number;
  }
  try {
    const {ref} = JSON.parse(line) as {ref?: unknown};
    return isRef(ref) ? ref : number;
  } catch {
    return number;
  }
}

/** Reads a line of input. Throws `COMMAND_USAGE` if it is JSON of another form; nothing of it is done then. */
export function readInput(line: string): InputCommand {
  if (!isJson(line)) {
    return {type: 'line', line};
  }
  const fields = fieldsOf(line);
  const {command, ref} = fields;
  if (ref !== undefined && !isRef(ref)) {
    throw wrong(cliTexts.input.ref);
  }
  switch (command) {
    case 'send':
      requireOnly(fields, ['command', 'ref', 'to', 'text']);
      return {type: 'send', to: textOf(fields, 'to'), text: textOf(fields, 'text')};
    case 'run': {
      requireOnly(fields, ['command', 'ref', 'line']);
      const run = textOf(fields, 'line');
      if (run.includes('\n')) {
        throw wrong(cliTexts.input.line);
      }
      return {type: 'line', line: run};
    }
    default:
      throw wrong(cliTexts.input.command);
  }
}

type Fields = {readonly [name: string]: unknown};

function fieldsOf(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong(cliTexts.input.notJson);
  }
  return value as Fields; // what begins with a brace and is valid is an object
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw wrong(cliTexts.input.text(name));
  }
  return value;
}

function requireOnly(fields: Fields, names: readonly string[]): void {
  const other = Object.keys(fields).find(name => !names.includes(name));
  if (other !== undefined) {
    throw wrong(cliTexts.input.unknown(other.slice(0, 40)));
  }
}

function isRef(ref: unknown): ref is Ref {
  return typeof ref === 'string' || typeof ref === 'number';
}

function wrong(why: string): NatterError {
  return new NatterError('COMMAND_USAGE', cliTexts.input.wrong(why) + cliTexts.input.howTo);
}
