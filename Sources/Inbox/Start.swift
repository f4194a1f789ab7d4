extension InboxPage {
  /// What happens on keys and clicks, and how the page begins.
  static let main = ##"""
    // What the page does on keys, clicks and changes of its size or address.
    function speak(which) {
      language = which;
      document.documentElement.lang = which;
      document.documentElement.dir = which === 'ar' ? 'rtl' : 'ltr';
      document.title = t('title');
      for (const node of document.querySelectorAll('[data-t]')) node.textContent = t(node.dataset.t);
      for (const node of document.querySelectorAll('[data-label]')) node.setAttribute('aria-label', t(node.dataset.label));
      $('filter').placeholder = t('filter');
      $('filter').setAttribute('aria-label', t('filter'));
      $('lang').textContent = which === 'ar' ? 'EN' : 'ع';
      for (const [id, name] of [['theme', 'day'], ['lang', 'other'], ['back', 'back'], ['open-side', 'panel'], ['open-side-list', 'panel'], ['close-side', 'close']]) {
        $(id).title = t(name);
        $(id).setAttribute('aria-label', t(name));
      }
      $('chips').replaceChildren(...Object.keys(chips).map((name) => {
        const node = button(t(name), () => { view.chip = name; showPeople(); });
        node.dataset.chip = name;
        return node;
      }));
    }
    function remember(name, value) { try { localStorage.setItem(name, value); } catch { /* A page without a store works too. */ } }
    function recall(name) { try { return localStorage.getItem(name); } catch { return null; } }
    function shade(theme) { document.documentElement.dataset.theme = theme; }

    function showAll() { showPeople(); showChat(); showControls(); showDetail(); showLive(); }
    function showLive() {
      $('live').textContent = t(isLive ? 'live' : 'away');
      $('live').classList.toggle('on', isLive);
    }
    heard.add((what) => {
      if (what.all) {
        // After it was loaded again, the page shows what it showed before.
        const wanted = state.open ?? history.state?.open ?? null;
        state.open = state.people.has(wanted) ? wanted : null;
        if (state.open) document.body.dataset.view = 'chat';
        view.shown = Math.max(view.shown, pageSize);
        showAll();
        $('scroll').scrollTop = $('scroll').scrollHeight;
      }
      if (what.truth) { showControls(); later('people', showPeople, 120); showName(); }
      if (what.live) showLive();
      if (what.refused) refuse(t(key ? 'badKey' : 'noKey'));
      if (what.touched) {
        later('people', showPeople, 120);
        later('controls', showControls, 120);
        if (what.touched.people.has(state.open)) redraw(what.touched.ids);
        else if (!state.open) showChat();
        if (what.touched.ids.has(state.chosen)) later('detail', showDetail, 120);
      }
    });
    function showName() { if (state.open) $('name').textContent = nameOf(state.open); }
    function refuse(text) {
      $('empty').classList.add('on');
      $('empty-text').textContent = text;
      $('try').hidden = true;
      showLive();
    }

    $('filter').addEventListener('input', () => { view.filter = $('filter').value; view.people = 200; later('people', showPeople, 90); });
    $('people').addEventListener('scroll', () => {
      const list = $('people');
      if (list.scrollHeight - list.scrollTop - list.clientHeight < 300 && view.people < state.people.size) { view.people += 200; showPeople(); }
    });
    $('scroll').addEventListener('scroll', () => { if ($('scroll').scrollTop < 240) showOlder(); });
    $('theme').addEventListener('click', () => {
      const next = document.documentElement.dataset.theme === 'night' ? 'day' : 'night';
      shade(next);
      remember('theme', next);
    });
    $('lang').addEventListener('click', () => { speak(language === 'ar' ? 'en' : 'ar'); remember('language', language); showAll(); });
    $('back').addEventListener('click', back);
    for (const id of ['open-side', 'open-side-list']) $(id).addEventListener('click', () => document.body.classList.toggle('side'));
    $('close-side').addEventListener('click', () => document.body.classList.remove('side'));
    function back() {
      if (document.body.classList.contains('side')) { document.body.classList.remove('side'); return; }
      if (history.state?.fromList && $('back').offsetParent) history.back();
      else toList();
    }
    function toList() {
      document.body.dataset.view = 'list';
      $('people').querySelector('[tabindex="0"]')?.focus();
    }
    addEventListener('popstate', (event) => {
      const open = event.state?.open ?? null;
      document.body.classList.remove('side');
      if (state.people.has(open)) { showPerson(open); return; }
      state.open = null;
      showPeople();
      showChat();
      toList();
    });

    // Keys: / finds, arrows move, Enter opens, Escape goes back.
    function step(list, from, by) {
      const nodes = [...list.querySelectorAll('li[tabindex]')];
      const to = nodes[Math.min(Math.max(nodes.indexOf(from) + by, 0), nodes.length - 1)];
      if (!to) return;
      for (const node of nodes) node.tabIndex = node === to ? 0 : -1;
      to.focus();
    }
    document.addEventListener('keydown', (event) => {
      const target = event.target;
      const typing = target.tagName === 'INPUT';
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === '/' && !typing) { event.preventDefault(); $('filter').focus(); return; }
      if (event.key === 'Escape') { if (typing) target.blur(); back(); return; }
      const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: 10, PageUp: -10 }[typing ? (event.key.length > 1 ? event.key : '') : event.key];
      if (by && (target === $('filter') || target === document.body)) { event.preventDefault(); $('people').querySelector('[tabindex="0"]')?.focus(); return; }
      const item = target.closest?.('li[tabindex]');
      if (by && item && !typing) { event.preventDefault(); step(item.parentNode, item, by); return; }
      if (event.key !== 'Enter' && event.key !== ' ' || target !== item || !item) return;
      event.preventDefault();
      if (item.dataset.to) { openPerson(item.dataset.to); $('chat').querySelector('[tabindex="0"]')?.focus(); } else if (item.dataset.id) choose(Number(item.dataset.id));
    });
    addEventListener('hashchange', () => location.reload());

    shade(recall('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day'));
    speak(recall('language') ?? (navigator.language.startsWith('ar') ? 'ar' : 'en'));
    showChat();
    listen();
    """##
}
