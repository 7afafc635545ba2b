import {NatterError} from '../../lib/errors.ts';
import {areHintNames} from '../../lib/hints.ts';
import {MAX_NAME_BYTES, MAX_STATUS_GRAPHEMES} from '../../lib/limits.ts';
import {
  areChosenKeys,
  isValueOf,
  SETTING_NAMES,
  type Settings,
  settingOf,
  shapeOf,
} from '../../lib/settings.ts';
import {nearest} from '../../lib/text/did-you-mean.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {ownStatus} from '../../lib/text/status-text.ts';
import {profileTexts} from '../../lib/texts/profile.ts';
import {writeFileAtomic} from '../files/atomic-file.ts';
import {readPrivateFile} from '../files/private-file.ts';

/** What a profile's config.json may set: what `/set` does, and more. A flag or a variable goes before it. */
export type Config = Partial<Settings> & {
  /** The name its owner chose. */
  readonly name?: string;
  /** 0 takes a free one. */
  readonly port?: number;
  /** The address to listen on. */
  readonly host?: string;
  /** Nodes by which the hash table is found, as `host:port`, in the place of the public ones. */
  readonly bootstrap?: readonly string[];
  /** Limits of the network that differ from the defaults, by the names of `NetworkLimits`. */
  readonly limits?: {readonly [K in LimitName]?: number};
};

/** The names of `NetworkLimits`, which this layer must not import. */
const LIMIT_NAMES = [
  'handshakeFrameBytes',
  'handshakeDeadline',
  'firstFrameDeadline',
  'pendingHandshakes',
  'pendingHandshakesPerHost',
  'linksPerHost',
  'attemptInterval',
  'attemptBurst',
  'dialDeadline',
  'heartbeat',
  'silence',
  'idleAfter',
  'idleHeartbeat',
  'idleSilence',
  'highWaterMark',
] as const;

type LimitName = (typeof LIMIT_NAMES)[number];

const SIZE_LIMIT = 64 * 1024;
const MAX_HOST_BYTES = 255;
const MAX_PORT = 65_535;
const MAX_NODES = 32;
const NODE = /^[A-Za-z0-9.-]{1,253}:(?!0)\d{1,5}$/;
/** Unknown names that are reported at most. */
const MAX_UNKNOWN = 5;

type Rule = {readonly check: (value: unknown) => boolean; readonly must: string};

const RULES: {readonly [K in keyof Required<Config>]: Rule} = {
  ...settingRules(),
  name: {check: value => isText(value, MAX_NAME_BYTES), must: profileTexts.config.text},
  port: {check: isPort, must: profileTexts.config.port(MAX_PORT)},
  host: {
    check: value => isText(value, MAX_HOST_BYTES),
    must: profileTexts.config.address,
  },
  bootstrap: {
    check: areNodes,
    must: `hold at most ${MAX_NODES} addresses with a port, such as ["203.0.113.5:49737"]`,
  },
  keys: {
    check: areChosenKeys,
    must: profileTexts.config.keys,
  },
  status: {
    check: value => typeof value === 'string' && ownStatus(value) === value,
    must: profileTexts.config.status(MAX_STATUS_GRAPHEMES),
  },
  hinted: {check: areHintNames, must: profileTexts.config.hinted},
  limits: {check: areLimits, must: profileTexts.config.limits(LIMIT_NAMES.join(', '))},
};

/**
 * Reads config.json; no file is an empty config. Keys we do not know are left alone. Throws `CONFIG_DAMAGED`
 * naming the file, the line and what to do; the file stays as it is.
 */
export function loadConfig(path: string): Config {
  const {text, values} = readConfig(path);
  const known: Record<string, unknown> = {};
  for (const [key, rule] of Object.entries(RULES)) {
    if (values.has(key)) {
      requireValid(path, text, key, rule, values.get(key));
      known[key] = values.get(key);
    }
  }
  return known;
}

/** Sentences about names in config.json that mean nothing to natter: somebody may have meant others. */
export function tellUnknownNames(path: string): readonly SafeText[] {
  const unknown = [...readConfig(path).values.keys()].filter(key => !Object.hasOwn(RULES, key));
  return unknown.slice(0, MAX_UNKNOWN).map(key => {
    const near = nearest(key, Object.keys(RULES));
    const hint =
      near === null ? profileTexts.config.leftAsIs : profileTexts.config.didYouMean(safeLine(near));
    return profileTexts.config.unknown(safeLine(path), safeLine(key), hint);
  });
}

/**
 * Changes some keys of config.json, as a whole or not at all; `undefined` removes a key, and keys that are
 * not named, unknown ones too, keep their values. Throws `CONFIG_DAMAGED` rather than replace a file that
 * cannot be read, and like `writeFileAtomic`.
 */
export function saveConfig(
  path: string,
  change: {readonly [K in keyof Config]: Config[K] | undefined},
): void {
  const {values} = readConfig(path);
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) {
      values.delete(key);
    } else {
      values.set(key, value);
    }
  }
  writeFileAtomic(path, Buffer.from(`${JSON.stringify(Object.fromEntries(values), null, 2)}\n`));
}

/** A Map, since the keys are whatever somebody wrote into the file. */
function readConfig(path: string): {text: string; values: Map<string, unknown>} {
  const bytes = readPrivateFile(path, SIZE_LIMIT);
  if (bytes === null) {
    return {text: '', values: new Map()};
  }
  const text = decode(path, bytes);
  const parsed = parse(path, text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw damaged(profileTexts.config.noObject(path));
  }
  return {text, values: new Map(Object.entries(parsed))};
}

/** A byte order mark, as some editors put it, is dropped by the decoder. */
function decode(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch (cause) {
    throw damaged(profileTexts.config.notUtf8(path), cause);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(profileTexts.config.notJson(path, lineOfSyntaxError(text, cause)), cause);
  }
}

/** V8 tells the position only of some errors; of the others we look for the first line that cannot be right. */
function lineOfSyntaxError(text: string, error: unknown): number {
  const position = positionOf(error);
  const end = text.trimEnd().length;
  if (position !== null) {
    return lineAt(text, Math.min(position, end));
  }
  const lines = text.slice(0, end).split('\n');
  let right = 0;
  let wrong = lines.length;
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isBeginning(lines.slice(0, middle).join('\n'))) {
      right = middle;
    } else {
      wrong = middle;
    }
  }
  return wrong;
}

/** Whether more text could make valid JSON of it. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const atEnd = (positionOf(error) ?? -1) >= text.trimEnd().length;
    return atEnd || (error instanceof SyntaxError && error.message.startsWith('Unexpected end'));
  }
}

function positionOf(error: unknown): number | null {
  const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  return position === undefined ? null : Number(position);
}

function requireValid(path: string, text: string, key: string, rule: Rule, value: unknown): void {
  if (!rule.check(value)) {
    const line = lineAt(text, text.search(new RegExp(`"${key}"\\s*:`)));
    throw damaged(profileTexts.config.wrongValue(path, line, key, rule.must));
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, Math.max(0, position)).split('\n').length;
}

function damaged(what: string, cause?: unknown): NatterError {
  return new NatterError('CONFIG_DAMAGED', profileTexts.config.mend(what), {
    cause,
  });
}

function settingRules() {
  const rules = SETTING_NAMES.map(name => {
    const setting = settingOf(name);
    const isSwitch = typeof setting.default === 'boolean';
    const must = profileTexts.config.oneOf(
      isSwitch ? profileTexts.config.trueOrFalse : shapeOf(setting, choice => `"${choice}"`),
    );
    return [name, {check: (value: unknown) => isValueOf(name, value), must}] as const;
  });
  return Object.fromEntries(rules) as Record<(typeof SETTING_NAMES)[number], Rule>;
}

function isText(value: unknown, maxBytes: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && Buffer.byteLength(value) <= maxBytes;
}

function isPort(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_PORT;
}

function areLimits(value: unknown): boolean {
  const names: readonly string[] = LIMIT_NAMES;
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.entries(value).every(
      ([name, limit]) => names.includes(name) && Number.isSafeInteger(limit) && limit > 0,
    )
  );
}

function areNodes(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length <= MAX_NODES &&
    value.every(node => typeof node === 'string' && NODE.test(node))
  );
}
