import {expect, test} from '@jest/globals';
import {invitationBody, invitationOfBody} from '../../../src/wire/room/invitation.ts';

const room = new Uint8Array(32).fill(0x1d);
const BODY = 'HR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0DdGVh';

test('an invitation travels as base64url', () => {
  expect(invitationBody({room, name: 'tea'})).toBe(BODY);
  expect(invitationOfBody(BODY)).toEqual({room, name: 'tea'});
});

test.each([
  ['nothing', ''],
  ['half a room', BODY.slice(0, 20)],
  ['other base64', `${BODY} `],
  ['base64url with an end that means nothing', `${BODY}=`],
  ['a name that is cut short', BODY.slice(0, -4)],
])('%s is no invitation', (_, body) => {
  expect(invitationOfBody(body)).toBeNull();
});
