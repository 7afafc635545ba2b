import {safe, safeLine} from '../text/safe-text.ts';
import {textGroups} from './text-groups.ts';

/** What the doctor says of native parts. */
export const doctorTexts = textGroups({
  parts: () => ({
    noPart: (name: string) => safe`${safeLine(name)} does not load.`,
    installAgain: safe`Install natter again, without leaving packages out, on a system that it is made for.`,
    withoutTable: safe`natter works without it, but contacts find you only on this network or by an address.`,
  }),
});
