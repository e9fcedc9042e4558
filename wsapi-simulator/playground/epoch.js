// A reset, a restore and a restart of the simulator invalidate what the page knows of it.

const forgetting = [];
let known = null;
/** `true` while this page resets or restores the state itself. */
let isExpected = false;

/** Registers a function that forgets what belongs to the previous state. Its argument is `true` if this page caused the change. */
export function onNewEpoch(forget) {
  forgetting.push(forget);
}

/** Resets or restores the state with a function. This page reports that itself, so nothing else needs to. */
export async function renew(change) {
  isExpected = true;
  try {
    await change();
  } catch (error) {
    isExpected = false;
    throw error;
  }
}

/** Forgets what is known if the epoch of the simulator has changed. */
export function setEpoch(epoch) {
  if (known !== null && known !== epoch) {
    forgetting.forEach((forget) => forget(isExpected));
    isExpected = false;
  }
  known = epoch;
}
