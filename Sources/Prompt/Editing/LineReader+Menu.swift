import CEdit
import Completion
import Rendering

/// The menu of what fits at the cursor. Its keys are handled here, and libedit does not see them.
extension LineReader {
  /// The candidates of the menu, and the line that they belong to.
  struct Offer {
    var completions: Completions
    /// The line for which the candidates were found.
    var line: [Unicode.Scalar]
    var cursor: Int
    /// Where the cursor was when the menu was opened.
    var base: Int
  }

  func openMenu() {
    let (text, cursor) = line
    show(complete(String(scalars: text), cursor), for: text, cursor, base: cursor)
  }

  private func show(_ found: Completions, for text: [Unicode.Scalar], _ cursor: Int, base: Int) {
    guard !found.candidates.isEmpty, (0...cursor).contains(found.range.lowerBound) else { return closeMenu() }
    offer = Offer(completions: found, line: text, cursor: cursor, base: base)
    menu = Menu(
      found.candidates.map {
        Menu.Entry(name: Escaping.line($0.shown), meaning: Escaping.line($0.meaning))
      })
  }

  func closeMenu() { (menu, offer) = (nil, nil) }

  /// Narrows the menu after a key that changed the line. The menu closes where its word has ended.
  func refreshMenu() {
    guard let offer else { return }
    let (text, cursor) = line
    if offer.line == text, offer.cursor == cursor { return }
    let start = offer.completions.range.lowerBound
    var found = live.narrowed(String(scalars: text), cursor)
    // The name or the meaning of what is wanted may not contain what Tab had inserted: `+9`, and then `omar`.
    if found.candidates.isEmpty, (start...cursor).contains(offer.base) {
      found = live.narrowed(
        String(scalars: text[..<start] + text[offer.base...]), cursor - (offer.base - start))
    }
    if found.range.lowerBound == start, cursor >= start {
      show(found, for: text, cursor, base: offer.base)
    } else {
      closeMenu()
    }
  }

  /// The characters that libedit gets for a key while the menu is open.
  func menuCharacters(of key: KeyReader.Key) -> [Unicode.Scalar] {
    // Characters that were typed ahead have narrowed the menu.
    refreshMenu()
    if menu == nil { return characters(of: key) }
    switch key {
    // Where one candidate is left, Tab takes it.
    case .character("\t") where menu?.entries.count == 1: return takeChosen()
    case .character("\t"), .character("\u{E}"): menu?.step(1)
    case .character("\u{10}"): menu?.step(-1)
    case .character("\r"), .character("\n"):
      dropBlock()
      return takeChosen()
    case .escape, .character("\u{7}"): closeMenu()
    case .character(let scalar) where !scalar.isControl: return characters(of: key)
    case .character("\u{8}"), .character("\u{7F}"): return characters(of: key)
    case .sequence("[Z"): menu?.step(-1)
    case .sequence(let keys) where VirtualKey.sequences[keys] == .down: menu?.step(1)
    case .sequence(let keys) where VirtualKey.sequences[keys] == .up: menu?.step(-1)
    default:
      closeMenu()
      return characters(of: key)
    }
    return []
  }

  /// The candidate that Enter would take.
  var chosen: Candidate? {
    guard let menu, let offer, offer.completions.candidates.indices.contains(menu.chosen) else { return nil }
    return offer.completions.candidates[menu.chosen]
  }

  private func takeChosen() -> [Unicode.Scalar] {
    taken = chosen.flatMap { chosen in offer.map { (chosen, $0.completions.range.lowerBound) } }
    closeMenu()
    if taken == nil { return [] }
    return [VirtualKey.take.scalar]
  }

  /// Inserts the candidate that was taken from the menu.
  func take() -> UInt8 {
    guard let taken else { return Reply.nothing }
    self.taken = nil
    put(taken.candidate, from: taken.start)
    return Reply.redraw
  }
}

// MARK: - Suggestions

extension LineReader {
  /// Finds a proposal for what follows the line, where the cursor is at its end.
  func suggest(after text: [Unicode.Scalar], cursor: Int) {
    guard live.isColored, menu == nil, search == nil, cursor == text.count, !text.isEmpty else {
      suggestion = nil
      return
    }
    if suggestion?.text == text { return }
    let whole = live.suggestion(String(scalars: text)).map { Array($0.unicodeScalars) }
    let rest = whole.flatMap { $0.starts(with: text) ? Array($0.dropFirst(text.count)) : nil } ?? []
    // Only one row is shown, because a proposal must not scroll the screen.
    let shown = rest.prefix { $0 != "\n" }
    // One that cannot be seen would be taken by mistake.
    let isSeen = shown.contains { !$0.properties.isWhitespace && ($0.isControl || $0.cellCount > 0) }
    suggestion = isSeen ? (text, Array(shown)) : nil
  }

  /// Inserts the whole proposal; false where there is none.
  func takeSuggestion() -> Bool {
    guard let suggestion, line.scalars == suggestion.text, line.cursor == suggestion.text.count else {
      return false
    }
    insert(String(scalars: suggestion.rest))
    return true
  }

  /// Inserts the next word of the proposal.
  func takeWord() -> UInt8 {
    guard let suggestion, line.scalars == suggestion.text else { return Reply.nothing }
    let blanks = suggestion.rest.prefix { $0 == " " }
    let word = suggestion.rest.dropFirst(blanks.count).prefix { $0 != " " }
    insert(String(scalars: blanks + word))
    return Reply.redraw
  }
}
