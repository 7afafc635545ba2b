// The main script of the single executable: it unpacks natter beside the user's other caches, once for each version, and
// runs it from there. Node's executables can hold one script of the old kind; natter is modules that are read when needed,
// a thread of its own and native parts, which the system loads from files only.
const {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  lstatSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const {homedir, tmpdir} = require('node:os');
const {dirname, join} = require('node:path');
const {getAsset, getRawAsset} = require('node:sea');
const {pathToFileURL} = require('node:url');
const {Script, constants} = require('node:vm');

/** Folders of versions that nobody has run for so long go, milliseconds. */
const UNUSED = 90 * 24 * 60 * 60_000;

const {name, files} = JSON.parse(getAsset('index', 'utf8'));
const entry = pathToFileURL(join(unpacked(), 'bin/natter.js')).href;
withoutWarning(() =>
  new Script(`import(${JSON.stringify(entry)})`, {
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  }).runInThisContext(),
);

/** The way to import a file from here is new in Node, which it tells at every start; no user can do anything about it. */
function withoutWarning(run) {
  const {emitWarning} = process;
  process.emitWarning = () => {};
  try {
    run();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The folder with natter's files. Where the user has no folder for caches, it lives as long as this process. */
function unpacked() {
  const caches = cacheFolder();
  if (caches !== null) {
    try {
      return unpackedIn(join(caches, 'natter'));
    } catch {
      // such as a disk that is read only
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'natter-'));
  unpack(folder);
  process.on('exit', () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

function unpackedIn(caches) {
  mkdirSync(caches, {recursive: true, mode: 0o700});
  requireOwn(caches);
  const folder = join(caches, name);
  if (isWhole(folder)) {
    return folder;
  }
  const fresh = mkdtempSync(join(caches, 'new-'));
  unpack(fresh);
  try {
    rmSync(folder, {recursive: true, force: true}); // cut short by a crash
    renameSync(fresh, folder);
  } catch {
    rmSync(fresh, {recursive: true, force: true}); // another start was faster
  }
  removeUnused(caches);
  return folder;
}

/** What others can change is not run. */
function requireOwn(folder) {
  const stats = lstatSync(folder);
  const isOurs =
    process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o022) === 0);
  if (!stats.isDirectory() || !isOurs) {
    throw new Error(`${folder} is not a folder of this user alone`);
  }
}

function isWhole(folder) {
  try {
    requireOwn(folder);
    return files.every(({path, size}) => statSync(join(folder, path)).size === size);
  } catch {
    return false;
  }
}

function unpack(folder) {
  const bytes = new Uint8Array(getRawAsset('files'));
  let offset = 0;
  for (const {path, size} of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), {recursive: true, mode: 0o700});
    writeFileSync(file, bytes.subarray(offset, offset + size), {mode: 0o600});
    offset += size;
  }
}

function removeUnused(caches) {
  for (const other of readdirSync(caches)) {
    const isVersion = /^(?:\d+\.\d+\.\d+-[0-9a-f]{16}|new-.*)$/.test(other) && other !== name;
    if (isVersion && Date.now() - statSync(join(caches, other)).mtimeMs > UNUSED) {
      rmSync(join(caches, other), {recursive: true, force: true});
    }
  }
}

function cacheFolder() {
  const {XDG_CACHE_HOME, LOCALAPPDATA} = process.env;
  try {
    const own = process.platform === 'win32' ? LOCALAPPDATA : XDG_CACHE_HOME;
    const usual = process.platform === 'darwin' ? 'Library/Caches' : '.cache';
    return own || join(homedir(), usual);
  } catch {
    return null;
  }
}
