/** natter's link layer as it is on a Node without ML-KEM, which natter finds out when it is loaded. */
import crypto from 'node:crypto';
import {syncBuiltinESMExports} from 'node:module';

Object.assign(crypto, {encapsulate: undefined});
syncBuiltinESMExports();
await import('./link.ts');
