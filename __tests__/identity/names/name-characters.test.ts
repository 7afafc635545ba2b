import {expect, test} from '@jest/globals';
import {foreignCharacter} from '../../../src/identity/names/name-characters.ts';

test('what names can have of ASCII is the same in plain names and in others', () => {
  const ascii = Array.from({length: 128}, (_, code) => String.fromCharCode(code));
  const foreign = ascii.filter(character => foreignCharacter(character) !== null);
  expect(foreign).toEqual(ascii.filter(character => foreignCharacter(`字${character}`) !== null));
  expect(ascii.filter(character => !foreign.includes(character)).join('')).toBe(
    " &'+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
  );
});
