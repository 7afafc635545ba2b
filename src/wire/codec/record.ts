import type {State} from 'compact-encoding';
import {type Codec, flags, type Label} from './primitives.ts';

/** The codec of a field; it is told the flags of its record where there are some, else 0. */
type FieldCodec<T> = {
  readonly preencode: Codec<T>['preencode'];
  readonly encode: Codec<T>['encode'];
  readonly decode: (state: State, bits: number) => T;
};

/** A field that is not always there. */
type Sometimes<T> = {
  readonly codec: FieldCodec<NonNullable<T>>;
  /** The flag that says whether it is there; 0 for a trailing field, which is there if bytes are left. */
  readonly bit: number;
  /** What a reader takes in place of it; undefined leaves the property out. */
  readonly absent: T | undefined;
};

type Field<T> = FieldCodec<T> | Sometimes<T>;

/** The fields of a record in the order of the wire. The compiler refuses a table that lacks one. */
export type Fields<T> = {readonly [K in keyof T]-?: Field<Required<T>[K]>};

/** Flags that say which fields of a record are there; they stand right before one of its fields. */
export type RecordFlags<T> = {
  readonly before: keyof T & string;
  readonly label: Label;
  readonly of: (value: T) => number;
};

type Step = Sometimes<object> & {readonly key: string; readonly isTrailing: boolean};

/**
 * A trailing field that older writers leave out: where the bytes end before it a reader takes `absent`, or leaves the
 * property out. All fields behind it must be optional too.
 */
export function optional<T>(codec: Codec<NonNullable<T>>, absent?: T): Field<T> {
  return {codec, bit: 0, absent};
}

/** A field that is there if a bit of the record's flags is set. */
export function flagged<T>(bit: number, codec: FieldCodec<NonNullable<T>>, absent?: T): Field<T> {
  return {codec, bit, absent};
}

/**
 * Reads and writes a value as a row of fields, of which each is named once. Bytes behind the last known field are
 * left unread: they are fields of a newer version.
 */
export function record<T extends object>(fields: Fields<T>, presence?: RecordFlags<T>): Codec<T> {
  return tableCodec(fields, {}, presence);
}

/** A record that is one message of a channel: `type` says which, and does not stand on the wire. */
export function message<M extends {readonly type: string}>(
  type: M['type'],
  fields: Fields<Omit<M, 'type'>>,
): Codec<M> {
  return tableCodec(fields, {type}) as unknown as Codec<M>;
}

/**
 * Compiles the table into straight-line code. A loop over the fields sees every shape of every record at one place,
 * which the engine cannot optimise: it takes twice as long, and this is the path of each message.
 */
function tableCodec<T extends object>(
  fields: Fields<T>,
  constants: Readonly<Record<string, string>>,
  presence?: RecordFlags<T>,
): Codec<T> {
  const steps = Object.entries(fields as unknown as Record<string, Field<object>>).map(toStep);
  checkOrder(steps);
  const parameters = {
    codecs: steps.map(({codec}) => codec),
    absent: steps.map(({absent}) => absent),
    bits: presence === undefined ? null : flags(presence.label),
    bitsOf: presence?.of ?? (() => 0),
  };
  const compile = new Function(...Object.keys(parameters), sourceOf(steps, constants, presence?.before));
  return compile(...Object.values(parameters)) as Codec<T>;
}

/** Only keys and numbers of our own tables become code: no byte of a peer ever does. */
function sourceOf(
  steps: readonly Step[],
  constants: Readonly<Record<string, string>>,
  flagsBefore: string | undefined,
): string {
  const each = (line: (step: Step, at: number) => string) => steps.map(line).join('\n');
  const ifSet = ({bit}: Step) => (bit === 0 ? '' : `if ((flags & ${bit}) !== 0)`);
  const ifThere = (step: Step) => (step.isTrailing ? 'if (state.start < state.end)' : ifSet(step));
  const atFlags = ({key}: Step, line: string) => (key === flagsBefore ? line : '');
  const known = Object.entries(constants).map(([key, value]) => `${quote(key)}: ${quote(value)},`);

  return `
    ${each((_, at) => `const codec${at} = codecs[${at}], absent${at} = absent[${at}];`)}
    return {
      preencode(state, value) {
        const flags = bitsOf(value);
        ${flagsBefore === undefined ? '' : 'bits.preencode(state, flags);'}
        ${each((step, at) => `${ifSet(step)} codec${at}.preencode(state, value[${quote(step.key)}]);`)}
      },
      encode(state, value) {
        const flags = bitsOf(value);
        ${each(
          (step, at) => `
            ${atFlags(step, 'bits.encode(state, flags);')}
            ${ifSet(step)} codec${at}.encode(state, value[${quote(step.key)}]);`,
        )}
      },
      decode(state) {
        let flags = 0;
        ${each(
          (step, at) => `
            ${atFlags(step, 'flags = bits.decode(state);')}
            let field${at} = absent${at};
            ${ifThere(step)} field${at} = codec${at}.decode(state, flags);`,
        )}
        const value = {
          ${known.join('\n')}
          ${each((step, at) => (isLeftOut(step) ? '' : `${quote(step.key)}: field${at},`))}
        };
        ${each((step, at) =>
          isLeftOut(step) ? `if (field${at} !== undefined) value[${quote(step.key)}] = field${at};` : '',
        )}
        return value;
      },
    };`;
}

/** A field without a value in its place is no property of the record. */
function isLeftOut({bit, isTrailing, absent}: Step): boolean {
  return absent === undefined && (bit !== 0 || isTrailing);
}

function quote(text: string): string {
  return JSON.stringify(text);
}

function toStep([key, field]: [string, Field<object>]): Step {
  return 'codec' in field
    ? {key, ...field, isTrailing: field.bit === 0}
    : {key, codec: field, bit: 0, absent: undefined, isTrailing: false};
}

/** Whether a trailing field is there follows from the bytes that are left, so nothing else can stand behind one. */
function checkOrder(steps: readonly Step[]): void {
  const first = steps.findIndex(({isTrailing}) => isTrailing);
  if (first >= 0 && steps.slice(first).some(({isTrailing}) => !isTrailing)) {
    throw new TypeError('Only optional fields can follow an optional one');
  }
}
