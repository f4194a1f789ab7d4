extension InboxPage {
  /// The clock, the credits and the faults; a message with its request.
  static let side = ##"""
    // The right side: the sandbox itself, and the chosen message.
    function now() {
      const truth = state.truth;
      if (!truth) return new Date().toISOString();
      if (truth.clock === 'manual') return truth.now;
      return new Date(Date.parse(truth.now) + performance.now() - state.read).toISOString();
    }
    const section = (title, ...inside) => el('section', '', el('h3', '', title), ...inside);
    const line = (...inside) => el('div', 'line', ...inside);
    function input(label, value) {
      const node = el('input');
      node.setAttribute('aria-label', label);
      node.value = value;
      return node;
    }
    function form(field, label, act) {
      const node = el('form', 'line', field, button(label, () => {}, ''));
      node.lastChild.type = 'submit';
      node.addEventListener('submit', (event) => { event.preventDefault(); act(field.value); });
      return node;
    }

    function showControls() {
      const truth = state.truth;
      if (!truth || $('controls').contains(document.activeElement) && document.activeElement.tagName === 'INPUT') return;
      const focused = document.activeElement?.dataset?.act;
      const steps = [['+1s', { advance_s: 1 }], ['+60s', { advance_s: 60 }], [t('next'), { to_next: true }]].map(([label, body]) => {
        const node = acting(label, label, () => change('clock', body));
        node.disabled = truth.clock !== 'manual' || (body.to_next && !truth.next_event_at);
        return node;
      });
      const credits = input(t('credits'), truth.balance);
      credits.inputMode = 'numeric';
      const fault = input(t('faults'), '');
      fault.placeholder = '503#1, drop-after@0.1';
      fault.dir = 'ltr';
      const fails = acting('fails', t('nextFails'), () => change('next', { fails: !truth.next_fails }), truth.next_fails ? 'on' : '');
      fails.setAttribute('aria-pressed', String(truth.next_fails));
      $('controls').replaceChildren(
        section(`${t('clock')} · ${t(truth.clock)}`, el('div', 'big', clockWords()), line(...steps)),
        section(t('credits'), el('div', 'big', String(truth.balance)), form(credits, t('set'), (value) => change('credits', { balance: Number(value) }))),
        section(t('faults'), truth.faults.length ? el('code', 'code', truth.faults.join('\n')) : el('small', '', t('none')),
          line(fails), form(fault, t('add'), (value) => change('faults', { faults: [...truth.faults, ...value.split(/[\s,]+/).filter(Boolean)] })),
          truth.faults.length > 0 && line(acting('clear', t('clear'), () => change('faults', { faults: [] })))),
        section(t('sandbox'), line(acting('reset', t('reset'), () => confirm(t('resetSure')) && change('reset', {}), 'danger'))));
      if (focused) [...$('controls').querySelectorAll('button')].find((node) => node.dataset.act === focused)?.focus();
    }
    function acting(name, label, act, classes) {
      const node = button(label, act, classes);
      node.dataset.act = name;
      return node;
    }
    const clockWords = () => now().slice(0, 19).replace('T', ' ') + ' UTC';
    setInterval(() => {
      const shown = $('controls').querySelector('.big');
      if (shown && state.truth?.clock !== 'manual') shown.textContent = clockWords();
    }, 1000);

    // Shows the details of the chosen message.
    const moments = ['queued_at', 'sent_at', 'delivered_at', 'failed_at', 'refunded_at'];
    async function choose(id) {
      state.chosen = state.chosen === id ? null : id;
      mark();
      if (state.chosen !== null) document.body.classList.add('side');
      await showDetail();
      if (state.chosen !== null) $('detail').scrollIntoView({ block: 'nearest' });
    }
    async function showDetail() {
      const message = state.messages.get(state.chosen);
      if (!message) { $('detail').replaceChildren(); return; }
      const facts = el('dl');
      facts.dir = 'ltr';
      const fact = (name, value) => facts.append(el('dt', '', name), el('dd', '', value));
      for (const [name, value] of [['id', message.id], ['type', message.type], ['instance', message.instance?.name], ['status', message.status]]) fact(name, String(value));
      for (const moment of moments) if (message[moment]) fact(moment, message[moment].slice(0, 23).replace('T', ' '));
      const parts = [section(`${t('message')} ${message.id}`, facts, message.error_message && said(message.error_message, 'why', 'div'))];
      try {
        const { request, answer } = await ask('GET', 'messages/' + message.id);
        if (state.chosen !== message.id) return;
        if (!request) parts.push(section(t('request'), el('small', '', t('gone'))));
        else {
          parts.push(code(`${t('request')} · ${request.method} ${request.path}`, JSON.stringify(request.body, null, 2)));
          parts.push(code(`${t('answer')} · ${answer.status}`, JSON.stringify(answer.body, null, 2)));
          parts.push(code('wessaal', asLine(request)), code('curl', asCurl(request)));
        }
      } catch (error) { parts.push(section(t('request'), el('small', '', error.message))); }
      $('detail').replaceChildren(...parts);
    }
    function code(title, text) {
      const node = el('code', 'code', text);
      node.dataset.code = title.split(' ')[0];
      node.tabIndex = 0;
      return el('section', '', el('div', 'head', el('h3', '', title), button(t('copy'), () => copy(text), 'copy')), node);
    }
    // The copied command names a variable and not the key, because it may be shown to anybody.
    function asCurl(request) {
      const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";
      return ['curl -X ' + request.method + ' ' + quoted(location.origin + request.path),
        '  -H "X-API-Key: $WESSAAL_API_KEY"', "  -H 'Content-Type: application/json'",
        '  -d ' + quoted(JSON.stringify(request.body))].join(' \\\n');
    }
    function asLine(request) {
      const body = request.body && typeof request.body === 'object' ? request.body : {};
      const value = (part) => typeof part === 'string' && /^(\+?[A-Za-z0-9][\w.:\/@-]*)$/.test(part) && !/^(true|false|null|-?\d[\d.eE+-]*)$/.test(part)
        ? part : JSON.stringify(part).replaceAll('$', '\\$');
      const given = Object.entries(body).filter(([, part]) => part !== null);
      return [request.command, ...given.map(([name, part]) => name + '=' + value(part))].join(' ');
    }
    """##
}
