import {spawnSync} from 'node:child_process';

/**
 * What stands between a machine and the internet of the lab. `open`: nothing. `cone`: a router that keeps the port.
 * `random`: one that takes another port for each destination. `double`: a cone behind the cone of a carrier.
 * `double-random`: the carrier's takes random ports. `no-udp`: a cone that lets no UDP out.
 */
export const BARRIERS = ['open', 'cone', 'random', 'double', 'double-random', 'no-udp'] as const;
export type Barrier = (typeof BARRIERS)[number];

/** A machine in the lab: a network namespace. */
export type Machine = {
  /** What runs a command there. */
  readonly wrapper: readonly string[];
  readonly address: string;
  /** Runs a command there and gives back what it printed. Throws if it fails. */
  readonly run: (...words: readonly string[]) => string;
};

/** Machines behind one router. */
export type Home = {
  readonly machine: () => Machine;
  /** The router gets another address from the internet, as after a night. */
  readonly move: () => void;
  /** A machine gets another address in its network. */
  readonly renumber: (machine: Machine) => void;
  /** No UDP goes out from now on. */
  readonly blockUdp: () => void;
};

/** An internet of its own: a bridge with routable addresses, and homes on it. Nothing of it reaches the real network. */
export type NatLab = {
  /** Machines on the internet itself, for nodes of the hash table. */
  readonly servers: readonly Machine[];
  readonly home: (barrier: Barrier) => Home;
  /** Machines of one network without any IPv4 and without a router. */
  readonly island: () => Home;
  readonly remove: () => void;
};

/** Addresses that no list of reserved networks holds: the library of the hash table ignores those. */
const INTERNET = '5.1';
/** Of most trials. */
const SERVERS = 5;

/** Why there can be no lab here, in one line, or null. */
export function noNatLab(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return 'skipped: needs Linux and root';
  }
  const missing = [
    ['ip', '-V'],
    ['iptables', '--version'],
  ].find(([command = '', ...flags]) => spawnSync(command, flags).error !== undefined);
  if (missing !== undefined) {
    return `skipped: needs the command ${missing[0]}`;
  }
  try {
    const lab = buildNatLab();
    try {
      lab.home('random').machine();
      return null;
    } finally {
      lab.remove();
    }
  } catch (error) {
    return `skipped: this machine does not allow it (${error instanceof Error ? error.message : error})`;
  }
}

/** Builds an empty lab with so many servers. Throws if the machine does not allow it; nothing is left of it then. */
export function buildNatLab(count = SERVERS): NatLab {
  const spaces: string[] = [];
  let hosts = 10;
  let devices = 0;
  const remove = () => {
    for (const space of spaces.splice(0)) {
      spawnSync('ip', ['netns', 'delete', space]);
    }
    process.off('SIGINT', remove);
  };
  process.once('SIGINT', remove);

  function space(): string {
    const name = `natter-${process.pid}-${spaces.length}`;
    command('ip', 'netns', 'add', name);
    spaces.push(name);
    command('ip', '-n', name, 'link', 'set', 'lo', 'up');
    return name;
  }

  function bridge(name: string, address: string | null): string {
    ip(name, 'link', 'add', 'lan', 'type', 'bridge');
    ip(name, 'link', 'set', 'lan', 'up');
    if (address !== null) {
      ip(name, 'address', 'add', address, 'dev', 'lan');
    }
    return name;
  }

  /** A cable from a machine to the bridge of another one. */
  function plug(from: string, device: string, into: string): void {
    const port = `port${devices++}`;
    ip(from, 'link', 'add', device, 'type', 'veth', 'peer', 'name', port, 'netns', into);
    ip(into, 'link', 'set', port, 'master', 'lan');
    ip(into, 'link', 'set', port, 'up');
    ip(from, 'link', 'set', device, 'up');
  }

  function nextAddress(): string {
    const host = hosts++;
    return `${INTERNET}.${2 + Math.floor(host / 200)}.${1 + (host % 200)}`;
  }

  /** A router with a network behind it; gives back its namespace. Nothing comes in that was not asked for. */
  function router(
    upstream: string,
    address: string,
    gateway: string | null,
    inside: string,
    random: boolean,
  ) {
    const name = bridge(space(), `${inside}.1/24`);
    plug(name, 'wan', upstream);
    ip(name, 'address', 'add', `${address}/${gateway === null ? 16 : 24}`, 'dev', 'wan');
    if (gateway !== null) {
      ip(name, 'route', 'add', 'default', 'via', gateway);
    }
    inSpace(name, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
    const translation = [
      'POSTROUTING',
      '-o',
      'wan',
      '-j',
      'MASQUERADE',
      ...(random ? ['--random-fully'] : []),
    ];
    inSpace(name, 'iptables', '-t', 'nat', '-A', ...translation);
    for (const chain of ['INPUT', 'FORWARD']) {
      const unasked = ['-i', 'wan', '-m', 'conntrack', '--ctstate', 'NEW', '-j', 'DROP'];
      inSpace(name, 'iptables', '-A', chain, ...unasked);
    }
    return name;
  }

  const hubSpace = bridge(space(), `${INTERNET}.0.1/16`);
  function open(): Home {
    return {
      machine() {
        const address = nextAddress();
        const name = space();
        plug(name, 'wan', hubSpace);
        ip(name, 'address', 'add', `${address}/16`, 'dev', 'wan');
        return machineIn(name, address);
      },
      move() {},
      renumber() {},
      blockUdp() {},
    };
  }

  function behind(barrier: Exclude<Barrier, 'open'>): Home {
    const isDouble = barrier === 'double' || barrier === 'double-random';
    const outer = nextAddress();
    const carrier = isDouble ? router(hubSpace, outer, null, '100.64.7', barrier === 'double-random') : null;
    const home =
      carrier === null
        ? router(hubSpace, outer, null, '192.168.1', barrier === 'random')
        : router(carrier, '100.64.7.2', '100.64.7.1', '192.168.1', false);
    const blockUdp = () => inSpace(home, 'iptables', '-I', 'FORWARD', '-p', 'udp', '-j', 'DROP');
    if (barrier === 'no-udp') {
      blockUdp();
    }
    let machines = 2;
    return {
      machine() {
        const address = `192.168.1.${machines++}`;
        const name = space();
        plug(name, 'eth0', home);
        ip(name, 'address', 'add', `${address}/24`, 'dev', 'eth0');
        ip(name, 'route', 'add', 'default', 'via', '192.168.1.1');
        return machineIn(name, address);
      },
      move() {
        const front = carrier ?? home;
        ip(front, 'address', 'flush', 'dev', 'wan');
        ip(front, 'address', 'add', `${nextAddress()}/16`, 'dev', 'wan');
      },
      renumber({run}) {
        run('ip', 'address', 'flush', 'dev', 'eth0');
        run('ip', 'address', 'add', `192.168.1.${machines++}/24`, 'dev', 'eth0');
        run('ip', 'route', 'replace', 'default', 'via', '192.168.1.1');
      },
      blockUdp,
    };
  }

  function island(): Home {
    const shore = bridge(space(), null);
    let machines = 0x20;
    return {
      machine() {
        const address = `fd00::${(machines++).toString(16)}`;
        const name = space();
        plug(name, 'eth0', shore);
        ip(name, 'address', 'add', `${address}/64`, 'dev', 'eth0', 'nodad');
        return machineIn(name, address);
      },
      move() {},
      renumber() {},
      blockUdp() {},
    };
  }

  try {
    const servers = Array.from({length: count}, () => open().machine());
    return {servers, home: barrier => (barrier === 'open' ? open() : behind(barrier)), island, remove};
  } catch (error) {
    remove();
    throw error;
  }
}

function machineIn(name: string, address: string): Machine {
  return {
    wrapper: ['ip', 'netns', 'exec', name],
    address,
    run: (...words) => inSpace(name, ...words),
  };
}

function ip(space: string, ...words: readonly string[]): void {
  command('ip', '-n', space, ...words);
}

function inSpace(space: string, ...words: readonly string[]): string {
  return command('ip', 'netns', 'exec', space, ...words);
}

function command(...words: readonly string[]): string {
  const [program = '', ...parameters] = words;
  const {error, status, stdout, stderr} = spawnSync(program, parameters, {encoding: 'utf8'});
  if (error !== undefined || status !== 0) {
    throw new Error(`${words.join(' ')}: ${error?.message ?? stderr.trim()}`);
  }
  return stdout;
}
