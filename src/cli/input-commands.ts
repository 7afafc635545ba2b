import {NatterError} from '../lib/errors.ts';

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
    throw wrong('"ref" is a text or a number');
  }
  switch (command) {
    case 'send':
      requireOnly(fields, ['command', 'ref', 'to', 'text']);
      return {type: 'send', to: textOf(fields, 'to'), text: textOf(fields, 'text')};
    case 'run': {
      requireOnly(fields, ['command', 'ref', 'line']);
      const run = textOf(fields, 'line');
      if (run.includes('\n')) {
        throw wrong('"line" is a single line');
      }
      return {type: 'line', line: run};
    }
    default:
      throw wrong('"command" is "send" or "run"');
  }
}

type Fields = {readonly [name: string]: unknown};

function fieldsOf(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw wrong('it is not valid JSON');
  }
  return value as Fields; // what begins with a brace and is valid is an object
}

function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') {
    throw wrong(`"${name}" is a text`);
  }
  return value;
}

function requireOnly(fields: Fields, names: readonly string[]): void {
  const other = Object.keys(fields).find(name => !names.includes(name));
  if (other !== undefined) {
    throw wrong(`"${other.slice(0, 40)}" is nothing it can have`);
  }
}

function isRef(ref: unknown): ref is Ref {
  return typeof ref === 'string' || typeof ref === 'number';
}

function wrong(why: string): NatterError {
  return new NatterError(
    'COMMAND_USAGE',
    `A line that begins with { is a command in JSON: ${why}. ` +
      'Write {"command":"send","to":"bob","text":"hi","ref":"1"} or {"command":"run","line":"/whois bob"}; text goes with /say.',
  );
}
