import {type Profiler, Session} from 'node:inspector';

/** Tells which parts of some modules were run. */
export type Coverage = {
  /** What each function did since the last time: the parts of it that were not run, in text form. */
  readonly take: () => readonly string[];
  readonly stop: () => void;
};

/** Starts to count, in this process, the blocks of modules whose address fits. */
export function startCoverage(isWatched: (url: string) => boolean): Coverage {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', {callCount: true, detailed: true});

  return {
    take() {
      let scripts: readonly Profiler.ScriptCoverage[] = [];
      session.post('Profiler.takePreciseCoverage', (_error, {result}) => {
        scripts = result; // in this process the answer comes at once
      });
      return scripts.filter(({url}) => isWatched(url)).flatMap(signaturesOf);
    },
    stop() {
      session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}

function signaturesOf({url, functions}: Profiler.ScriptCoverage): string[] {
  return functions
    .filter(({ranges}) => (ranges[0]?.count ?? 0) > 0)
    .map(({ranges}) => {
      const idle = ranges
        .filter(({count}) => count === 0)
        .map(range => `${range.startOffset}-${range.endOffset}`);
      return `${url}:${ranges[0]?.startOffset} without ${idle.join()}`;
    });
}
