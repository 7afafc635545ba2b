import {isIPv4} from 'node:net';

/**
 * How bytes travel: within one network, straight across the internet, through routers that both sides opened by punching,
 * or over somebody else's machine; `memory` never leaves the process.
 */
export type Path = 'lan' | 'direct' | 'punched' | 'relayed' | 'memory';

/** From the best to the worst: two paths of one rank are as good as each other. */
const RANKS: Readonly<Record<Path, number>> = {memory: 0, lan: 0, direct: 1, punched: 2, relayed: 3};

/** Whether a path is worth a new link while another one stands. */
export function isBetterPath(path: Path, than: Path): boolean {
  return RANKS[path] < RANKS[than];
}

/** The path of a socket whose other end has this address. */
export function pathTo(host: string): 'lan' | 'direct' {
  return isPrivateHost(host) ? 'lan' : 'direct';
}

/** Whether an address only means something inside of one network: RFC 1918, unique local, link-local. */
export function isPrivateHost(host: string): boolean {
  if (isIPv4(host)) {
    return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
  }
  return /^f(?:e[89ab]|[cd][0-9a-f])[0-9a-f]?:/i.test(host);
}
