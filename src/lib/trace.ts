import {NatterError} from './errors.ts';
import type {PeerKey} from './ids.ts';

/** What can be followed, by the part of the core that it happens in. */
export const SCOPES = ['net', 'connections', 'reach', 'sync', 'storage', 'conversations'] as const;
export type Scope = (typeof SCOPES)[number];

/** How much of a scope: what is rare, each message too, or also what is in it and whose it is. */
const LEVELS = ['notes', 'trace', 'bodies'] as const;
export type Level = (typeof LEVELS)[number];
export type Rules = ReadonlyMap<Scope, Level>;

export type Fields = {readonly [name: string]: string | number | boolean | null | undefined};
type Write = (what: string, fields?: Fields) => void;

/**
 * Writes lines of one scope. A function is undefined while nobody wants its lines: called as `tracer.trace?.(…)`, its
 * arguments are not even made then.
 */
export type Tracer = {
  /** What happens rarely, such as a link that begins. */
  readonly note: Write | undefined;
  /** Each message, row and frame. */
  readonly trace: Write | undefined;
  /** A key, as lines may name it: a tag that is the same on both sides, and leads to no key. */
  readonly peer: (key: PeerKey) => string;
  /** What only `:bodies` may show: texts, names, addresses. */
  readonly body: (text: string) => string;
};

/** The tracer of each scope. */
export type Tracing = (scope: Scope) => Tracer;

export type TracingOptions = {
  readonly rules: Rules;
  /** Takes a line without its end. */
  readonly write: (line: string) => void;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /** How a line names a key, and how it does under `:bodies`. */
  readonly tagOf: (key: PeerKey) => string;
  readonly idOf: (key: PeerKey) => string;
};

const ALL = 'all';
const HIDDEN = '...';
const PLAIN = /^[!-~]+$/;

/** Reads rules such as `net,sync:trace`. Throws `FLAG_INVALID` with what there is. */
export function parseTraceRules(text: string): Rules {
  const rules = new Map<Scope, Level>();
  for (const item of text.split(',')) {
    const [name = '', level = 'notes', ...more] = item.trim().split(':');
    const scopes = name === ALL ? SCOPES : SCOPES.filter(scope => scope === name);
    const known = LEVELS.find(one => one === level);
    if (scopes.length === 0) {
      throw wrong(`there is no scope "${name}" to log. There are: ${SCOPES.join(', ')}, ${ALL}.`);
    }
    if (known === undefined || more.length > 0) {
      throw wrong(`"${item.trim()}" is no scope with a level. Behind a scope may stand :trace or :bodies.`);
    }
    for (const scope of scopes) {
      rules.set(scope, known);
    }
  }
  return rules;
}

/** Tracers that write what the rules ask for. */
export function createTracing({rules, write, now, tagOf, idOf}: TracingOptions): Tracing {
  return scope => {
    const level = rules.get(scope);
    const line: Write = (what, fields = {}) => write(formatLine(now(), scope, what, fields));
    return {
      note: level === undefined ? undefined : line,
      trace: level === 'trace' || level === 'bodies' ? line : undefined,
      peer: level === 'bodies' ? idOf : tagOf,
      body: level === 'bodies' ? text => text : () => HIDDEN,
    };
  };
}

const SILENT: Tracer = {note: undefined, trace: undefined, peer: () => '', body: () => ''};

/** Nobody wants lines. */
export const noTracing: Tracing = () => SILENT;

/** Names an entry without its author: the end of its id, by which it is found in the traces of both sides. */
export function messageTag(epoch: number, sequence: number): string {
  return `${epoch.toString(36)}.${sequence.toString(36)}`;
}

/** What strangers wrote may stand in a line: it is ASCII, and one line. */
function formatLine(time: number, scope: Scope, what: string, fields: Fields): string {
  const told = Object.entries(fields).filter(([, value]) => value !== undefined);
  const parts = told.map(([name, value]) => `${name}=${formatValue(value ?? '-')}`);
  return [new Date(time).toISOString(), scope, what, ...parts].join(' ');
}

function formatValue(value: string | number | boolean): string {
  const text = String(value);
  return PLAIN.test(text) && !text.includes('"') ? text : quote(text);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function wrong(message: string): NatterError {
  return new NatterError('FLAG_INVALID', `--log: ${message}`);
}
