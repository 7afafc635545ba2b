import type {CoreFlags} from '../open-core.ts';

/** Flags that say how a core begins. To one that runs already they say nothing. */
const CORE_FLAGS: ReadonlySet<string> = new Set([
  ...['name', 'port', 'host', 'requests', 'log'],
  ...['no-dht', 'no-lan', 'new-history'],
]);

/** The flags that a core in the background is started with, as words of its command line. */
export function coreFlagWords({
  name,
  port,
  host,
  requests,
  log,
  dht = true,
  lan = true,
  newHistory = false,
}: CoreFlags): readonly string[] {
  const given = Object.entries({name, port, host, requests, log});
  return [
    ...given.flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}`, String(value)])),
    ...(dht ? [] : ['--no-dht']),
    ...(lan ? [] : ['--no-lan']),
    ...(newHistory ? ['--new-history'] : []),
  ];
}

/** Of the flags that were typed, those that come too late for a core that runs already. */
export function lateFlags(typed: readonly string[]): readonly string[] {
  return typed.filter(flag => CORE_FLAGS.has(flag)).map(flag => `--${flag}`);
}
