/**
 * Whether the terminal is one that cannot move its cursor, or does not say what it is. On Windows no terminal says it,
 * and each can.
 */
export function isDumbTerminal(
  environment: {readonly [name: string]: string | undefined},
  platform: NodeJS.Platform = process.platform,
): boolean {
  const term = environment['TERM'] ?? '';
  return /^(?:dumb|unknown)$/.test(term) || (term === '' && platform !== 'win32');
}
