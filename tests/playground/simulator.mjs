// Starts the program and a webhook.

import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program that a failed test has not stopped ends with the tests. */
const programs = new Set();
process.on('exit', () => programs.forEach((program) => program.kill()));

/** Starts the simulator in a state, and returns its address and a function that stops it. Port 0 is any free port. */
export async function simulator(state, { mode = 'single', port = '0' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  const file = join(folder, 'state.yaml');
  writeFileSync(file, state);
  const environment = { ...process.env, WSAPI_PORT: port, ...(mode !== 'hosted' && { WSAPI_INSTANCE_MODE: mode }) };
  const options = ['--state', file, ...(mode === 'hosted' ? ['--hosted'] : [])];
  const program = spawn(process.env.WSAPI_SIMULATOR, options, { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
  programs.add(program);
  for await (const line of createInterface({ input: program.stdout })) {
    const [, address] = line.match(/listens on (http:\S+)/) ?? [];
    if (!address) continue;
    // The program has read its state.
    rmSync(folder, { recursive: true });
    return { address, stop: () => program.kill() };
  }
  throw new Error('the simulator ended before it listened');
}

/** A webhook that responds with the status that a test sets, and keeps the posted events. */
export async function webhook() {
  const state = { status: 200, posts: [], posted: new EventEmitter() };
  /** Waits for a post with a body. */
  state.next = async (isWanted) => {
    for (;;) {
      const found = state.posts.find(({ body }) => isWanted(body));
      if (found) return found;
      await once(state.posted, 'post');
    }
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    state.posts.push({ headers: request.headers, body });
    state.posted.emit('post');
    response.writeHead(state.status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.url = `http://127.0.0.1:${server.address().port}/wsapi`;
  state.stop = () => server.close();
  return state;
}

/** The signature of a body, as the service sends it. */
export const signature = (secret, body) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
