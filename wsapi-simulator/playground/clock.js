// The time of the simulator. It continues between two loads of the state.

import { world } from './state.js';

const now = () => Date.parse(world.now) + Date.now() - world.loadedAt;

/** The time of the simulator now. */
export const time = () => new Date(now()).toISOString();

/** The milliseconds until a time of the simulator. The number is negative if the time has passed. */
export const left = (iso) => Date.parse(iso) - now();
