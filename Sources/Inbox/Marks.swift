extension InboxPage {
  /// The chat's marks in a text.
  static let marks = ##"""
    // Shows the marks in a text as a phone shows them: *bold*, _italic_, ~struck~, `mono`, quotes and lists.
    const marks = { '*': 'b', '_': 'i', '~': 's' };
    const links = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)'\]]|www\.[^\s<>"]+[^\s<>".,;:!?)'\]])|(@\d{7,15}\b)/g;

    function marked(text) {
      const node = el('div', 'text');
      node.dir = 'auto';
      const blocks = String(text).split(/```([\s\S]+?)```/);
      blocks.forEach((block, index) => {
        if (index % 2) node.append(el('pre', '', block.replace(/^\n|\n$/g, '')));
        // The line ends before and after such a block belong to it.
        else lines(block.replace(index ? /^\n/ : '', '').replace(index < blocks.length - 1 ? /\n$/ : '', ''), node);
      });
      return node;
    }
    function lines(block, node) {
      block.split('\n').forEach((line, index, all) => {
        let part;
        if ((part = /^> ?(.*)/.exec(line))) node.append(inline(part[1], el('span', 'cited')));
        else if ((part = /^[-*] (.+)/.exec(line))) node.append(inline('• ' + part[1], el('span', 'item')));
        else { inline(line, node); if (index < all.length - 1) node.append('\n'); }
      });
    }
    // A mark opens before a character that is not white space, and closes after one; both stand at the edge of a word.
    function inline(text, node) {
      let start = 0;
      for (let at = 0; at < text.length; at++) {
        const mark = text[at];
        const isMono = mark === '`';
        if (!isMono && !marks[mark]) continue;
        if (!isMono && at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1])) continue;
        const end = closing(text, at, mark);
        if (end < 0) continue;
        plain(text.slice(start, at), node);
        const inside = text.slice(at + 1, end);
        node.append(isMono ? el('span', 'mono', inside) : inline(inside, el(marks[mark])));
        at = end;
        start = end + 1;
      }
      plain(text.slice(start), node);
      return node;
    }
    function closing(text, at, mark) {
      if (at + 2 >= text.length || /\s/.test(text[at + 1])) return -1;
      for (let end = at + 2; end < text.length; end++) {
        if (text[end] !== mark || /\s/.test(text[end - 1])) continue;
        if (end + 1 < text.length && /[\p{L}\p{N}]/u.test(text[end + 1])) continue;
        return end;
      }
      return -1;
    }
    // Links are shown as text, so that nothing on this page leads away from it.
    function plain(text, node) {
      let start = 0;
      for (const found of text.matchAll(links)) {
        node.append(text.slice(start, found.index), el('span', found[1] ? 'link' : 'at', found[0]));
        start = found.index + found[0].length;
      }
      if (start < text.length) node.append(text.slice(start));
    }
    """##
}
