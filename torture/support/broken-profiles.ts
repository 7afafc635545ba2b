import {chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** One way to break the profile in a folder, and the codes that it may get. */
export type Breakage = {
  readonly name: string;
  readonly codes: readonly string[];
  readonly apply: (profile: string) => void;
};

/** Broken profiles, each made from a good one. */
export const breakages: readonly Breakage[] = [
  ...[0, 4, 8, 9, 20, 40, 60, 80, 100, 105].map(at => flip('key', at, ['KEY_DAMAGED', 'PROFILE_NEWER'])),
  ...[0, 1, 50, 105].map(size => cut('key', size, ['KEY_DAMAGED'])),
  put('key', 'x'.repeat(4096), ['KEY_DAMAGED']),
  gone('key', ['KEY_DAMAGED']),
  ...[0, 16, 100, 1024, 4096, 8192].map(at => flip('natter.db', at, ['DATABASE_DAMAGED'])),
  ...[1, 100, 4096, 5000].map(size => cut('natter.db', size, ['DATABASE_DAMAGED'])),
  gone('natter.db', ['DATABASE_DAMAGED']),
  put('natter.db', 'not a database at all', ['DATABASE_DAMAGED']),
  put('natter.db', 'SQLite format 3\0'.padEnd(4096, '\0'), ['DATABASE_DAMAGED']),
  ...['{', '[]', '"x"', 'null', '{"port": "4242"}', '{"port": 70000}', '{"requests": "maybe"}'].map(text =>
    put('config.json', text, ['CONFIG_DAMAGED']),
  ),
  put('config.json', '\ufffe\u0000', ['CONFIG_DAMAGED']),
  folder('key', ['KEY_DAMAGED', 'PROFILE_UNSAFE', 'PROFILE_UNWRITABLE']),
  folder('natter.db', ['DATABASE_DAMAGED', 'PROFILE_UNSAFE', 'PROFILE_UNWRITABLE']),
  folder('config.json', ['CONFIG_DAMAGED', 'PROFILE_UNSAFE', 'PROFILE_UNWRITABLE']),
  link('key'),
  link('natter.db'),
  link('config.json'),
];

function flip(file: string, at: number, codes: readonly string[]): Breakage {
  return {
    name: `${file}: a bit of byte ${at} flipped`,
    codes,
    apply(profile) {
      const path = join(profile, file);
      const bytes = readFileSync(path);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      writeFileSync(path, bytes);
    },
  };
}

function cut(file: string, size: number, codes: readonly string[]): Breakage {
  return {
    name: `${file}: cut to ${size} bytes`,
    codes,
    apply: profile => truncateSync(join(profile, file), size),
  };
}

function put(file: string, text: string, codes: readonly string[]): Breakage {
  return {
    name: `${file}: ${JSON.stringify(text.slice(0, 20))}`,
    codes,
    apply: profile => writeFileSync(join(profile, file), text, {mode: 0o600}),
  };
}

function gone(file: string, codes: readonly string[]): Breakage {
  return {name: `${file}: gone`, codes, apply: profile => rmSync(join(profile, file))};
}

function folder(file: string, codes: readonly string[]): Breakage {
  return {
    name: `${file}: a folder`,
    codes,
    apply(profile) {
      rmSync(join(profile, file), {force: true});
      mkdirSync(join(profile, file), {mode: 0o700});
    },
  };
}

function link(file: string): Breakage {
  return {
    name: `${file}: a symbolic link`,
    codes: ['PROFILE_UNSAFE'],
    apply(profile) {
      const path = join(profile, file);
      const elsewhere = join(profile, `${file}.elsewhere`);
      writeFileSync(elsewhere, readFileSync(path), {mode: 0o600});
      chmodSync(elsewhere, 0o600);
      rmSync(path);
      symlinkSync(elsewhere, path);
    },
  };
}
