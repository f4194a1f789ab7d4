import Completion

extension LineReader {
  /// Inserts what all candidates begin with. Shows the candidates where there are several.
  func completeWord() -> UInt8 {
    let (text, cursor) = line
    let found = complete(String(scalars: text), cursor)
    awaitsAnswer = live.isLate() && (paints && live.hasMenu || found.candidates.isEmpty)
    guard let first = found.candidates.first, (0...cursor).contains(found.range.lowerBound) else {
      if !awaitsAnswer { return beep() }
      for key in told("asking the account …") { push(key) }
      return Reply.redraw
    }
    let isOnly =
      found.candidates.count == 1 && (!first.isPerson || first.text == String(scalars: text[found.range]))
    let common = found.commonPrefix
    // What was typed stays where the candidates differ from it, as by a quote. It also stays where the
    // candidates match it in their meaning, such as a person's name, until one is chosen.
    // Digits of which none was typed would be taken for typed ones: `1`, and then `14`, is 114.
    let isOnlyDigits =
      found.range.isEmpty && common.unicodeScalars.allSatisfy { $0 == "+" || ("0"..."9").contains($0) }
    if isOnly || !isOnlyDigits && common.unicodeScalars.starts(with: text[found.range]) {
      put(
        isOnly ? first : Candidate(common, isWhole: false), from: found.range.lowerBound, isOne: isOnly)
    }
    if isOnly { return Reply.redraw }
    if paints, live.hasMenu {
      openMenu()
      return Reply.redraw
    }
    let list = CandidateList(found.candidates, size: size)
    announce(list.lines, asking: list.question)
    return Reply.redraw
  }

  /// Waits for the account while no key is pressed, and then lets Tab show what fits. True where something else is to
  /// be done first.
  func isCalledBeforeAnswer() -> Bool {
    let answer = live.waitOn { [unowned self] in reader.isCalled }
    if answer == .called { return true }
    (awaitsAnswer, remark) = (false, nil)
    if menu == nil {
      waiting = answer == .came ? [VirtualKey.answer.scalar] : told("the account does not answer")
    } else if answer == .came {
      // Some of what fits was shown already. What Enter would take stays the same.
      let chosen = chosen
      openMenu()
      menu?.chosen = offer?.completions.candidates.firstIndex { $0.text == chosen?.text } ?? 0
    }
    return false
  }

  /// Says something below the line until the next key, or above it where nothing can be drawn there.
  ///
  /// - Returns: the keys that libedit must get.
  private func told(_ words: String) -> [Unicode.Scalar] {
    if paints {
      remark = words
      return []
    }
    notice = Notice(lines: [words], cursor: line.cursor)
    return [VirtualKey.list.scalar]
  }

  /// Puts a candidate in the place of the text from `start` to the cursor. What is left of the word after the
  /// cursor goes too: `inst|=my` becomes `instance=my`.
  ///
  /// - Parameter isOne: whether one candidate was chosen; false for the common beginning of several.
  func put(_ candidate: Candidate, from start: Int, isOne: Bool = true) {
    let (text, cursor) = line
    let tail = text[cursor...].prefix { !" \t\n|;".unicodeScalars.contains($0) }
    let isWithin = cursor > 0 && !" \t\n|;".unicodeScalars.contains(text[cursor - 1])
    let replaced = WordTail(Array(tail)).replaced(
      by: candidate.text, for: Array(text[start..<cursor]), endsWord: isOne && isWithin)
    move(by: replaced)
    delete(cursor - start + replaced)
    // A blank that stands there already counts for that of the candidate.
    let hasBlank = isBlank(text, at: cursor + replaced)
    let own = hasBlank && candidate.text.hasSuffix(": ") ? String(candidate.text.dropLast()) : candidate.text
    insert(own + (candidate.isWhole && tail.count == replaced && !hasBlank ? " " : ""))
  }

  private func isBlank(_ text: [Unicode.Scalar], at index: Int) -> Bool {
    index < text.count && text[index] == " "
  }

  /// Shows lines under the line, in two steps: libedit first draws the cursor at the line's end, because only
  /// libedit knows where that is; then it calls `showNotice`.
  func announce(_ lines: [String], asking question: String? = nil) {
    notice = Notice(lines: lines, question: question, cursor: line.cursor)
    move(by: line.scalars.count)
    push(VirtualKey.list.scalar)
  }

  func showNotice() -> UInt8 {
    guard let notice else { return Reply.nothing }
    self.notice = nil
    leave(line.scalars)
    emit(notice.question ?? "")
    let isWanted = notice.question == nil || isAgreed()
    if notice.question != nil { emit("\n") }
    if isWanted { emit(notice.lines.map { $0 + "\n" }.joined()) }
    move(to: notice.cursor)
    drawAnew()
    return Reply.nothing
  }

  /// Reads the key that answers a question. A key that is not an answer is input for the line.
  private func isAgreed() -> Bool {
    // An error stays until the next key is read, and is handled there.
    guard let key = try? nextKey(escapeIsKey: true) else { return false }
    switch key {
    case .character(let answer) where "yY \t".unicodeScalars.contains(answer): return true
    // Ctrl-D means no here, and does not end the shell.
    case .character(let answer) where "nN\r\n\u{3}\u{4}\u{7F}".unicodeScalars.contains(answer): break
    case .escape, .sequence: break
    default: waiting += characters(of: key)
    }
    return false
  }
}
