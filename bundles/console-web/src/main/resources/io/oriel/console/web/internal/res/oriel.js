// Fills the page from data.json once a second. Writes text only, never markup: what clients send stays text.
(() => {
  'use strict';
  const root = document.getElementById('oriel');
  const token = root.dataset.token;
  // the origin has no user and password in it, the page's own address may
  const here = location.origin + location.pathname.replace(/\/$/, '');
  const before = new Map(); // session id → counters of the last look, for rates
  let pairingShown = null;
  let clientsShown = null;

  const make = (tag, text, className) => {
    const element = document.createElement(tag);
    if (text !== undefined && text !== null) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const body = id => root.querySelector(`#${id} .body`);
  const fill = (id, ...children) => body(id).replaceChildren(...children);
  const empty = text => make('p', text, 'empty');
  const say = text => { document.getElementById('o-message').textContent = text; };
  const ms = value => `${value.toFixed(value < 10 ? 2 : 1)} ms`;

  async function act(fields) {
    const answer = await fetch(here, {
      method: 'POST',
      headers: { 'X-Oriel-Token': token, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields),
    });
    say((await answer.json()).message);
    await look();
  }

  function button(text, fields, className, question) {
    const element = make('button', text, className);
    element.type = 'button';
    element.addEventListener('click', () => {
      if (!question || confirm(question)) act(fields);
    });
    return element;
  }

  function pairing(requests) {
    const shown = JSON.stringify(requests.map(r => r.id));
    if (shown === pairingShown) return; // a PIN may be half typed
    pairingShown = shown;
    if (requests.length === 0) {
      fill('o-pairing', empty('Nobody asks. Start pairing in Moonlight or open this host in a browser; the request shows up here.'));
      return;
    }
    fill('o-pairing', ...requests.map(request => {
      const form = make('form');
      const pin = make('input', null, 'pin');
      Object.assign(pin, { inputMode: 'numeric', maxLength: 4, placeholder: 'PIN', required: true, pattern: '[0-9]{4}', autocomplete: 'off' });
      const name = make('input');
      Object.assign(name, { placeholder: 'call it …', maxLength: 64 });
      const go = make('button', 'Pair', 'main');
      form.append(pin, name, go, button('Refuse', { action: 'deny', id: request.id }),
        make('span', `${request.device || 'a client'} from ${request.address}, key ${request.fingerprint.slice(0, 16)}…`, 'soft'));
      form.addEventListener('submit', event => {
        event.preventDefault();
        act({ action: 'pair', id: request.id, pin: pin.value, name: name.value });
      });
      return form;
    }));
    body('o-pairing').querySelector('input').focus();
  }

  function figure(label, value) {
    const box = make('div');
    box.append(make('b', value), make('span', label, 'soft'));
    return box;
  }

  function session(s) {
    const box = make('div', null, 'session');
    const head = make('div', null, 'head');
    head.append(make('b', s.client), make('span', s.app), make('span', s.state, `mark ${s.state}`),
      make('span', `display ${s.display}`, 'soft'), make('span', s.stream ? `stream ${s.stream}` : '', 'soft'),
      button('End', { action: 'end', id: s.id }, '', `End the session of ${s.client}?`));
    const now = performance.now();
    const last = before.get(s.id);
    before.set(s.id, { at: now, counters: s.counters });
    const rate = name => last
      ? ((s.counters[name] || 0) - (last.counters[name] || 0)) * 1000 / Math.max(1, now - last.at) : 0;
    const d = name => s.distributions[name] || { p50: 0, p99: 0, max: 0 };
    const figures = make('div', null, 'figures');
    figures.append(
      figure('frames a second', rate('frames.sent').toFixed(0)),
      figure('of these new', rate('frames.sent.distinct').toFixed(0)),
      figure('video', `${(rate('bytes.sent') * 8 / 1e6).toFixed(2)} Mbit/s`),
      figure('encode, median', ms(d('encode').p50)),
      figure('added by the host, p50', ms(d('host.added').p50)),
      figure('added by the host, p99', ms(d('host.added').p99)),
      figure('age when captured', ms(d('capture.age').p50)),
      figure('stalls', s.counters['stalls'] || 0),
      figure('key frames', s.counters['frames.key'] || 0));
    box.append(head, make('div', s.chain.join(' → '), 'soft'), figures);
    if (s.watchers.length) {
      box.append(make('div', `watched by ${s.watchers.join(', ')}`));
    }
    s.remarks.forEach(remark => box.append(make('div', remark, 'soft')));
    return box;
  }

  function table(rows, heads) {
    const element = make('table');
    if (heads) {
      const row = element.insertRow();
      heads.forEach(text => row.append(make('th', text)));
    }
    rows.forEach(cells => {
      const row = element.insertRow();
      cells.forEach(cell => {
        const td = row.insertCell();
        if (cell instanceof Node) td.append(cell); else td.textContent = cell;
      });
    });
    return element;
  }

  // names as people say them; those of usual clients first
  const RIGHTS = { VIEW: 'see', INPUT: 'type and point', GAMEPAD: 'gamepads', AUDIO: 'hear', LAUNCH: 'start programs',
    MICROPHONE: 'microphone', CLIPBOARD_READ: 'copy from the desktop', CLIPBOARD_WRITE: 'paste into it', FILES: 'files' };

  function rights(client) {
    const box = make('div', null, 'rights');
    Object.keys(client.rights).sort((a, b) => Object.keys(RIGHTS).indexOf(a) - Object.keys(RIGHTS).indexOf(b)).forEach(right => {
      const label = make('label');
      const check = make('input');
      check.type = 'checkbox';
      check.checked = client.rights[right];
      check.addEventListener('change', () => act({ action: 'right', id: client.id, right, on: check.checked }));
      label.append(check, RIGHTS[right] || right.toLowerCase());
      box.append(label);
    });
    return box;
  }

  function show(data) {
    document.getElementById('o-host').textContent = data.host;
    pairing(data.pairing);
    fill('o-sessions', ...(data.sessions.length ? data.sessions.map(session) : [empty('No session.')]));
    const clients = JSON.stringify(data.clients);
    if (clients !== clientsShown) fill('o-clients', data.clients.length
      ? table(data.clients.map(c => [c.name || 'unnamed', make('span', c.id.slice(0, 8), 'soft'),
        new Date(c.paired).toLocaleDateString(),
        rights(c), button('Unpair', { action: 'unpair', id: c.id }, '', `Unpair ${c.name}? Its sessions end.`)]))
      : empty('No client is paired.'));
    clientsShown = clients; // a box may have the focus
    fill('o-kept', data.kept.length
      ? table(data.kept.map(k => [k.client, k.app, k.mode, k.until ? `until ${new Date(k.until).toLocaleTimeString()}` : '']))
      : empty('None waits for its client.'));
    fill('o-apps', table(data.apps.map(a => [make('span', a.listed ? 'listed' : 'hidden', `mark ${a.listed ? 'fit' : 'unfit'}`),
      a.title, make('span', a.id, 'soft'), a.why])), ...data.appRemarks.map(remark => make('div', remark, 'soft')));
    fill('o-backends', data.backends.length
      ? table(data.backends.map(b => [make('span', b.state, `mark ${b.state}`), b.stage, b.id, b.why]))
      : empty('No backend is there; ./oriel run puts the shipped ones into deploy/.'));
    fill('o-transports', ...data.transports.map(t => {
      const box = make('div');
      box.append(make('b', t.protocol), make('span', ` ${t.endpoints.join('  ')}`, 'soft'));
      t.remarks.forEach(remark => box.append(make('div', remark)));
      return box;
    }));
    const facts = make('div', null, 'facts');
    Object.entries(data.facts).forEach(([key, value]) => {
      const line = make('div');
      line.append(make('span', `${key} `, 'soft'), make('span', value));
      facts.append(line);
    });
    fill('o-facts', facts, make('p', `Conditions: ${data.conditions.join(', ')}`, 'soft'));
  }

  async function look() {
    try {
      const answer = await fetch(`${here}/data.json`, { cache: 'no-store' });
      if (answer.ok) show(await answer.json());
      else say(`the host answers ${answer.status}`);
    } catch {
      say('the host does not answer');
    }
  }

  look();
  setInterval(() => { if (!document.hidden) look(); }, 1000);
})();
