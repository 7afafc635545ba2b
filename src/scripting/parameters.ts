import {scriptTexts} from '../lib/texts/scripts.ts';
import {RpcFailure} from './json-rpc.ts';

/** Parameters by their names. */
export type Params = ReadonlyMap<string, unknown>;

/** Takes the parameters of a method, which may have these names. Throws `RpcFailure` for anything else. */
export function readParams(params: unknown, names: readonly string[]): Params {
  if (params === undefined) {
    return new Map();
  }
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.noObject);
  }
  const given = new Map(Object.entries(params));
  const other = [...given.keys()].find(name => !names.includes(name));
  if (other !== undefined) {
    throw new RpcFailure(
      'invalidParams',
      scriptTexts.parameters.unknown(other.slice(0, 40), names.join(', ') || 'none'),
    );
  }
  return given;
}

/** A text that has to be there. */
export function requiredText(params: Params, name: string): string {
  const text = optionalText(params, name);
  if (text === null) {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.missing(name));
  }
  return text;
}

export function optionalText(params: Params, name: string): string | null {
  const value = params.get(name) ?? null;
  if (value !== null && typeof value !== 'string') {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.text(name));
  }
  return value;
}

/** A whole number from 0 up to `most`. */
export function optionalNumber(params: Params, name: string, most: number): number | null {
  const value = params.get(name) ?? null;
  if (
    value !== null &&
    !(typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most)
  ) {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.number(name, most));
  }
  return value as number | null;
}

export function optionalChoice<T extends string>(
  params: Params,
  name: string,
  choices: readonly T[],
): T | null {
  const text = optionalText(params, name);
  const choice = choices.find(one => one === text);
  if (text !== null && choice === undefined) {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.oneOf(name, choices.join(', ')));
  }
  return choice ?? null;
}

/** A list of texts; null where nothing is said. */
export function optionalTexts(params: Params, name: string): readonly string[] | null {
  const value = params.get(name) ?? null;
  if (value !== null && !(Array.isArray(value) && value.every(one => typeof one === 'string'))) {
    throw new RpcFailure('invalidParams', scriptTexts.parameters.list(name));
  }
  return value as readonly string[] | null;
}
