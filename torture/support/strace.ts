import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** Why nothing can be traced here, or null. */
export function noStrace(): string | null {
  const {error, status} = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', 'true']);
  if (error !== undefined) {
    return 'strace is not installed';
  }
  return status === 0 ? null : 'this machine does not let strace trace';
}

/** What a process did to files and sockets, as far as it matters here, in order. */
export type Deed =
  | {readonly type: 'wal-write'}
  | {readonly type: 'wal-sync'}
  | {readonly type: 'socket-write' | 'socket-read'; readonly bytes: number};

const CALLS = 'read,readv,recvmsg,recvfrom,write,writev,pwrite64,pwritev,sendmsg,sendto,fsync,fdatasync';
const WRITES = ['write', 'writev', 'pwrite64', 'pwritev', 'sendmsg', 'sendto'];
const READS = ['read', 'readv', 'recvmsg', 'recvfrom'];

/** The wrapper that writes what a process does to a file. */
export function tracing(file: string): readonly string[] {
  return ['strace', '-f', '-qq', '-yy', '-s', '0', '-e', `trace=${CALLS}`, '-e', 'signal=none', '-o', file];
}

/** Reads such a file. A call that was interrupted by those of other threads counts when it is done. */
export function deedsIn(file: string): Deed[] {
  const unfinished = new Map<string, string>();
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(line => {
      const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
      if (rest.endsWith('<unfinished ...>')) {
        unfinished.set(thread, rest.slice(0, -'<unfinished ...>'.length));
        return [];
      }
      const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest)?.[1];
      const deed = deedOf(resumed === undefined ? rest : (unfinished.get(thread) ?? '') + resumed);
      return deed === null ? [] : [deed];
    });
}

function deedOf(call: string): Deed | null {
  const [, name = '', what = '', result = ''] = /^(\w+)\(\d+<(.*?)>[,)].* = (-?\d+)/.exec(call) ?? [];
  const bytes = Number(result);
  if (what.startsWith('TCP') && bytes > 0) {
    if (WRITES.includes(name)) {
      return {type: 'socket-write', bytes};
    }
    return READS.includes(name) ? {type: 'socket-read', bytes} : null;
  }
  if (what.endsWith('-wal')) {
    if (WRITES.includes(name)) {
      return {type: 'wal-write'};
    }
    return name === 'fsync' || name === 'fdatasync' ? {type: 'wal-sync'} : null;
  }
  return null;
}
