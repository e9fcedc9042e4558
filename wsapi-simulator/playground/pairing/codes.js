// The codes that the page has asked for, by instance. A new code invalidates the earlier one of its instance, so all that
// concerns an instance is done in turn.

import { act } from '../conversations/phones.js';
import { left } from '../clock.js';
import { onNewEpoch } from '../epoch.js';
import { user } from '../format.js';
import { update } from '../page.js';
import { instance, refresh, world } from '../state.js';
import { path } from './qrCode.js';
import * as session from './session.js';

const known = new Map();
/** Asks again when the QR code of the chosen instance expires. */
let timer = null;
/** `true` while the view is open, which requests codes. */
let isFollowing = false;

onNewEpoch(() => known.clear());

/** The codes of an instance that the page knows: `qrCode` and `pairCode`, each `null` or a code, and the `problem` of each. */
export function codesOf(id) {
  if (!known.has(id)) known.set(id, { qrCode: null, pairCode: null, problem: {}, waiting: 0, last: Promise.resolve() });
  return known.get(id);
}

/** Does something after everything that was started before for the instance. */
function inTurn(codes, begin) {
  codes.waiting++;
  update();
  const end = () => { codes.waiting--; };
  const result = codes.last.then(begin).finally(end);
  codes.last = result.catch(() => {});
  return result;
}

/** The state of a code: `valid`, `expired`, or `void` because of another one; `null` if there is no code. */
export function stateOf(own, kind) {
  const codes = codesOf(own.id);
  const code = codes[kind];
  if (!code) return null;
  if (kind === 'qrCode' && codes.pairCode) return 'void';
  if (left(code.expiresAt) <= 0) return 'expired';
  const isCurrent = own.pairing?.[kind]?.expiresAt === code.expiresAt;
  return isCurrent || codes.waiting ? 'valid' : 'void';
}

/** When a code expires that another program has asked for; `null` if there is no such code. */
export const foreign = (own) => (codesOf(own.id).waiting ? null : foreignEnd(own));

function foreignEnd(own) {
  const ends = ['qrCode', 'pairCode'].map((kind) => [own.pairing?.[kind]?.expiresAt, codesOf(own.id)[kind]?.expiresAt]);
  return ends.find(([end, ours]) => end && end !== ours && left(end) > 0)?.[0] ?? null;
}

/** Asks for the QR code of the chosen instance unless it has a code, and again when it expires. */
export function follow() {
  isFollowing = true;
  clearTimeout(timer);
  const own = instance();
  if (!own) return;
  if (own.isPaired) return void known.delete(own.id);
  const { waiting, problem, qrCode, pairCode } = codesOf(own.id);
  if (waiting || problem.qrCode || pairCode || foreign(own) || document.hidden) return;
  if (stateOf(own, 'qrCode') !== 'valid') return void askQrCode(own, true);
  timer = setTimeout(follow, Math.max(0, left(qrCode.expiresAt)) + 1);
}

/** Asks for no further codes. */
export function rest() {
  isFollowing = false;
  clearTimeout(timer);
}

/** Asks for a QR code. */
export const askQrCode = (own, isAutomatic) => ask(own, 'qrCode', null, isAutomatic);

/** Asks for a pair code for a phone. */
export const askPairCode = (own, person) => ask(own, 'pairCode', person, false);

async function ask(own, kind, person, isAutomatic) {
  const codes = codesOf(own.id);
  await inTurn(codes, async () => {
    codes.problem = {};
    try {
      if (isAutomatic && !(await needsCode(own.id))) return;
      const code = await session.ask(own, kind, person ? { phone: `+${user(person)}` } : {}, isAutomatic);
      await refresh();
      const expiresAt = world.instances.find(({ id }) => id === own.id)?.pairing?.[kind]?.expiresAt;
      if (!expiresAt) throw new Error('The instance does not show the code that it has returned.');
      codes.pairCode = null;
      codes[kind] = { code, expiresAt, of: person, path: person ? null : path(code) };
    } catch (error) {
      codes.problem = { [kind]: error.message };
    }
  });
  if (isFollowing) follow();
  update();
}

/** Loads the state first: what the page shows may predate a code that another program has asked for. */
async function needsCode(id) {
  await refresh();
  if (world.problem) throw world.problem;
  const own = world.instances.find((each) => each.id === id);
  return own && !own.isPaired && !foreignEnd(own);
}

/** Scans the QR code that is valid when all requests before have ended. */
export const scan = (own, person) => use(own, 'qrCode', person, 'scans');

/** Enters the pair code on a phone. */
export const enter = (own, person) => use(own, 'pairCode', person, 'enters');

function use(own, kind, person, name) {
  const codes = codesOf(own.id);
  return inTurn(codes, async () => {
    if (!codes[kind]) throw new Error('There is no code.');
    await act(user(person), name, { code: codes[kind].code });
    await refresh();
  });
}

/** Ends the link of an instance to its phone. */
export async function logOut(own) {
  await session.logOut(own);
  await refresh();
}
