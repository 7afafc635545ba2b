import {NatterError} from './errors.ts';

/** The newest version of glibc that a native part asks for: `objdump -T` of both tells it. */
export const NEEDED_GLIBC = '2.34';
/** The platforms for which both packages bring a part, each on both processors. */
export const PLATFORMS = ['linux', 'darwin', 'win32'];
export const PROCESSORS = ['x64', 'arm64'];

const WHERE_IT_RUNS = 'Debian 12, Ubuntu 22.04, Fedora 36, RHEL 9 and newer have it';
/** A longer reason is cut, in UTF-16 units. */
const MAX_REASON = 200;

/** What decides which native parts a system can load. */
export type System = {
  readonly platform: string;
  readonly processor: string;
  /** The version of glibc; null where Node runs with another C library, or none. */
  readonly glibc: string | null;
};

/**
 * Loads the native part of a package: from its usual place, else as the package itself looks for it. Throws
 * `UNSUPPORTED_SYSTEM`, which says what is missing here, if neither succeeds.
 */
export function loadNativePart<T>(part: {
  readonly name: string;
  readonly usual: () => T;
  readonly own: () => T;
  readonly system?: () => System;
}): T {
  let why: unknown;
  try {
    return part.usual();
  } catch (error) {
    why = error;
  }
  try {
    return part.own();
  } catch {
    throw unsupported(part.name, why, (part.system ?? thisSystem)());
  }
}

function unsupported(name: string, why: unknown, system: System): NatterError {
  return new NatterError('UNSUPPORTED_SYSTEM', explain(name, why, system), {cause: why});
}

/** Why natter does not run on a system, and what to use; null if it does as far as can be told. */
export function systemProblem({platform, processor, glibc}: System): string | null {
  if (!PLATFORMS.includes(platform) || !PROCESSORS.includes(processor)) {
    return (
      `natter does not run on ${platform} ${processor}: its native parts are made for ` +
      'Linux, macOS and Windows on x64 and arm64. Use one of these.'
    );
  }
  if (platform === 'linux' && glibc === null) {
    return (
      'natter does not run with the C library of this system (musl, as on Alpine): one of its native parts is made ' +
      `for glibc only. Use a system with glibc ${NEEDED_GLIBC}: ${WHERE_IT_RUNS}.`
    );
  }
  if (platform === 'linux' && glibc !== null && isOlder(glibc, NEEDED_GLIBC)) {
    return `natter needs the C library glibc ${NEEDED_GLIBC} or newer; this system has ${glibc}. ${WHERE_IT_RUNS}.`;
  }
  return null;
}

function explain(name: string, why: unknown, system: System): string {
  const problem = systemProblem(system);
  if (problem !== null) {
    return problem;
  }
  const message = why instanceof Error ? why.message : String(why);
  const library = /version [`'‘"]?([A-Z]+_[\d.]+)['’"]? not found/.exec(message)?.[1];
  if (library !== undefined) {
    return (
      `natter needs newer system libraries: ${library} is missing here. Update the system ` +
      `(glibc ${NEEDED_GLIBC} and its libstdc++: ${WHERE_IT_RUNS}).`
    );
  }
  const code = (why as {code?: unknown} | null)?.code;
  if (code === 'MODULE_NOT_FOUND' || code === 'ENOENT') {
    return `A part of natter is missing: the native part of ${name}. Install natter again, without leaving packages out.`;
  }
  const [reason = ''] = message.split('\n');
  return (
    `A part of natter cannot be loaded, the native part of ${name}: ${reason.slice(0, MAX_REASON)}. ` +
    'Install natter again; if that does not help, the system does not allow it or lacks a library.'
  );
}

function isOlder(version: string, than: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [thanMajor = 0, thanMinor = 0] = than.split('.').map(Number);
  return major < thanMajor || (major === thanMajor && minor < thanMinor);
}

/** Asks Node for a report, which takes long: not at a start where all is well. */
export function thisSystem(): System {
  Object.assign(process.report, {excludeNetwork: true}); // else it looks up names of whom this process talks to
  const {header} = process.report.getReport() as {header?: {glibcVersionRuntime?: string}};
  return {
    platform: process.platform,
    processor: process.arch,
    glibc: header?.glibcVersionRuntime ?? null,
  };
}
