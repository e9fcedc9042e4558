// Asks for the token of a simulator that listens beyond this machine.

import { setToken } from './control.js';
import { html, nothing } from './html.js';
import { refresh, world } from './state.js';

function save(event) {
  event.preventDefault();
  setToken(event.target.elements.token.value.trim());
  refresh().then(() => world.problem ?? location.reload());
}

export function view() {
  if (world.problem?.status !== 401) return nothing;
  return html`
    <dialog open aria-labelledby="token-title">
      <form @submit=${save}>
        <h1 id="token-title">Token</h1>
        <p>This simulator accepts connections from other machines. It printed a token when it started.</p>
        <label>Token <input name="token" type="password" autocomplete="off" required autofocus></label>
        <div class="actions"><button class="primary">Continue</button></div>
      </form>
    </dialog>`;
}
