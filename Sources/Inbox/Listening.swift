extension InboxPage {
  /// What the page asks the sandbox, and what it hears.
  static let wire = ##"""
    // The requests to the sandbox, and its answers. The key stands in the page's address behind #, which no browser sends.
    const key = (() => { try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; } })();
    const most = 20000;
    const state = { messages: new Map(), people: new Map(), contacts: new Map(), truth: null, read: 0, open: null, chosen: null };
    const heard = new Set();
    const tell = (what) => { for (const hear of heard) hear(what); };

    async function ask(method, path, body) {
      const answer = await fetch('/sandbox/' + path, {
        method, headers: { 'X-API-Key': key, ...(body ? { 'Content-Type': 'application/json' } : {}) },
        body: body && JSON.stringify(body), cache: 'no-store',
      });
      const value = await answer.json();
      if (answer.ok) return value;
      const words = Object.values(value.errors ?? {}).flat();
      throw Object.assign(new Error(words[0] ?? value.message), { status: answer.status });
    }
    async function change(path, body) {
      try { return await ask('POST', path, body); } catch (error) { toast(t('notSaved') + ': ' + error.message); return null; }
    }

    function person(recipient) {
      let there = state.people.get(recipient);
      if (!there) state.people.set(recipient, there = { recipient, messages: [], failed: 0, moving: 0, text: '' });
      return there;
    }
    const isFailed = (message) => message.status === 'failed' || message.status === 'refunded';
    const isMoving = (message) => message.status === 'pending' || message.status === 'processing';
    function count(there, message, by) {
      if (isFailed(message)) there.failed += by;
      if (isMoving(message)) there.moving += by;
    }
    // The same message may arrive twice: in the list, and as an event.
    function take(message) {
      const old = state.messages.get(message.id);
      const there = person(message.recipient);
      if (old) { count(there, old, -1); Object.assign(old, message); count(there, old, 1); return; }
      state.messages.set(message.id, message);
      there.messages.push(message);
      count(there, message, 1);
      if (state.messages.size > most) forget(state.messages.values().next().value);
    }
    // A page that stays open keeps at most as many messages as a page gets that is opened now.
    function forget(message) {
      const there = person(message.recipient);
      state.messages.delete(message.id);
      there.messages.shift();
      count(there, message, -1);
      if (there.messages.length) return;
      state.people.delete(there.recipient);
      rows.delete(there.recipient);
    }
    function takeTruth(truth) {
      state.truth = truth;
      state.read = performance.now();
      state.contacts = new Map((truth.contacts ?? []).map((contact) => [contact.phone, contact.label]));
    }
    const balance = (change) => { if (change.balance !== undefined && state.truth) state.truth.balance = change.balance; };

    // What a change in the sandbox does to the page. Changes arrive in order. One that was already seen changes nothing.
    const changes = {
      message: (change) => { take(change.message); balance(change); },
      status: (change) => {
        const message = state.messages.get(change.id);
        if (!message) return;
        const there = person(message.recipient);
        count(there, message, -1);
        Object.assign(message, change.changed);
        count(there, message, 1);
        balance(change);
      },
      reply: (change) => { const message = state.messages.get(change.id); if (message) Object.assign(message, change.changed); },
      state: () => later('truth', async () => { takeTruth(await ask('GET', 'state')); tell({ truth: true }); }, 60),
    };
    const due = new Map();
    function later(name, act, wait) {
      if (due.has(name)) return;
      due.set(name, setTimeout(() => { due.delete(name); act(); }, wait));
    }

    async function load() {
      const truth = await ask('GET', 'state');
      const all = await ask('GET', 'messages?last=' + most);
      state.messages.clear();
      state.people.clear();
      for (const message of all) take(message);
      takeTruth(truth);
      tell({ all: true });
      return truth.last_event_id;
    }

    // Reads server-sent events with fetch(), because an EventSource cannot send the key.
    let last = null;
    let isLive = false;
    // A browser opens at most six connections to a server. So a page that nobody sees closes its own.
    let stop = null;
    async function seen() {
      while (document.hidden) await new Promise((go) => document.addEventListener('visibilitychange', go, { once: true }));
    }
    document.addEventListener('visibilitychange', () => { if (document.hidden) stop?.abort(); });
    async function listen() {
      for (let wait = 250; ; wait = Math.min(wait * 2, 4000)) {
        try {
          await seen();
          if (last === null) last = await load();
          stop = new AbortController();
          const answer = await fetch('/sandbox/events', { headers: { 'X-API-Key': key, 'Last-Event-ID': last }, cache: 'no-store', signal: stop.signal });
          if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
          isLive = true;
          wait = 125;
          tell({ live: true });
          await read(answer.body.getReader());
        } catch (error) {
          if (error.status === 401) { isLive = false; tell({ refused: true }); return; }
        }
        isLive = false;
        tell({ live: true });
        await new Promise((go) => setTimeout(go, wait));
      }
    }
    async function read(reader) {
      const decoder = new TextDecoder();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        rest += decoder.decode(value, { stream: true });
        const events = rest.split('\n\n');
        rest = events.pop();
        const touched = { ids: new Set(), people: new Set() };
        for (const event of events) if (!apply(event, touched)) { reader.cancel(); return; }
        if (touched.ids.size) tell({ touched });
      }
    }
    function apply(event, touched) {
      let data = null, id = null;
      for (const line of event.split('\n')) {
        if (line.startsWith('data: ')) data = line.slice(6);
        if (line.startsWith('id: ')) id = line.slice(4);
      }
      if (data === null) return true;
      const change = JSON.parse(data);
      if (change.kind === 'reset') { last = null; return false; }
      changes[change.kind]?.(change);
      const message = state.messages.get(change.id ?? change.message?.id);
      if (message) { touched.ids.add(message.id); touched.people.add(message.recipient); }
      last = id ?? last;
      return true;
    }
    """##
}
