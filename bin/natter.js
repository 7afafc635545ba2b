#!/usr/bin/env node
// Old syntax on purpose: an old Node must be able to read this far.

// Node's own answer to this signal is a debugger, from which every user of this machine could read the key.
process.on('SIGUSR1', () => {});

// The database is built for version 10 of what Node offers to native code; not all Nodes of a number have it.
var NEEDED = [22, 14];
var NEEDED_NAPI = 10;
var found = process.versions.node.split('.').map(Number);
var isOld = found[0] < NEEDED[0] || (found[0] === NEEDED[0] && found[1] < NEEDED[1]);

if (isOld || !(Number(process.versions.napi) >= NEEDED_NAPI)) {
  process.stderr.write(
    'natter needs Node ' +
      NEEDED.join('.') +
      ' or newer (of Node 23, 23.6); this is ' +
      process.versions.node +
      '. Get one from https://nodejs.org or with your package manager.\n',
  );
  process.exit(1);
}

// Compiled code is kept where nobody else can put any: a temporary folder belongs to all.
var caches = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA;
if (!caches && process.env.HOME) {
  caches = process.env.HOME + (process.platform === 'darwin' ? '/Library/Caches' : '/.cache');
}

import('node:module')
  .then(module => {
    if (caches) {
      module.enableCompileCache(caches + '/natter');
    }
    return import('../dist/natter.js');
  })
  .catch(error => {
    process.stderr.write('natter cannot start: ' + error.message + '\n');
    process.exit(1);
  });
