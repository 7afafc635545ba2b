import {OWN_SEQUENCES} from './own-styles.ts';

/** Every control sequence, or lone control character, that a stream of terminal output has. */
export function controlSequences(output: string): string[] {
  return output.match(CONTROL) ?? [];
}

const CONTROL = new RegExp(
  [
    '\\x1b\\[[0-?]*[ -/]*[@-~]', // CSI
    '\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)', // OSC
    '\\x1b[PX^_][^\\x1b]*(?:\\x1b\\\\)?', // DCS, SOS, PM, APC
    '\\x1b[ -/]*[0-~]', // other escapes
    '[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ufeff]',
    '[\\u{e0000}-\\u{e007f}]',
  ].join('|'),
  'gu',
);

/** What natter itself writes, in the shape of regular expressions. */
const OWN = [
  /^\x1b\[(?:0|1|2|22|7|27|3[1-69]|90|4|24|9[0-7])m$/, // the styles of the themes
  /^\x1b\[\d*[ABCDEFGJK]$/, // moves and erasures of the renderer
  /^\x1b\[\d*(?:;\d*)?H$/,
  /^\x1b\[\?(?:25|7|1049|2004|2026|1000|1002|1004|1006)[hl]$/,
  /^\x1b\[2[23];0t$/, // the title is saved and restored
  /^\x1b\]0;(?:\(\d+\) )?natter\x07$/,
  /^\x1b\[[<>=]\d*u$|^\x1b\[\?u$/, // the keyboard protocol is asked about
  /^\x1b\[\?(?:1|1003|1005|1015)l$|^\x1b>$|^\x1b\[>4(?:;0)?m$/, // what others left on is switched off
  /^\x1b\]11;\?\x07$/, // is the background dark or light?
  /^\x1b\]8;;(?:https?:\/\/[!-~]+)?\x07$/, // the address that stands in a text leads there
  /^\x1b\[5n$/, // has the terminal taken what was drawn?
];

/** The control sequences that natter never writes by itself. */
export function foreignSequences(output: string): string[] {
  return controlSequences(output).filter(
    sequence => !OWN_SEQUENCES.has(sequence) && !OWN.some(own => own.test(sequence)),
  );
}
