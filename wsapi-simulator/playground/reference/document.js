// The OpenAPI document of the service, as `cargo xtask export` writes it, corrections included.

const ADDRESS = '/_sim/page/reference.json';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

let loading;

/** The document, which is loaded once. */
export function load() {
  loading ??= fetch(ADDRESS).then((response) => response.json()).then(read);
  // A later view tries again.
  loading.catch(() => { loading = null; });
  return loading;
}

/** The parts of a document that the page uses. */
export function read(document) {
  const operations = [];
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      if (item[method]) operations.push(operation(document, path, method, item[method]));
    }
  }
  const events = Object.entries(document['x-webhooks']).map(([type, item]) => event(document, type, item));
  return { document, operations, events, tags: document.tags, byId: new Map(operations.map((each) => [each.id, each])) };
}

function operation(document, path, method, raw) {
  const body = raw.requestBody && resolve(document, raw.requestBody).content['application/json'];
  const parameters = (raw.parameters ?? []).map((parameter) => resolve(document, parameter));
  return {
    id: raw.operationId,
    method: method.toUpperCase(),
    path,
    tag: raw.tags?.[0] ?? '',
    summary: raw.summary,
    description: raw.description,
    resource: raw['x-sdk-resource'],
    name: raw['x-sdk-name'],
    class: raw['x-sdk-class'],
    credential: raw['x-sdk-key'],
    // The client sets the instance itself.
    parameters: parameters.filter((parameter) => parameter.in !== 'header'),
    needsInstance: parameters.some((parameter) => parameter.name === 'X-Instance-Id'),
    body: body && { schema: body.schema, example: body.example ?? sample(document, body.schema) },
    responses: Object.entries(raw.responses).map(([status, response]) => ({ status, ...resolve(document, response) })),
  };
}

function event(document, type, item) {
  const raw = item.post;
  const envelope = resolve(document, raw.requestBody).content['application/json'];
  const data = envelope.schema.properties.eventData;
  const example = envelope.example ?? envelope.examples?.[Object.keys(envelope.examples)[0]]?.value;
  return { type, summary: raw.summary, description: raw.description, schema: data, example: example?.eventData ?? sample(document, data) };
}

/** Follows references. */
export function resolve(document, node) {
  let found = node;
  for (let steps = 0; found?.$ref && steps < 20; steps++) {
    found = found.$ref.slice(2).split('/').reduce((at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')], document);
  }
  return found;
}

/** The members of an object, those of its parts included. */
export function members(document, schema) {
  const found = resolve(document, schema);
  const required = new Set(found.required ?? []);
  const own = Object.entries(found.properties ?? {});
  const result = own.map(([name, member]) => ({ name, schema: member, isRequired: required.has(name) }));
  for (const each of found.allOf ?? []) {
    for (const member of members(document, each)) {
      if (!result.some(({ name }) => name === member.name)) result.push(member);
    }
  }
  return result;
}

/** The name of a type, such as `list of string`. */
export function typeName(document, schema) {
  const found = merged(document, schema);
  if (found.type === 'array') return `list of ${typeName(document, found.items)}`;
  if (found.enum) return 'one of';
  if (found.type === 'object' || found.properties) return 'object';
  return found.format ? `${found.type}, ${found.format}` : found.type ?? 'any';
}

/** A schema together with all its parts. */
export function merged(document, schema) {
  const found = resolve(document, schema);
  const parts = (found.allOf ?? []).map((each) => merged(document, each));
  return Object.assign({}, ...parts, found);
}

/** A value that fits the schema, from its examples where there are some. */
function sample(document, schema, depth = 0) {
  const found = merged(document, schema);
  if (found.example !== undefined) return found.example;
  if (found.default !== undefined) return found.default;
  if (found.enum) return found.enum[0];
  if (found.type === 'array') return depth > 3 ? [] : [sample(document, found.items, depth + 1)];
  if (found.type === 'object' || found.properties || found.allOf) {
    const all = depth > 3 ? [] : members(document, found);
    return Object.fromEntries(all.map((member) => [member.name, sample(document, member.schema, depth + 1)]));
  }
  return { string: '', integer: 1, number: 1, boolean: false }[found.type] ?? null;
}
