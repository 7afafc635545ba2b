import {setTimeout as sleep} from 'node:timers/promises';
import {residentMemory} from '../../programs.ts';
import {median} from '../../statistics.ts';
import {seededPair} from '../pair.ts';
import type {Chat} from '../programs/chat.ts';
import {natterChat} from '../programs/natter.ts';
import {weechatChat} from '../programs/weechat.ts';
import type {Figure} from '../types.ts';

const SIZE = {columns: 200, rows: 50};
const FEW = 300;
/** Messages of one call, seconds. */
const SLICE = 10;
/** Samples in all. */
const SAMPLES = 60;
/** An hour is asked for; a shorter time says how it goes, not where it ends. Minutes. */
const ENOUGH = 60;
const LIMIT = 1.1;
const MIB = 1024 * 1024;

type Sample = {readonly minutes: number; readonly megabytes: number};

/** Memory while messages come in. */
export const memory: Figure = {
  id: 'memory',
  about: `resident memory of the whole process (screen and core) at 200×50, at ${SAMPLES} moments while 50 messages/s (or --rate) arrive in the open conversation, for 2 minutes or as long as --soak says; the first sixth warms up. The page cache of the database fills meanwhile. WeeChat has no limit to its lines here, as natter has none to its history. The bar is judged after an hour: the median of the last sixth against that of the second.`,
  async measure({workspace, natter, hasWeechat, soak, rate}) {
    workspace.note(`memory: ${soak} minutes at ${rate}/s`);
    const chats: Chat[] = [await natterChat(natter, await seededPair(workspace, FEW), SIZE)];
    if (hasWeechat) {
      chats.push(await weechatChat(workspace, FEW, SIZE));
    }
    const [own, weechat] = await Promise.all(chats.map(chat => watch(chat, soak, rate)));
    await Promise.all(chats.map(chat => chat.close()));
    const {growth, slope, first, last} = summary(own ?? []);
    const other = weechat === undefined ? null : summary(weechat);
    return {
      rows: [
        {
          what: `memory after ${soak} min of ${rate} messages/s`,
          unit: 'megabytes',
          natter: last,
          weechat: other?.last ?? null,
          bar: `≤ ${LIMIT} × after the warm-up, in an hour`,
          pass: soak >= ENOUGH ? growth <= LIMIT : null,
        },
      ],
      notes: [
        `memory of natter: ${first.toFixed(0)} MB after the warm-up, ${last.toFixed(0)} MB at the end (${growth.toFixed(3)} ×), slope ${slope.toFixed(2)} MB/min in the second half`,
        ...(other === null
          ? []
          : [
              `memory of WeeChat: ${other.first.toFixed(0)} to ${other.last.toFixed(0)} MB, slope ${other.slope.toFixed(2)} MB/min`,
            ]),
      ],
    };
  },
};

async function watch(chat: Chat, minutes: number, rate: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 60_000;
  const arriving = keepComing(chat, rate, () => passed() < minutes);
  while (passed() < minutes) {
    await sleep((minutes * 60_000) / SAMPLES);
    samples.push({minutes: passed(), megabytes: (await residentMemory(chat.terminal.pid)) / MIB});
    await chat.terminal.review(); // what was read is not kept
  }
  await arriving;
  return samples;
}

async function keepComing(chat: Chat, rate: number, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await chat.arrive(rate * SLICE, rate);
  }
}

function summary(samples: readonly Sample[]) {
  const sixth = Math.floor(samples.length / 6);
  const middle = (part: readonly Sample[]) => median(part.map(({megabytes}) => megabytes));
  const first = middle(samples.slice(sixth, 2 * sixth));
  const last = middle(samples.slice(-sixth));
  return {first, last, growth: last / first, slope: slopeOf(samples.slice(samples.length / 2))};
}

/** Of a least-squares line, megabytes per minute. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(samples.map(({minutes}) => minutes));
  const y = mean(samples.map(({megabytes}) => megabytes));
  const covariance = samples.map(({minutes, megabytes}) => (minutes - x) * (megabytes - y));
  const variance = samples.map(({minutes}) => (minutes - x) ** 2);
  return mean(covariance) / mean(variance);
}
