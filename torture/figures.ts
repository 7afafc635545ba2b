import {kills} from './t01-kills.ts';
import {roomKills} from './t01b-room-kills.ts';
import {fsync} from './t02-fsync.ts';
import {throughput} from './t03-throughput.ts';
import {loss} from './t05-loss.ts';
import {roomLoss} from './t05b-room-loss.ts';
import {silence} from './t06-silence.ts';
import {cuts} from './t07-cuts.ts';
import {roomCuts} from './t07b-room-cuts.ts';
import {simultaneousDials} from './t08-simultaneous-dials.ts';
import {networkChanges} from './t09-network-changes.ts';
import {strangers} from './t10-strangers.ts';
import {flood} from './t11-flood.ts';
import {stoppedReader} from './t12-stopped-reader.ts';
import {hostileTexts} from './t13-hostile-strings.ts';
import {fuzzedFrames} from './t14-fuzzed-frames.ts';
import {grammar} from './t14b-grammar.ts';
import {roomFrames} from './t14c-room-frames.ts';
import {randomStories} from './t15-random-stories.ts';
import {hostileNames} from './t16-hostile-names.ts';
import {failingDisk} from './t17-failing-disk.ts';
import {brokenProfiles} from './t18-broken-profiles.ts';
import {wrongKeys} from './t19-wrong-keys.ts';
import {clocks} from './t20-clocks.ts';
import {soak} from './t21-soak.ts';
import {roomSoak} from './t21b-room-soak.ts';
import {idleContacts} from './t22-idle-contacts.ts';
import {screens} from './t23-screens.ts';
import {natKinds} from './t24-nat-kinds.ts';
import {roaming} from './t25-roaming.ts';
import {whatIsSeen} from './t26-what-is-seen.ts';
import {crowd} from './t27-crowd.ts';
import {ringFlood} from './t28-ring-flood.ts';
import {oldProfile} from './t29-old-profile.ts';
import {roomActs} from './t30-room-acts.ts';
import {roomSpreading} from './t31-room-spreading.ts';
import {roomStories} from './t32-room-stories.ts';
import {roomOfCores} from './t33-room-of-cores.ts';
import {backup} from './t40-backup.ts';
import {quietHours} from './t45-quiet-hours.ts';
import {wholeSizes} from './t46-whole-sizes.ts';
import type {Figure} from './types.ts';

/** In the order of the table. */
export const figures: readonly Figure[] = [
  kills,
  roomKills,
  fsync,
  throughput,
  loss,
  roomLoss,
  silence,
  cuts,
  roomCuts,
  simultaneousDials,
  networkChanges,
  strangers,
  flood,
  stoppedReader,
  hostileTexts,
  fuzzedFrames,
  grammar,
  roomFrames,
  randomStories,
  hostileNames,
  failingDisk,
  brokenProfiles,
  wrongKeys,
  clocks,
  soak,
  roomSoak,
  idleContacts,
  screens,
  natKinds,
  roaming,
  whatIsSeen,
  crowd,
  ringFlood,
  oldProfile,
  roomActs,
  backup,
  roomSpreading,
  roomStories,
  roomOfCores,
  quietHours,
  wholeSizes,
];
