import {type Check, failure, passed, saidBy, warning} from '../../lib/check.ts';
import {type SafeText, safeLine} from '../../lib/text/safe-text.ts';
import {doctorTexts} from '../../lib/texts/doctor.ts';
import {connectLocal} from '../../net/local/local-socket.ts';
import {socketPlace} from '../../net/local/socket-folder.ts';
import {readAttachPoint} from '../../storage/profile/attach-point.ts';
import type {Greeting} from '../daemon/protocol.ts';

/** How long a natter that is well takes at most to greet, milliseconds. */
const PATIENCE = 3000;

/** Looks whether the natter of a profile answers at its local socket; nothing to say where none runs. */
export async function checkSocket({
  folder,
  version,
  hide,
  isRunning,
}: {
  readonly folder: string;
  readonly version: string;
  readonly hide: (message: string) => SafeText;
  /** Somebody holds the profile, and should answer. */
  readonly isRunning: boolean;
}): Promise<readonly Check[]> {
  try {
    const path = readAttachPoint(folder)?.socket ?? null;
    const greeting = path === null ? null : await greetingAt(path);
    if (greeting === null && !isRunning) {
      return [];
    }
    return [judge(greeting ?? 'silent', version, path === null ? null : safeLine(path))];
  } catch (error) {
    const said = saidBy(error);
    return [{name: 'socket', state: 'fail', reason: hide(said), advice: null, detail: said}];
  }
}

function judge(greeting: Greeting | 'silent', version: string, detail: SafeText | null): Check {
  if (greeting === 'silent') {
    return failure('socket', doctorTexts.socket.mute, doctorTexts.socket.endProcess, detail);
  }
  const {natter, state} = greeting;
  if (natter !== version) {
    return warning(
      'socket',
      doctorTexts.socket.otherVersion(safeLine(String(natter).slice(0, 20)), safeLine(version)),
      doctorTexts.socket.restart,
      detail,
    );
  }
  return state === 'locked'
    ? warning('socket', doctorTexts.socket.locked, doctorTexts.socket.unlock, detail)
    : passed('socket', doctorTexts.socket.fine, detail);
}

/** What is said first to whoever connects; null where nobody serves. */
async function greetingAt(path: string): Promise<Greeting | 'silent' | null> {
  const {promise, resolve} = Promise.withResolvers<Greeting | 'silent'>();
  const timer = setTimeout(() => resolve('silent'), PATIENCE);
  const link = await connectLocal(path, socketPlace(process.env), () => ({
    onValue: value => resolve(value as Greeting),
    onClose: () => resolve('silent'),
  }));
  try {
    return link === null ? null : await promise;
  } finally {
    clearTimeout(timer);
    link?.destroy();
  }
}
