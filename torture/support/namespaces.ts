import {spawnSync} from 'node:child_process';

/** One of the two ends of a cable. */
export type End = 0 | 1;

/** Two network namespaces with a cable (a pair of veth) between them. */
export type Cable = {
  /** Runs a command at one end. */
  readonly wrapper: (end: End) => readonly string[];
  readonly address: (end: End) => string;
  /** Takes away the address of an end and gives it another one. */
  readonly move: (end: End, address: string) => void;
  readonly setUp: (up: boolean) => void;
  /** Drops this share of all packets that come in at both ends; 1: all of them, silently. */
  readonly drop: (share: number) => void;
  readonly remove: () => void;
};

const DEVICE = 'natter0';
const NETWORK = 24;

/** Why no cable can be laid here, or null. `dropping`: packets have to be dropped as well. */
export function noCable(options: {readonly dropping: boolean}): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'network namespaces need Linux and root';
  }
  if (spawnSync('ip', ['-V']).error !== undefined) {
    return 'the command ip is not installed';
  }
  if (options.dropping && spawnSync('iptables', ['--version']).error !== undefined) {
    return 'iptables is not installed';
  }
  return tryOut(options.dropping);
}

function tryOut(dropping: boolean): string | null {
  try {
    const cable = layCable();
    try {
      if (dropping) {
        cable.drop(0.5);
      }
      return null;
    } finally {
      cable.remove();
    }
  } catch (error) {
    return `this machine does not allow it (${error instanceof Error ? error.message : error})`;
  }
}

/** Makes two namespaces and connects them. Throws if the machine does not allow it. */
export function layCable(): Cable {
  const names = [`natter-${process.pid}-a`, `natter-${process.pid}-b`] as const;
  const addresses: [string, string] = ['10.213.7.1', '10.213.7.2'];
  try {
    build();
  } catch (error) {
    remove();
    throw error;
  }

  function build(): void {
    for (const name of names) {
      command('ip', 'netns', 'add', name);
      command('ip', '-n', name, 'link', 'set', 'lo', 'up');
    }
    command(
      ...['ip', '-n', names[0], 'link', 'add', DEVICE],
      ...['type', 'veth', 'peer', 'name', DEVICE, 'netns', names[1]],
    );
    for (const [end, name] of names.entries()) {
      command('ip', '-n', name, 'address', 'add', `${addresses[end]}/${NETWORK}`, 'dev', DEVICE);
      command('ip', '-n', name, 'link', 'set', DEVICE, 'up');
    }
  }

  function remove(): void {
    for (const name of names) {
      spawnSync('ip', ['netns', 'delete', name]);
    }
  }

  return {
    wrapper: end => ['ip', 'netns', 'exec', names[end]],
    address: end => addresses[end],
    move(end, address) {
      command('ip', '-n', names[end], 'address', 'flush', 'dev', DEVICE);
      command('ip', '-n', names[end], 'address', 'add', `${address}/${NETWORK}`, 'dev', DEVICE);
      addresses[end] = address;
    },
    setUp(up) {
      command('ip', '-n', names[0], 'link', 'set', DEVICE, up ? 'up' : 'down');
    },
    drop(share) {
      for (const name of names) {
        const iptables = ['ip', 'netns', 'exec', name, 'iptables'];
        command(...iptables, '-F', 'INPUT');
        if (share > 0) {
          command(...iptables, '-A', 'INPUT', '-i', DEVICE, ...chance(share), '-j', 'DROP');
        }
      }
    },
    remove,
  };
}

function chance(share: number): string[] {
  return share >= 1 ? [] : ['-m', 'statistic', '--mode', 'random', '--probability', String(share)];
}

function command(...words: readonly string[]): void {
  const [program = '', ...parameters] = words;
  const {error, status, stderr} = spawnSync(program, parameters, {encoding: 'utf8'});
  if (error !== undefined || status !== 0) {
    throw new Error(`${words.join(' ')}: ${error?.message ?? stderr.trim()}`);
  }
}
