/**
 * Mutation testing: changes the code of one area after the other in small ways and tells which changes no test
 * notices. Usage: npm run mutants -- [--only PATH] [--sample N] [--seed N] [--jobs N] [--quick]
 *
 * `--only` takes a file or folder. `--sample` takes N places of each area, chosen by `--seed`. `--quick` leaves out the
 * slow tests, which are otherwise run for what survived the quick ones.
 */
import {glob, readFile} from 'node:fs/promises';
import {relative} from 'node:path';
import {parseArgs} from 'node:util';
import {Stryker} from '@stryker-mutator/core';
import {Instrumenter} from '@stryker-mutator/instrumenter';
import jestConfig from '../jest.config.js';

/** What is mutated, and whose tests are to notice: fewer than `npm test` runs, so scores are lower bounds. */
const AREAS = [
  {
    code: 'src/wire',
    quick: ['wire/codec/record', 'wire/chat/codecs'],
    slow: ['wire/*/*', 'net/link/hostile-link'],
  },
  {
    code: 'src/core/sync',
    quick: ['core/sync/{machine,session,scheduler,writer,copy-watch}'],
    slow: ['core/sync/*'],
  },
  {
    code: 'src/core/peers',
    quick: [
      'core/peers/{relation,self,peer-store,presence}',
      'core/peers/{peer-policy,impersonation-alerts,devices,peer-address,capabilities}',
    ],
    slow: ['core/{peers,contacts}/*'],
  },
  {
    code: 'src/core/connections',
    quick: [
      'core/connections/{reconnect,auto-dialer,link-rotation,path-improver,debug}',
      'core/connections/{links,link-choice,link-ends,link-policy,swap-grace,session-opener,sync-events}',
      'core/connections/{network-monitor,version-notices}',
    ],
    slow: ['core/{connections,peers}/*'],
  },
  {
    code: 'src/storage/log',
    quick: ['storage/log/{logs,chain,expiry,own-history,lamport,progress,entry-projection}'],
    slow: ['storage/log/*'],
  },
];

/** Texts for people and SQL: an emptied one either breaks everything or is a matter of taste. */
const EXCLUDED = ['StringLiteral'];

const silent = () => {};
const write = line => process.stdout.write(`${line}\n`);
const instrumenter = new Instrumenter({
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
});

/** A generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
const seededRandom = seed => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** The files of an area that are to be mutated. */
const filesOf = async (code, only) => {
  const files = await Array.fromAsync(glob(`${code}/**/*.ts`));
  return files.filter(file => only === undefined || file === only || file.startsWith(`${only}/`)).sort();
};

/** Where the mutants of a file stand, as ranges that Stryker takes. */
const placesIn = async name => {
  const content = await readFile(name, 'utf8');
  const {mutants} = await instrumenter.instrument([{name, content, mutate: true}], {
    plugins: null,
    excludedMutations: EXCLUDED,
    ignorers: [],
  });
  const places = mutants
    .filter(({ignoreReason}) => ignoreReason === undefined)
    .map(
      ({location: {start, end}}) => `${name}:${start.line + 1}:${start.column}-${end.line + 1}:${end.column}`,
    );
  return [...new Set(places)];
};

const chooseSample = (places, size, random) => {
  const left = [...places];
  const draw = () => left.splice(Math.floor(random() * left.length), 1);
  return Array.from({length: Math.min(size, left.length)}, draw).flat();
};

const runTests = async (mutate, tests, jobs) => {
  const stryker = new Stryker({
    mutate,
    mutator: {excludedMutations: EXCLUDED},
    concurrency: jobs,
    coverageAnalysis: 'perTest',
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: {
      projectType: 'custom',
      enableFindRelatedTests: false,
      config: {...jestConfig, testMatch: tests.map(path => `<rootDir>/__tests__/${path}.test.ts`)},
    },
    timeoutFactor: 3,
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 15,
    reporters: ['progress-append-only'],
    logLevel: 'warn',
    tempDirName: '.mutants',
    ignorePatterns: ['bench', 'torture', 'dist'],
  });
  const results = await stryker.runMutationTest();
  return results.map(mutant => ({...mutant, fileName: relative('.', mutant.fileName)}));
};

const KILLED = new Set(['Killed', 'Timeout']);
const isKilled = ({status}) => KILLED.has(status);
const COUNTED = new Set([...KILLED, 'Survived', 'NoCoverage']);

const percent = (part, whole) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

const tellScores = results => {
  const files = Map.groupBy(results, ({fileName}) => fileName);
  for (const [file, mutants] of [...files, ['all', results]]) {
    const killed = mutants.filter(isKilled).length;
    write(`${percent(killed, mutants.length).padStart(7)} of ${String(mutants.length).padStart(4)}  ${file}`);
  }
};

/** The code at a place of a text, in one line. */
const codeAt = (content, {start, end}) => {
  const lines = content.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.map(line => line.trim()).join(' ');
};

const tellSurvivors = async results => {
  for (const mutant of results.filter(one => !isKilled(one))) {
    const {fileName, location, replacement, mutatorName, status} = mutant;
    const code = codeAt(await readFile(fileName, 'utf8'), location).slice(0, 100);
    const change = `${code} → ${replacement?.replaceAll(/\s+/g, ' ').slice(0, 100)}`;
    write(`${status} ${fileName}:${location.start.line}:${location.start.column} ${mutatorName}: ${change}`);
  }
};

const placeOf = ({fileName, location: {start, end}}) =>
  `${fileName}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
const nameOf = mutant => `${placeOf(mutant)} ${mutant.replacement}`;

/** The mutants of an area with what became of them: the slow tests see only those that the quick ones missed. */
const runArea = async (mutate, {quick, slow}, jobs) => {
  const results = await runTests(mutate, quick, jobs);
  const missed = results.filter(mutant => COUNTED.has(mutant.status) && !isKilled(mutant));
  if (slow === undefined || missed.length === 0) {
    return results;
  }
  const again = await runTests([...new Set(missed.map(placeOf))], slow, jobs);
  const killed = new Set(again.filter(isKilled).map(nameOf));
  return results.map(mutant => (killed.has(nameOf(mutant)) ? {...mutant, status: 'Killed'} : mutant));
};

const {values} = parseArgs({
  options: {
    only: {type: 'string'},
    sample: {type: 'string'},
    seed: {type: 'string', default: '1'},
    jobs: {type: 'string', default: '1'},
    quick: {type: 'boolean', default: false},
  },
});
const random = seededRandom(Number(values.seed));
const all = [];
for (const {code, quick, slow} of AREAS) {
  const files = await filesOf(code, values.only?.replace(/\/$/, ''));
  const places = (await Promise.all(files.map(placesIn))).flat();
  const size = values.sample === undefined ? places.length : Number(values.sample);
  const mutate = size < places.length ? chooseSample(places, size, random) : files;
  if (mutate.length > 0) {
    const tests = values.quick ? {quick} : {quick, slow};
    const results = await runArea(mutate, tests, Number(values.jobs));
    const counted = results.filter(({status}) => COUNTED.has(status));
    await tellSurvivors(counted);
    all.push(...counted);
  }
}
tellScores(all);
