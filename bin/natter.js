#!/usr/bin/env node
// Old syntax on purpose: an old Node must be able to read this far.
var NEEDED = [22, 13];
var found = process.versions.node.split('.').map(Number);

if (found[0] < NEEDED[0] || (found[0] === NEEDED[0] && found[1] < NEEDED[1])) {
  process.stderr.write(
    'natter needs Node ' + NEEDED.join('.') + ' or newer; this is ' + process.versions.node + '\n',
  );
  process.exit(1);
}

// Compiled code is kept where nobody else can put any: a temporary folder belongs to all.
var caches = process.env.XDG_CACHE_HOME || process.env.LOCALAPPDATA;
if (!caches && process.env.HOME) {
  caches = process.env.HOME + '/.cache';
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
