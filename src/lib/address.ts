import {NatterError} from './errors.ts';
import {lazy} from './lazy.ts';
import {type SafeText, safeLine} from './text/safe-text.ts';
import {shorten} from './text/shorten.ts';
import {inputTexts} from './texts/input.ts';

const MAX_PORT = 65_535;
/** Longest name that DNS can hold, in characters. */
const MAX_HOST_LENGTH = 253;
/** Graphemes of bad input quoted in an error. */
const QUOTED = 60;
const EXAMPLES = inputTexts.addresses.examples;

const hostName = lazy(() => /^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u);
const LOOKS_LIKE_IPV4 = /^[\d.]+$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const ZONE = /%[\w.-]+$/;

/**
 * Reads an address as people write it: `host:port`, `[IPv6]:port` or `host port`. The host comes back in lower
 * case and without brackets. Throws `ADDRESS_INVALID` or `PORT_INVALID`.
 */
export function parseAddress(text: string): {host: string; port: number} {
  const [first = '', second, ...rest] = text.trim().split(/\s+/);
  if (first === '' || rest.length > 0) {
    throw invalid(text, inputTexts.addresses.none);
  }
  const {host, port} = second === undefined ? splitAtColon(first) : {host: first, port: second};
  return {host: parseHost(host), port: parsePort(port)};
}

/** Reads a port from 1 to 65535. Throws `PORT_INVALID`. */
export function parsePort(text: string): number {
  const port = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 1 && port <= MAX_PORT)) {
    throw new NatterError('PORT_INVALID', inputTexts.addresses.noPortNumber(quote(text), MAX_PORT));
  }
  return port;
}

/** Writes an address so that `parseAddress` reads it: an IPv6 host goes into brackets. */
export function formatAddress(address: {readonly host: string; readonly port: number}): string {
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${host}:${address.port}`;
}

function splitAtColon(text: string): {host: string; port: string} {
  const end = text.startsWith('[') ? text.indexOf(']') + 1 : text.lastIndexOf(':');
  const host = text.slice(0, end);
  if (end > 0 && host.includes(':') && !host.startsWith('[')) {
    throw invalid(text, inputTexts.addresses.colons);
  }
  if (end <= 0 || text[end] !== ':') {
    throw invalid(text, inputTexts.addresses.noPort);
  }
  return {host, port: text.slice(end + 1)};
}

function parseHost(text: string): string {
  const bare = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  if (bare.includes(':')) {
    return parseIpv6(bare, text);
  }
  const valid = LOOKS_LIKE_IPV4.test(bare) ? IPV4.test(bare) : hostName().test(bare);
  if (bare !== text || !valid || bare.length > MAX_HOST_LENGTH) {
    throw invalid(text, inputTexts.addresses.noHost);
  }
  return bare.toLowerCase();
}

/** The URL parser knows the grammar of IPv6 and the one short form of an address, but no zones. */
function parseIpv6(bare: string, text: string): string {
  const [zone = ''] = ZONE.exec(bare) ?? [];
  const url = URL.parse(`http://[${bare.slice(0, bare.length - zone.length)}]/`);
  if (url === null) {
    throw invalid(text, inputTexts.addresses.noIpv6);
  }
  return url.hostname.slice(1, -1) + zone;
}

function invalid(text: string, problem: string): NatterError {
  return new NatterError('ADDRESS_INVALID', inputTexts.addresses.wrong(quote(text), problem, EXAMPLES));
}

function quote(text: string): SafeText {
  return shorten(safeLine(text), QUOTED);
}
