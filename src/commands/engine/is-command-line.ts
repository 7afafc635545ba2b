import {isBareInviteLink} from '../../identity/reach/link-text.ts';

/** A name has no slash in it: `/usr/bin/env is …` begins with a path. Two slashes write one. */
const COMMAND = /^\/(?!\/)[^\s/]*(?:\s|$)/;

/** Whether a line is a command, and not text for the open conversation. An invite link by itself is one, too. */
export function isCommandLine(line: string): boolean {
  return COMMAND.test(line) || isBareInviteLink(line);
}
