// The people and the initial states of the tests, and the screens they use.

export const ADA = '491701234567';
export const BOB = '491707654321';
export const SHOP = '4915550000001';

const ACCOUNT = `
instances:
  - { id: default, phone: "+${SHOP}", name: The shop }`;
const PEOPLE = `
people:
  - { phone: "+${ADA}", name: Ada }
  - { phone: "+${BOB}", name: Bob }
`;

/** A paired account and two people. */
export const PAIRED = ACCOUNT + PEOPLE;

/** A paired account and one person. */
export const ALONE = `${ACCOUNT}
people:
  - { phone: "+${ADA}", name: Ada }
`;

/** An instance that is not paired, and two people. */
export const UNPAIRED = `
instances:
  - { id: default }${PEOPLE}`;

/** A paired account, two people, a group with messages, a community and a newsletter. */
export const WORLD = `${PAIRED}
groups:
  - name: Choir
    members: ["+${ADA}", "+${BOB}"]
    messages:
      - { from: me, text: "At eight?", minutesAgo: 9 }
      - { from: "+${ADA}", text: "Yes.", minutesAgo: 5 }
communities:
  - { name: The village, members: ["+${ADA}"], groups: [Football] }
newsletters:
  - { name: The gazette, followers: ["+${ADA}"], followedByAccount: true }
`;

export const SCREENS = ['light', 'dark'].flatMap((colorScheme) => [1280, 390].map((width) => ({ colorScheme, viewport: { width, height: 800 } })));
