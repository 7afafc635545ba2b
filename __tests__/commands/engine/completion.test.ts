import {describe, expect, test} from '@jest/globals';
import {complete} from '../../../src/commands/engine/completion.ts';
import {commands} from '../../../src/commands/registry.ts';
import {safeLine} from '../../../src/lib/text/safe-text.ts';
import {alice, bob, carol, dave, erin, peer} from '../fake-core.ts';

const alina = peer('alina', 'k3f922222222');
const peers = [bob, dave, alina, carol, erin, alice];

/** Completes at the mark `|` and gives back the whole lines that would stand there. */
function lines(marked: string): string[] {
  const cursor = marked.indexOf('|');
  const line = marked.replace('|', '');
  const {from, to, candidates} = complete(line, cursor, {commands, peers});
  return candidates.map(candidate => line.slice(0, from) + candidate + line.slice(to));
}

describe('commands', () => {
  test.each([
    ['/con|', ['/connect ']],
    ['/CON|', ['/connect ']],
    ['/w|', ['/whoami ', '/whois ', '/why ', '/wipe ']],
    ['/q|', ['/query ', '/quit ']],
    ['/exi|', ['/exit ']],
    ['/m|', ['/msg ', '/me ', '/members ', '/mute ']],
    ['/zz|', []],
    ['/li| x', ['/list x']],
    ['//con|', []],
  ])('%s becomes one of %j', (marked, expected) => {
    expect(lines(marked)).toEqual(expected);
  });

  test('a bare slash offers all', () => {
    expect(lines('/|')).toHaveLength(commands.length);
  });

  test.each([
    ['/help con|', ['/help connect']],
    ['/help /con|', ['/help connect']],
    ['/help dis|', ['/help disconnect']],
    ['/help connect x|', []],
    ['/export |', ['/export md ', '/export jsonl ']],
    ['/export j|', ['/export jsonl ']],
  ])('%s becomes one of %j', (marked, expected) => {
    expect(lines(marked)).toEqual(expected);
  });
});

describe('rooms and their members', () => {
  const rooms = ['#garden', '#attic', '#attic~3f2a'];
  const otherBob = peer('bob·9999', '999922222222', {ownName: safeLine('bob'), relation: 'member'});
  const sis = peer('sis', 'ssss22222222', {ownName: safeLine('Susan Lee'), localName: safeLine('sis')});
  const inside = {commands, rooms, peers: [...peers, otherBob, sis], members: [bob, otherBob, sis]};
  const completed = (line: string) => {
    const {from, candidates} = complete(line, line.length, inside);
    return candidates.map(candidate => line.slice(0, from) + candidate);
  };

  test.each([
    ['/join #|', ['/join #garden', '/join #attic', '/join #attic~3f2a']],
    ['/leave #G|', ['/leave #garden']],
    ['/members at|', []],
    ['/query #at|', ['/query #attic', '/query #attic~3f2a']],
    ['/msg #g|', ['/msg #garden ']],
    ['/kick #|', []],
    ['/invite al|', ['/invite alice', '/invite alina']],
    ['/mute #garden |', []],
  ])('%s becomes one of %j', (marked, expected) => {
    expect(completed(marked.replace('|', ''))).toEqual(expected);
  });

  test('an @ means a member by the name that all know, told apart where several have it', () => {
    expect(completed('hi @b')).toEqual(['hi @bob·bbbb', 'hi @bob·9999']);
    expect(completed('hi @si')).toEqual(['hi @Susan Lee']);
    expect(completed('@al')).toEqual([]);
    expect(completed('/me hugs @su')).toEqual(['/me hugs @Susan Lee']);
  });

  test('only members are kicked', () => {
    expect(completed('/kick ')).toEqual(['/kick bob', '/kick bob·9999', '/kick sis']);
    expect(completed('/role al')).toEqual([]);
    expect(completed('/ban al')).toEqual(['/ban alice', '/ban alina']);
  });
});

describe('names', () => {
  test.each([
    ['/msg a|', ['/msg alice ', '/msg alina ']],
    ['/msg A|', ['/msg alice ', '/msg alina ']],
    ['/msg @al|', ['/msg @alice ', '/msg @alina ']],
    ['/msg |', ['/msg alice ', '/msg erin ', '/msg alina ', '/msg bob ', '/msg "Carol Smith" ']],
    ['/msg "Carol S|', ['/msg "Carol Smith" ']],
    ['/msg k3|', ['/msg k3f922222222 ']],
    ['/msg ali| hello', ['/msg alice hello', '/msg alina hello']],
    ['/msg zz|', []],
    ['/m b|', ['/m bob ']],
    ['/query Ca|', ['/query "Carol Smith"']],
    ['/query Carol S|', ['/query "Carol Smith"']],
    ['/accept |', ['/accept "Carol Smith"']],
    ['/accept al|', []],
    ['/decline C|', ['/decline "Carol Smith"']],
    ['/disconnect |', ['/disconnect alice']],
    ['/whois d|', []],
  ])('%s becomes one of %j', (marked, expected) => {
    expect(lines(marked)).toEqual(expected);
  });

  test.each([
    ['ask al|', ['ask alice', 'ask alina']],
    ['ask @al|', ['ask @alice', 'ask @alina']],
    ['ask |', []],
    ['|', []],
    ['ali|ce', ['alicece', 'alinace']],
    ['//x al|', ['//x alice', '//x alina']],
    ['/msg bob ask al|', ['/msg bob ask alice', '/msg bob ask alina']],
    ['/me hugs Car|', ['/me hugs Carol Smith']],
    ['/say |', []],
  ])('in text, %s becomes one of %j', (marked, expected) => {
    expect(lines(marked)).toEqual(expected);
  });

  test.each(['/nick al|', '/connect al|', '/list al|', '/unknown al|'])('%s completes nothing', marked => {
    expect(lines(marked)).toEqual([]);
  });
});

test('who is completed is who the command means, among all', () => {
  const ann = peer('Ann', 'n2222222222a');
  const anna = peer('Anna', 'm2222222222a', {presence: 'online'});
  const asking = peer('Ann Other', 'q2222222222a', {relation: 'request'});
  const candidates = (line: string) =>
    complete(line, line.length, {commands, peers: [ann, anna, asking]}).candidates;
  expect(candidates('/msg Ann')).toEqual(['Anna ', 'Ann·n222 ', '"Ann Other" ']);
  expect(candidates('/msg @ann')).toEqual(['@Anna ', '@Ann·n222 ', '"@Ann Other" ']);
  expect(candidates('/query ann')).toEqual(['Anna', 'Ann·n222', '"Ann Other"']);
  expect(candidates('ask Ann')).toEqual(['Anna', 'Ann', 'Ann Other']); // text is for people
});
