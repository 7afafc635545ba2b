import type {Figure} from '../types.ts';
import {background} from './background.ts';
import {catchingUp} from './catch-up.ts';
import {durable} from './durable.ts';
import {fanOut} from './fan-out.ts';
import {handshakes} from './handshakes.ts';
import {history} from './history.ts';
import {idleLinks} from './idle-links.ts';
import {latency} from './latency.ts';
import {linkMessages} from './link-messages.ts';
import {loss} from './loss.ts';
import {memory} from './memory.ts';
import {room} from './room.ts';
import {start} from './start.ts';

/** All figures, in the order of the table. */
export const figures: readonly Figure[] = [
  linkMessages,
  durable,
  latency,
  room,
  handshakes,
  idleLinks,
  fanOut,
  catchingUp,
  start,
  history,
  memory,
  background,
  loss,
];
