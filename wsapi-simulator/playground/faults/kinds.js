// The faults that a request or the delivery of an event can have, and their parameters.

/** Each parameter: the label of its field, and how an active fault shows it. */
export const PARAMETERS = {
  status: { label: 'Status', shown: (value) => `status ${value}` },
  retryAfterSeconds: { label: 'Retry-After, in seconds', shown: (value) => `Retry-After ${value} s` },
  milliseconds: { label: 'Milliseconds', shown: (value) => `${value} ms` },
  detail: { label: 'Detail', isText: true, shown: (value) => `“${value}”` },
};

/** The kinds with their first values, and a short name for badges. An empty value is left out. */
export const KINDS = {
  requests: {
    reject: { label: 'Error of the service', short: 'service error', values: { status: '503', retryAfterSeconds: '', detail: '' } },
    proxyPage: { label: 'Error page of a proxy', short: 'proxy error', values: { status: '502' } },
    breakConnection: { label: 'Connection breaks before the request is processed', short: 'request lost', values: {} },
    loseResponse: { label: 'Connection breaks after the request is processed', short: 'response lost', values: {} },
    delay: { label: 'Late response', short: 'late response', values: { milliseconds: '2000' } },
    stall: { label: 'No response at all', short: 'no response', values: {} },
    truncate: { label: 'Response ends in the middle', short: 'truncated', values: {} },
    corrupt: { label: 'Response is not valid JSON', short: 'invalid JSON', values: {} },
  },
  events: {
    duplicate: { label: 'Delivered twice', values: {} },
    delay: { label: 'Delivered late', values: { milliseconds: '5000' } },
    reorder: { label: 'Delivered after the next one', values: {} },
    lose: { label: 'Not delivered', values: {} },
  },
};

/** A kind of fault in words. A fixed response can only be set by a program. */
export const nameOf = (subject, kind) => KINDS[subject][kind]?.label ?? 'Fixed response';

/** A kind of fault in few words. */
export const shortName = (subject, kind) => KINDS[subject][kind]?.short ?? nameOf(subject, kind).toLowerCase();

/** A fault of the control API in words. */
export function describe(subject, fault) {
  const parameters = Object.entries(PARAMETERS).filter(([name]) => fault[name] !== undefined && fault[name] !== null);
  const target = fault.operation ?? fault.eventType ?? (subject === 'requests' ? 'all operations' : 'all events');
  return {
    name: nameOf(subject, fault.kind),
    details: [target, extent(fault), ...parameters.map(([name, { shown }]) => shown(fault[name]))].join(' · '),
  };
}

function extent({ times, probability }) {
  const often = probability < 1 ? `, with a probability of ${probability}` : '';
  return (times == null ? 'every time' : times === 1 ? 'once' : `${times} times`) + often;
}
