// The transports of events, as people call them.

const TRANSPORTS = { webhook: 'webhook', stream: 'event stream', redis: 'Redis', handler: 'handler' };

export const transportName = (transport) => TRANSPORTS[transport] ?? transport;
