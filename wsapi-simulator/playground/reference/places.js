// The chats, groups, communities and newsletters that examples name.

/** A choice of nothing, with the reason. */
export const lacks = (note) => ({ note });

const code = (link) => link.split('/').at(-1);
const has = (members, id) => members.some((member) => member.id === id);

/** The group of the account that suits an example best: one that the account manages. */
export async function groupOf(facts) {
  const groups = (await facts.groups()).filter(({ isAnnouncementGroup }) => !isAnnouncementGroup);
  const managed = groups.find(({ members }) => members.some(({ id, isAdmin }) => id === facts.account && isAdmin));
  return managed ?? groups.find(({ members }) => has(members, facts.account)) ?? null;
}

async function communityOf(facts) {
  const communities = await facts.communities();
  return communities.find(({ members }) => has(members, facts.account)) ?? communities[0];
}

/** A community of the account. */
export async function community(facts) {
  const found = await communityOf(facts);
  return found ? { values: { id: found.id } } : lacks('There is no community yet.');
}

/** A newsletter. */
export async function newsletter(facts) {
  const [found] = await facts.newsletters();
  return found ? { values: { id: found.id, code: code(found.inviteLink) } } : lacks('There is no newsletter yet.');
}

/** A chat that the account has with somebody; for some operations, a group will do. */
export const conversation = (isWanted) => async (facts) => {
  const found = (await facts.chats()).find(isWanted);
  return { values: found ? { chatId: found } : {} };
};

/** The id of a chat with one person. */
export const isPrivate = (id) => id.endsWith('@s.whatsapp.net');

/** The invite link of a group, preferably of one that the account can join. */
export async function link(facts) {
  const groups = await facts.groups();
  const found = groups.find(({ members }) => !has(members, facts.account)) ?? groups[0];
  return found ? { values: { code: code(found.inviteLink) } } : lacks('There is no group yet.');
}

/** A community, and a group to link to it. */
export async function linkable(facts) {
  const groups = (await facts.groups()).filter((each) => !each.isAnnouncementGroup && has(each.members, facts.account));
  const free = groups.find((each) => !each.community);
  const { values, note } = await community(facts);
  if (free) return { values: { ...values, groupId: free.id }, note };
  return { values, ...lacks(groups.length ? 'Every group of the account belongs to a community already.' : 'The account is in no group yet.') };
}

/** A community, and a group to unlink from it. */
export async function linked(facts) {
  const found = (await facts.communities()).find(({ groups }) => groups.length);
  if (found) return { values: { id: found.id, groupId: found.groups[0] } };
  return { ...await community(facts), ...lacks('No community has a group yet. Link one first.') };
}
