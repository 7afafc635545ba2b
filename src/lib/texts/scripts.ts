import {textGroups} from './text-groups.ts';

/** What scripts are told. */
export const scriptTexts = textGroups({
  requests: () => ({
    noMessage: 'There is no message with this id in that conversation.',
    noMethod: (names: string) => `There is no method of that name. There are: ${names}.`,
    tooManySubscriptions: (count: number) => `There are ${count} subscriptions already.`,
    noRequest: 'That is not a JSON-RPC 2.0 request.',
  }),
  parameters: () => ({
    noObject: '"params" must be an object.',
    unknown: (name: string, known: string) => `There is no parameter "${name}" here. There are: ${known}.`,
    missing: (name: string) => `"${name}" is missing.`,
    text: (name: string) => `"${name}" must be a text.`,
    number: (name: string, most: number) => `"${name}" must be a whole number from 0 to ${most}.`,
    oneOf: (name: string, choices: string) => `"${name}" must be one of ${choices}.`,
    list: (name: string) => `"${name}" must be a list of texts.`,
  }),
});
