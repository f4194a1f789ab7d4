extension InboxPage {
  /// The conversations, and the one that is open.
  static let lists = ##"""
    // The list of conversations on the left, and the open conversation in the middle.
    const pageSize = 100;
    const view = { filter: '', chip: 'all', people: 200, shown: 0 };
    const nameOf = (recipient) => isStory({ recipient }) ? t('status') : state.contacts.get(recipient) || recipient;
    const chips = {
      all: () => true, moving: (there) => there.moving > 0, failed: (there) => there.failed > 0,
    };

    function fits(there) {
      if (!chips[view.chip](there)) return false;
      const wanted = view.filter.trim().toLowerCase();
      if (!wanted) return true;
      return nameOf(there.recipient).toLowerCase().includes(wanted) || there.recipient.includes(wanted)
        || there.messages.some((message) => (message.content ?? '').toLowerCase().includes(wanted));
    }
    const newest = (there) => there.messages[there.messages.length - 1]?.id ?? 0;
    function sorted() {
      return [...state.people.values()].filter(fits).sort((a, b) => newest(b) - newest(a));
    }
    function showPeople() {
      const focused = document.activeElement?.closest?.('#people li')?.dataset.to;
      const nodes = sorted().slice(0, view.people).map(row);
      // Only rows that change their place are moved, so that the user can press the other rows meanwhile.
      nodes.forEach((node, place) => { if ($('people').children[place] !== node) $('people').insertBefore(node, $('people').children[place] ?? null); });
      while ($('people').children.length > nodes.length) $('people').lastChild.remove();
      const first = $('people').querySelector('[aria-selected="true"]') ?? $('people').firstChild;
      if (first) first.tabIndex = 0;
      if (focused) [...$('people').children].find((each) => each.dataset.to === focused)?.focus();
      $('none').hidden = nodes.length > 0 || !state.people.size;
      $('none').textContent = t('fits_none');
      const total = state.messages.size;
      $('total').textContent = `${total} ${t('messages')} · ${state.people.size} ${t('people')}` + (total >= most ? ' · ' + t('older_left') : '');
      for (const chip of $('chips').children) chip.setAttribute('aria-pressed', String(chip.dataset.chip === view.chip));
    }
    const rows = new Map();
    function row(there) {
      const message = there.messages[there.messages.length - 1];
      const isOpen = there.recipient === state.open;
      const node = rows.get(there.recipient) ?? newRow(there.recipient);
      node.setAttribute('aria-selected', String(isOpen));
      node.tabIndex = -1;
      const name = nameOf(there.recipient);
      const shown = [language, name, message.status, there.messages.length].join();
      if (node.message === message && node.shown === shown) return node;
      Object.assign(node, { message, shown });
      node.replaceChildren(face(name, there.recipient, isStory(there)), el('div', 'row',
        el('div', '', said(name, '', 'strong'), el('small', '', hourOf(message.created_at))),
        el('div', '', tick(message.status), said(preview(message), 'last'), el('span', 'count', String(there.messages.length)))));
      return node;
    }
    function newRow(recipient) {
      const node = el('li');
      node.setAttribute('role', 'option');
      node.dataset.to = recipient;
      node.addEventListener('click', () => openPerson(recipient));
      rows.set(recipient, node);
      return node;
    }
    // The browser's Back button leads to what the page showed before.
    function openPerson(recipient) {
      const fromList = document.body.dataset.view === 'list';
      if (state.open !== recipient || fromList) history.pushState({ open: recipient, fromList }, '');
      showPerson(recipient);
    }
    function showPerson(recipient) {
      state.open = recipient;
      document.body.dataset.view = 'chat';
      view.shown = pageSize;
      showPeople();
      showChat();
      $('scroll').scrollTop = $('scroll').scrollHeight;
    }

    function showChat() {
      const there = state.people.get(state.open);
      $('empty').classList.toggle('on', !there);
      $('empty-text').textContent = t(state.people.size ? 'choose' : 'nobody') + (state.people.size ? '' : ' ' + t('tryThis'));
      $('try').hidden = state.people.size > 0;
      $('try').textContent = 'messages send instance=my-instance recipient=+966501234567 content="Hello *there*"';
      $('face').replaceChildren();
      $('name').textContent = there ? nameOf(there.recipient) : '';
      $('number').textContent = !there ? '' : isStory(there) ? t('statusNote') : nameOf(there.recipient) === there.recipient ? '' : there.recipient;
      if (!there) { $('chat').replaceChildren(); $('older').hidden = true; return; }
      const new_face = face(nameOf(there.recipient), there.recipient, isStory(there));
      $('face').className = new_face.className;
      $('face').textContent = new_face.textContent;
      const from = Math.max(0, there.messages.length - view.shown);
      $('chat').replaceChildren(...dated(there.messages.slice(from), null));
      $('older').hidden = from === 0;
      $('older').textContent = t('older');
      mark();
    }
    // Makes bubbles, and a line between two days. `before` is the message above them.
    function dated(messages, before) {
      let day = before && dayOf(before.created_at);
      return messages.flatMap((message) => {
        const its = dayOf(message.created_at);
        const line = its === day ? [] : [el('li', 'day', dayWords(its))];
        day = its;
        return [...line, ...bubble(message)];
      });
    }
    function showOlder() {
      const there = state.people.get(state.open);
      if (!there || there.messages.length <= view.shown) return;
      const box = $('scroll');
      const height = box.scrollHeight - box.scrollTop;
      view.shown += pageSize;
      const from = Math.max(0, there.messages.length - view.shown);
      const to = there.messages.length - view.shown + pageSize;
      $('chat').firstChild?.classList.contains('day') && $('chat').firstChild.remove();
      $('chat').prepend(...dated(there.messages.slice(from, to), null));
      $('older').hidden = from === 0;
      box.scrollTop = box.scrollHeight - height;
    }
    const isAtEnd = () => $('scroll').scrollHeight - $('scroll').scrollTop - $('scroll').clientHeight < 90;

    // Draws the changed messages again, and adds the new ones below. The page keeps only the last part of a long conversation.
    function redraw(ids) {
      const there = state.people.get(state.open);
      if (!there) return;
      const follows = isAtEnd();
      const focused = document.activeElement?.closest('#chat li');
      const place = focused ? [...focused.querySelectorAll('button')].indexOf(document.activeElement) : -1;
      const drawn = [...$('chat').querySelectorAll('.msg[data-id]')];
      for (const old of drawn) {
        const message = state.messages.get(Number(old.dataset.id));
        if (!message || !ids.has(message.id)) continue;
        while (old.nextSibling?.classList.contains('out')) old.nextSibling.remove();
        old.replaceWith(...bubble(message));
      }
      let at = there.messages.length;
      while (at > 0 && there.messages[at - 1].id > Number(drawn.at(-1)?.dataset.id ?? 0)) at--;
      const added = there.messages.slice(at);
      view.shown += added.length;
      if (follows && view.shown > 4 * pageSize) {
        view.shown = pageSize;
        showChat();
      } else $('chat').append(...dated(added, there.messages[at - 1] ?? null));
      mark();
      if (focused && !focused.isConnected) {
        const again = $('chat').querySelector(`[data-id="${focused.dataset.id}"]`) ?? $('chat').querySelector('[tabindex="0"]');
        (again?.querySelectorAll('button')[place] ?? again)?.focus({ preventScroll: true });
      }
      if (follows && added.length) $('scroll').scrollTop = $('scroll').scrollHeight;
    }
    function mark() {
      for (const node of $('chat').querySelectorAll('.msg[data-id]')) node.classList.toggle('chosen', Number(node.dataset.id) === state.chosen);
      const last = $('chat').querySelector('.chosen') ?? [...$('chat').querySelectorAll('.msg[data-id]')].pop();
      if (last) last.tabIndex = 0;
    }
    """##
}
