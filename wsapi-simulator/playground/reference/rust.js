// A call of the SDK in Rust, for one request.

import { pretty } from '../format.js';
import { merged } from './document.js';

const WIDTH = 100;

/** The call of an operation with these values. `parameters` and `body` have what is sent. */
export function rust({ document }, operation, { parameters, body }) {
  const path = operation.parameters.filter((parameter) => parameter.in === 'path' || parameter.required);
  const options = operation.parameters.filter((parameter) => !path.includes(parameter) && parameters[parameter.name]);
  const values = path.map((parameter) => value(document, parameter.schema, parameters[parameter.name] ?? ''));
  if (body) values.push('serde_json::from_value(body)?');
  const lines = body ? [`let body = serde_json::json!(${pretty(body)});`] : [];
  const calls = [`.${operation.resource}()`, `.${operation.name}(${values.join(', ')})`];
  for (const parameter of options) {
    const given = value(document, parameter.schema, parameters[parameter.name]);
    calls.push(`.${parameter['x-sdk-name']}(${given})`);
  }
  lines.push(`let response = ${chain(['client', ...calls, '.await?'])};`);
  return lines.join('\n');
}

function chain(parts) {
  const line = parts.join('');
  return line.length < WIDTH ? line : parts.join('\n    ');
}

function value(document, schema, text) {
  const found = merged(document, schema);
  if (found['x-sdk-type'] === 'jid') return `${quoted(text)}.parse::<wsapi_client::Jid>()?`;
  if (found.format === 'date-time') return `${quoted(text)}.parse::<wsapi_client::Time>()?`;
  if (found.type === 'integer' || found.type === 'boolean') return text;
  return quoted(text);
}

const quoted = (text) => JSON.stringify(text).replace(/\\u([0-9a-f]{4})/g, '\\u{$1}');
