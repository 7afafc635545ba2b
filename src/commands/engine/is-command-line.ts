/** A name has no slash in it: `/usr/bin/env is …` begins with a path. Two slashes write one. */
const COMMAND = /^\/(?!\/)[^\s/]*(?:\s|$)/;

/** Whether a line is a command, and not text for the open conversation. */
export function isCommandLine(line: string): boolean {
  return COMMAND.test(line);
}
