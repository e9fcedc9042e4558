// The operations of each mode of the server.

const CREDENTIALS = { hosted: ['instance', 'account'], single: ['instance', 'none'], multi: ['instance', 'admin', 'none'] };
const NAMES = { hosted: 'the hosted service', single: 'a self-hosted server with one instance', multi: 'a self-hosted server with many instances' };

const has = (mode, { credential }) => Boolean(CREDENTIALS[mode]?.includes(credential));

/** The operations that a server has in this mode. */
export const operationsOf = (reference, mode) => reference.operations.filter((operation) => has(mode, operation));

/** A mode as text. */
export const nameOf = (mode) => NAMES[mode];

/** The modes that have an operation, as text. */
export const modesOf = (operation) => Object.keys(NAMES).filter((mode) => has(mode, operation)).map(nameOf).join(' and ');
