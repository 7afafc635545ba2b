/** One of the two who talk: the user of the demo, or the friend. */
export type Voice = 'me' | 'friend';

/** One thing that happened in a conversation of the demo. */
export type Step =
  /** What follows happened so many days before the demo. */
  | {readonly type: 'day'; readonly daysAgo: number}
  | {
      readonly type: 'say';
      readonly by: Voice;
      /** Local time, such as `09:05`. */
      readonly at: string;
      readonly text: string;
      readonly kind: 'text' | 'action';
      /** Lets later steps point at it. */
      readonly id?: string;
      /** The id of what it answers to. */
      readonly answers?: string;
    }
  | {readonly type: 'edit'; readonly by: Voice; readonly of: string; readonly text: string}
  | {readonly type: 'react'; readonly by: Voice; readonly to: string; readonly emoji: string}
  /** One side has read all that was said so far. */
  | {readonly type: 'read'; readonly by: Voice}
  /** The friend goes offline: what the user says from here on waits. */
  | {readonly type: 'leave'};

/** A friend and what was said with them. */
export type Story = {
  readonly name: string;
  /** An address of a network that is reserved for examples. */
  readonly host: string;
  readonly isVerified?: true;
  readonly steps: readonly Step[];
};

type Pointers = {readonly id?: string; readonly answers?: string};

const me = said('me', 'text');
const friend = said('friend', 'text');
const friendDoes = said('friend', 'action');

function said(by: Voice, kind: 'text' | 'action') {
  return (at: string, text: string, pointers: Pointers = {}): Step => ({
    type: 'say',
    by,
    at,
    text,
    kind,
    ...pointers,
  });
}

const YESTERDAY: Step = {type: 'day', daysAgo: 1};
const TODAY: Step = {type: 'day', daysAgo: 0};
const BOTH_READ: readonly Step[] = [
  {type: 'read', by: 'me'},
  {type: 'read', by: 'friend'},
];

/** The friends of the demo, the one talked to last at the end. */
export const STORIES: readonly Story[] = [
  {
    name: 'grandpa Joe',
    host: '203.0.113.19',
    steps: [
      {type: 'day', daysAgo: 4},
      friend('10:12', 'is this thing on'),
      me('10:15', 'It is! And nobody reads along but you and me.'),
      friend(
        '10:31',
        'Good. Then I can tell you that the secret of the plum cake is a pinch of cardamom, that the oven at home runs twenty degrees hotter than it says, and that your grandmother never found out about either of them in forty-one years of marriage.',
      ),
      ...BOTH_READ,
      me('10:33', 'My lips are sealed 🤐'),
      {type: 'leave'},
    ],
  },
  {
    name: 'tomás',
    host: '198.51.100.23',
    steps: [
      YESTERDAY,
      friend('22:40', 'landing in Porto tomorrow, no net until the evening ✈️'),
      me('22:41', 'Have a good flight! Send photos.'),
      ...BOTH_READ,
      {type: 'leave'},
      TODAY,
      me('13:20', 'Did you arrive?'),
      me('13:21', 'This one waits here until you are back, so no hurry.'),
    ],
  },
  {
    name: 'さくら',
    host: '192.0.2.61',
    steps: [
      YESTERDAY,
      me('19:02', '明日の勉強会は何時からですか？'),
      friend('19:05', '19時からです。駅前のカフェで会いましょう ☕'),
      me('19:05', '了解です！'),
      ...BOTH_READ,
      TODAY,
      friend('12:48', '資料を印刷しておきました 📚'),
    ],
  },
  {
    name: 'jonas',
    host: '192.0.2.44',
    steps: [
      YESTERDAY,
      me('17:30', 'Dinner on Saturday?'),
      friend('17:44', 'yes!! I cook'),
      ...BOTH_READ,
      TODAY,
      friend('14:02', 'ok so the shop has no chanterelles'),
      friend('14:03', 'it will be lentils'),
      friend('14:03', 'GOOD lentils 🍲'),
    ],
  },
  {
    name: 'mira',
    host: '192.0.2.17',
    isVerified: true,
    steps: [
      {type: 'day', daysAgo: 2},
      friend(
        '19:58',
        'I began the list of what I forgot last year:\n1. matches\n2. the map\n3. you, for an hour, at the petrol station 😅',
      ),
      me('20:01', 'I liked that hour'),
      me('20:10', 'Found the old tent in the cellar. It still smells of 2019 ⛺'),
      friend('20:12', 'ha! let us take mine, it weighs nothing'),
      friend('20:12', 'and it has all its pegs'),
      me('20:15', 'All eleven of them?'),
      friend('20:16', '… ten'),
      ...BOTH_READ,
      YESTERDAY,
      me(
        '12:41',
        'They say 14 degrees at the hut, wind from the west, and a clear night on Saturday. Bring the warm sleeping bag, not the one with the hole that you keep promising to mend.',
      ),
      friend('12:44', 'I did mend it!! It took only four evenings'),
      friend('18:22', 'Saturday looks dry ☀️ Are we still walking up to the lake?'),
      me('18:25', 'Yes! The early train, 7:12. I bring coffee.', {id: 'train'}),
      {type: 'react', by: 'friend', to: 'train', emoji: '👍'},
      friendDoes('18:26', 'packs the good boots'),
      friend('18:31', 'The map is at https://maps.example.org/lake-trail?via=ridge'),
      ...BOTH_READ,
      TODAY,
      friend('14:18', 'One more thing, the script for the photos:', {id: 'script'}),
      friend('14:18', '```sh\nfor f in *.jpeg; do\n  mv -n "$f" "lake-$f"\ndone\n```'),
      me('14:21', 'Will it overwrite anything?', {answers: 'script'}),
      friend('14:22', 'No, -n keeps what is there 🎉'),
      ...BOTH_READ,
      me('14:26', 'Perfect, thank you! Platform 2 then', {id: 'platform'}),
      {type: 'edit', by: 'me', of: 'platform', text: 'Perfect, thank you! Platform 3 then'},
    ],
  },
];

/** Somebody who asks to talk. */
export const STRANGER = {name: 'priya', host: '198.51.100.8'} as const;

/** Somebody who can be dialled and takes everybody. */
export const OPEN_DOOR = {name: 'zoe', host: '203.0.113.77'} as const;

/** The user of the demo. */
export const USER = {name: 'robin', host: '192.0.2.10'} as const;
