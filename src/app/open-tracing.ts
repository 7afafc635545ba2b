import {join} from 'node:path';
import {shortId} from '../identity/short-id.ts';
import {traceTag} from '../identity/trace-tag.ts';
import {VERSION} from '../lib/program.ts';
import {systemClock} from '../lib/time/clock.ts';
import {createTracing, noTracing, parseTraceRules, type Tracing} from '../lib/trace.ts';
import {openTraceFile} from '../storage/files/trace-file.ts';

/** Where a core writes what it does. */
export type OpenTracing = {
  readonly tracing: Tracing;
  readonly close: () => void;
};

/**
 * Opens `trace.log` of a profile for rules such as `net,sync:trace`; undefined writes nothing. Throws `FLAG_INVALID`, and
 * what the file throws.
 */
export function openTracing(folder: string, rules: string | undefined): OpenTracing {
  if (rules === undefined) {
    return {tracing: noTracing, close() {}};
  }
  const parsed = parseTraceRules(rules);
  const file = openTraceFile(join(folder, 'trace.log'));
  const began = new Date(systemClock.now()).toISOString();
  file.write(
    `${began} natter ${VERSION} node=${process.version} system=${process.platform}-${process.arch} log=${rules}`,
  );
  return {
    tracing: createTracing({
      ...{rules: parsed, write: file.write, now: systemClock.now},
      ...{tagOf: traceTag, idOf: shortId},
    }),
    close: file.close,
  };
}
