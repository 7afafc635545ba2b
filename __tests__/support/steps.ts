import {Session} from 'node:inspector';

type Coverage = {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {readonly ranges: readonly {readonly count: number}[]}[];
  }[];
};

/** Whether a script is the product's own. */
const OURS = /\/(src|components)\/[^?]*\.tsx?$/;

/** Built-in methods whose cost grows with the text or list they are called on. */
const STRING_METHODS = [
  ...['slice', 'split', 'replace', 'replaceAll', 'match', 'matchAll', 'indexOf', 'includes'],
  ...['trim', 'trimEnd', 'normalize', 'toLowerCase', 'codePointAt', 'at', 'startsWith'],
] as const;
const ARRAY_METHODS = [
  ...['slice', 'map', 'filter', 'flatMap', 'findIndex', 'some', 'every', 'join', 'find'],
] as const;

/** Counts what work costs, the same on every machine. */
export type StepCounter = {
  /**
   * How often each block of our own code runs, and for each call of a built-in the length of what it was called on
   * (for a slice, of what it gave).
   * Counts what ran since it was asked last, or since `forget`: nothing else of ours may have run in between.
   */
  readonly count: (work: () => unknown) => number;
  /** Leaves out what has run until now. */
  readonly forget: () => void;
  readonly close: () => void;
};

/** Starts counting; code runs slowly until the counter is closed. */
export function createStepCounter(): StepCounter {
  let builtIn = 0;
  const add = (length: number) => {
    builtIn += length;
  };
  const session = new Session();
  session.connect();
  ask(session, 'Profiler.enable');
  ask(session, 'Profiler.startPreciseCoverage', {callCount: true, detailed: true});

  /** Blocks that ran since this was asked last. */
  function blocks(): number {
    const {result} = ask(session, 'Profiler.takePreciseCoverage') as Coverage;
    return result
      .filter(({url}) => OURS.test(url) && !url.includes('__tests__'))
      .flatMap(({functions}) => functions.flatMap(({ranges}) => ranges))
      .reduce((sum, {count}) => sum + count, 0);
  }

  return {
    forget() {
      blocks();
    },
    count(work) {
      builtIn = 0;
      const undo = [
        ...patch(String.prototype, STRING_METHODS, add),
        ...patch(Array.prototype, ARRAY_METHODS, add),
      ];
      try {
        work();
      } finally {
        for (const one of undo) {
          one();
        }
      }
      return builtIn + blocks();
    },
    close: () => session.disconnect(),
  };
}

function costOf(name: string, length: number, call: readonly unknown[], result: unknown): number {
  switch (name) {
    case 'at':
    case 'codePointAt':
    case 'startsWith':
      return 1;
    case 'slice':
      return (result as {length: number}).length;
    case 'indexOf': {
      const end = result === -1 ? length : Number(result) + String(call[0]).length;
      return end - Number(call[1] ?? 0);
    }
    default:
      return length;
  }
}

type Method = (this: {length: number}, ...call: unknown[]) => unknown;

function patch(prototype: object, names: readonly string[], add: (length: number) => void): (() => void)[] {
  return names.map(name => {
    const original = Reflect.get(prototype, name) as Method;
    const counting: Method = function (...call) {
      const result = original.apply(this, call);
      add(costOf(name, this.length, call, result));
      return result;
    };
    Object.defineProperty(prototype, name, {value: counting, configurable: true, writable: true});
    return () =>
      Object.defineProperty(prototype, name, {value: original, configurable: true, writable: true});
  });
}

/** The profiler answers at once. */
function ask(session: Session, method: string, parameters: object = {}): unknown {
  let answer: unknown;
  session.post(method, parameters, (error, result) => {
    if (error !== null) {
      throw new Error(`The profiler did not take ${method}: ${error.message}`);
    }
    answer = result;
  });
  return answer;
}
