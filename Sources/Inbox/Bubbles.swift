extension InboxPage {
  /// Messages as bubbles, kind by kind.
  static let bubbles = ##"""
    // A message as a bubble.
    const ticks = { pending: 'clock', processing: 'clock', sent: 'one', delivered: 'two', failed: 'fail', refunded: 'fail' };
    function tick(status) {
      const node = el('span', 'tick ' + status, icon(ticks[status] ?? 'clock'));
      node.title = t(status);
      node.setAttribute('role', 'img');
      node.setAttribute('aria-label', t(status));
      return node;
    }
    const hours = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
    const days = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });
    const hourOf = (time) => hours.format(new Date(time));
    const dayOf = (time) => days.format(new Date(time));
    function dayWords(day) {
      if (state.truth && day === dayOf(now())) return t('today');
      return new Intl.DateTimeFormat(language === 'ar' ? 'ar' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day + 'T00:00:00Z'));
    }
    const caption = (message) => message.content ? marked(message.content) : null;
    const isStory = (message) => message.recipient === 'status@broadcast';
    const hostOf = (url) => { try { return new URL(url).host; } catch { return ''; } };

    // How each type of message looks inside its bubble. A message of an unknown type shows its text.
    const kinds = {
      text: (message) => [caption(message)],
      image: (message, data) => [media('image', data), caption(message)],
      video: (message, data) => [media('video', data), caption(message)],
      audio: (message, data) => [el('div', 'voice', icon('audio'), el('i')), note(data), caption(message)],
      document: (message, data) => [
        el('div', 'file', icon('file'), el('div', '', said(data.filename ?? '', '', 'strong'), said(kindOfFile(data), '', 'small'))), caption(message)],
      location: (message, data) => [
        el('div', 'map', icon('pin')), data.name && said(data.name, 'ask', 'div'), data.address && said(data.address, '', 'div'),
        el('div', 'foot', `${data.latitude}, ${data.longitude}`)],
      contact: (message, data) => (data.contacts ?? []).map(card),
      poll: (message, data) => poll(message, data),
      buttons: (message, data) => [said(data.title ?? '', 'ask', 'div'), marked(data.description ?? ''), data.footer && said(data.footer, 'foot', 'div')],
      status: (message, data) => data.type === 'text' || !data.type
        ? [storyTile(message, data)]
        : [media(data.type === 'video' ? 'video' : data.type === 'audio' ? 'audio' : 'image', { media_url: message.content }), data.caption && marked(data.caption)],
    };
    function media(kind, data) {
      const node = el('div', 'media ' + kind, icon(kind), said(data.filename ?? t(kind)), el('small', '', hostOf(data.media_url ?? '')));
      node.title = data.media_url ?? '';
      return node;
    }
    const note = (data) => el('div', 'foot', said(data.filename ?? ''), ' · ' + hostOf(data.media_url ?? ''));
    const kindOfFile = (data) => [(/\.(\w{1,5})$/.exec(data.filename ?? '')?.[1] ?? '').toUpperCase(), hostOf(data.media_url ?? '')].filter(Boolean).join(' · ');
    function card(contact) {
      const more = [contact.phoneNumber, contact.organization, contact.email, contact.url].filter(Boolean);
      return el('div', 'card', face(contact.fullName ?? '', contact.wuid ?? ''), el('div', '', said(contact.fullName ?? '', '', 'strong'), ...more.map((line) => said(line, '', 'small'))));
    }
    function storyTile(message, data) {
      const node = said(message.content ?? '', 'story-tile font' + (data.font ?? 0), 'div');
      if (/^#[0-9a-fA-F]{3,8}$/.test(data.background_color ?? '')) node.style.backgroundColor = data.background_color;
      return node;
    }
    function poll(message, data) {
      const votes = new Set(message.votes ?? []);
      const most = data.selectable_count ?? 1;
      const vote = (option) => {
        const next = new Set(votes);
        if (next.has(option)) next.delete(option);
        else { if (most === 1) next.clear(); next.add(option); }
        change('vote', { message_id: message.id, votes: [...next] });
      };
      const choices = el('div', '', ...(data.values ?? []).map((option) => {
        const node = button('', () => vote(option), most === 1 ? 'option' : 'option many');
        node.setAttribute('role', most === 1 ? 'radio' : 'checkbox');
        node.setAttribute('aria-checked', String(votes.has(option)));
        node.append(el('i', '', icon('one')), said(option), el('b', '', votes.has(option) ? '1' : '0'), el('u'));
        return node;
      }));
      choices.setAttribute('role', most === 1 ? 'radiogroup' : 'group');
      choices.setAttribute('aria-label', data.name ?? '');
      return [said(data.name ?? '', 'ask', 'div'), el('div', 'hint', t(most === 1 ? 'one' : 'many')), choices];
    }
    const actions = {
      reply: (message, index) => change('click', { message_id: message.id, button: index }),
      url: (message, index, data) => toast(t('opens') + ' ' + data.url),
      call: (message, index, data) => toast(t('calls') + ' ' + data.phoneNumber),
      copy: (message, index, data) => copy(data.copyCode),
    };
    function tapped(message, data) {
      return el('div', 'buttons', ...(data.buttons ?? []).map((each, index) => {
        const node = button('', () => actions[each.type]?.(message, index, each));
        node.append(icon(each.type), said(each.displayText ?? ''));
        node.title = each.id ?? each.url ?? each.phoneNumber ?? each.copyCode ?? '';
        return node;
      }));
    }
    function quote(id) {
      const known = state.messages.get(Number(id));
      return el('span', 'quote', el('strong', '', t('quoted')), said(known ? preview(known) : id));
    }
    function preview(message) {
      const data = message.metadata ?? {};
      // The content of a story with media is the address of the media.
      const isMedia = isStory(message) && data.type && data.type !== 'text';
      const plain = ((isMedia ? data.caption : message.content) ?? data.filename ?? '').replace(/\s+/g, ' ').slice(0, 120);
      if (isMedia) return t(data.type) + (plain ? ': ' + plain : '');
      if (message.type === 'text' || message.type === 'status') return plain;
      const more = message.type === 'contact' ? (data.contacts ?? []).map((each) => each.fullName).join(', ') : plain || data.name || data.title || '';
      return (t(kinds[message.type] ? message.type : 'unknown') + (more ? ': ' + more : '')).slice(0, 120);
    }

    function bubble(message) {
      const data = message.metadata ?? {};
      const inside = (kinds[message.type] ?? kinds.text)(message, data);
      const template = message.template_id ? state.truth?.templates?.find((each) => each.id === message.template_id) : null;
      const meta = el('div', 'meta', message.template_id && said(template?.name ?? t('template') + ' ' + message.template_id, 'tag'),
        el('time', '', hourOf(message.created_at)), tick(message.status));
      const node = el('li', 'msg', el('div', 'bubble', data.quoted?.key?.id && quote(data.quoted.key.id), ...inside, meta,
        isFailed(message) && said(message.error_message ?? t('failed'), 'why', 'div')));
      if (isFailed(message)) node.classList.add('failed');
      if (isMoving(message)) node.classList.add('waiting');
      if (message.type === 'buttons') node.append(tapped(message, data));
      node.tabIndex = -1;
      node.dataset.id = message.id;
      node.setAttribute('aria-label', `${preview(message)}. ${hourOf(message.created_at)}. ${t(message.status)}`);
      node.firstChild.addEventListener('click', (event) => { if (!event.target.closest('button')) choose(message.id); });
      return [node, ...(message.clicks ?? []).map((id) => reply(data, id))];
    }
    // What the recipient answered with a button.
    function reply(data, id) {
      const pressed = (data.buttons ?? []).find((each) => each.type === 'reply' && each.id === id);
      const node = el('li', 'msg out', el('div', 'bubble', said(pressed?.displayText ?? id, 'text', 'div'), el('div', 'meta', el('span', '', id))));
      return node;
    }
    function face(name, number, isStatus) {
      const letters = [...name.replace(/^\+/, '')].length && !/^\+?\d+$/.test(name)
        ? name.split(/\s+/).slice(0, 2).map((word) => [...word][0] ?? '').join('') : number.slice(-2);
      let sum = 0;
      for (const letter of number || name) sum = (sum * 31 + letter.codePointAt(0)) % 8;
      const node = el('span', isStatus ? 'face story' : 'face f' + sum, isStatus ? '◎' : letters.toUpperCase());
      node.setAttribute('aria-hidden', 'true');
      return node;
    }
    """##
}
