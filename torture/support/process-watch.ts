import {readdirSync, readFileSync, readlinkSync} from 'node:fs';

/** What a process uses, read from /proc. Memory in bytes. */
export type Usage = {readonly memory: number; readonly descriptors: number};

/** Why nothing can be read of processes here, or null if it can. */
export const noProcesses = process.platform === 'linux' ? null : 'only Linux has /proc';

/** Resident memory and open descriptors of a process; null when it is gone. */
export function usageOf(pid: number): Usage | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return {memory: pages * PAGE, descriptors: readdirSync(`/proc/${pid}/fd`).length};
  } catch {
    return null;
  }
}

const PAGE = 4096;
/** Ticks of a processor in a second, as /proc counts them. */
const TICKS = 100;

/** Seconds that a process has computed so far. Throws when it is gone. */
export function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Looks at a process again and again. */
export type Watch = {
  readonly samples: readonly Usage[];
  /** The most memory seen so far, bytes. */
  readonly peak: () => number;
  readonly stop: () => void;
};

/** Starts to watch; the timer does not keep this process alive. */
export function watchProcess(pid: number, interval = 50): Watch {
  const samples: Usage[] = [];
  const look = () => {
    const usage = usageOf(pid);
    if (usage !== null) {
      samples.push(usage);
    }
  };
  look();
  const timer = setInterval(look, interval);
  timer.unref();
  return {
    samples,
    peak: () => samples.reduce((most, {memory}) => Math.max(most, memory), 0),
    stop: () => clearInterval(timer),
  };
}

/** A TCP socket of a process, as the kernel sees it. */
export type Socket = {
  readonly established: boolean;
  /** Bytes that were written but not acknowledged, and bytes that came but were not read. */
  readonly sendQueue: number;
  readonly receiveQueue: number;
};

const ESTABLISHED = '01';

/** The TCP sockets of a process. */
export function socketsOf(pid: number): Socket[] {
  const own = new Set(readdirSync(`/proc/${pid}/fd`).map(fd => inodeOf(`/proc/${pid}/fd/${fd}`)));
  const rows = ['tcp', 'tcp6'].flatMap(table =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n'),
  );
  own.delete(''); // what is no socket
  return rows
    .map(row => row.trim().split(/\s+/))
    .filter(columns => own.has(columns[9] ?? 'none'))
    .map(columns => {
      const [send = '0', receive = '0'] = (columns[4] ?? '').split(':');
      return {
        established: columns[3] === ESTABLISHED,
        sendQueue: Number.parseInt(send, 16),
        receiveQueue: Number.parseInt(receive, 16),
      };
    });
}

function inodeOf(path: string): string {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(path))?.[1] ?? '';
  } catch {
    return ''; // closed meanwhile
  }
}
