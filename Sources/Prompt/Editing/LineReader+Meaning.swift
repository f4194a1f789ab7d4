import CEdit
import Completion
import Glibc

extension LineReader {
  /// The characters that libedit gets for a key; none for a key without a meaning.
  func characters(of key: KeyReader.Key) -> [Unicode.Scalar] {
    if case .character = key {} else { vi.forget() }
    switch key {
    case .character(let scalar):
      if draws, hasViKeys, vi.isCommand, editsLines { return viCharacters(of: scalar) }
      if let keys = cuttingKeys(for: scalar) { return keys }
      let closes = paints && ")]}".unicodeScalars.contains(scalar)
      return closes ? [VirtualKey.outdent.scalar, scalar] : [scalar]
    case .escape: return draws && !hasViKeys ? [] : ["\u{1B}"]
    case .alt(let scalar): return altCharacters(of: scalar)
    case .sequence(let keys): return characters(of: keys)
    case .pasted(let text):
      let inputs = line.scalars.isEmpty ? copied.inputs(in: text) : nil
      if inputs != nil { remark = Self.promptsGone + " of what was pasted" }
      pasted = inputs ?? text
      return [VirtualKey.paste.scalar]
    case .pastedTooMuch:
      let limit = KeyReader.pasteLimit >> 20
      notice = Notice(
        lines: ["a pasted text must be at most \(limit) MiB; put a longer one in a file"], cursor: line.cursor
      )
      return [VirtualKey.list.scalar]
    }
  }

  /// Ctrl-K and Ctrl-U in an input of several lines, where libedit sees one: they cut in the cursor's own. Nil for other
  /// keys.
  private func cuttingKeys(for scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard scalar == "\u{B}" || scalar == "\u{15}" else { return nil }
    let (own, (text, cursor)) = (ownLine, line)
    if own.count == text.count { return nil }
    let start: [VirtualKey] = cursor > own.lowerBound ? [.home] : []
    let keys: [VirtualKey]
    switch meaning(of: [scalar]).split(whereSeparator: \.isWhitespace).last {
    case "ed-kill-line" where own.upperBound < text.count: keys = [.mark, .cutEnd, .cut]
    case "em-kill-line": keys = start + [.mark, .cutEnd, .cut]
    case "vi-kill-line-prev": keys = start.isEmpty ? [] : [.mark, .home, .cut]
    default: return nil
    }
    return keys.map(\.scalar)
  }

  /// Handles the shell's own keys, unless the user's file gives them another meaning.
  private func altCharacters(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    let typed: [Unicode.Scalar] = ["\u{1B}", scalar]
    if !draws { return typed }
    // Esc was pressed before, by itself.
    if scalar == LineReader.interruptKey { return [scalar] }
    let said = meaning(of: typed)
    if hasViKeys {
      guard said.isEmpty else { return typed }
      // Esc and a key that was typed right after it. The mode that Esc begins decides what the key means.
      reader.putBack(scalar)
      return ["\u{1B}"]
    }
    // It would open libedit's own command line, which is not a part of this shell.
    if said.hasSuffix("ed-command\n") { return [] }
    switch scalar {
    case "f" where suggestion != nil && said.hasSuffix("em-next-word\n"): return [VirtualKey.takeWord.scalar]
    case "r" where said.isEmpty: return [VirtualKey.redo.scalar]
    case "." where said.isEmpty, "_" where said.isEmpty: return [VirtualKey.lastWord.scalar]
    case "\r" where paints && said.isEmpty, "\n" where paints && said.isEmpty:
      return [VirtualKey.addLine.scalar]
    case "#" where said.isEmpty: return [VirtualKey.comment.scalar]
    default: return typed
    }
  }

  /// libedit would insert the end of a sequence that it does not know into the line. So it gets a sequence
  /// only where the user's own file has bound it. With vi's keys, where ESC alone is a key, it gets none.
  private func characters(of sequence: String) -> [Unicode.Scalar] {
    let typed = Array("\u{1B}\(sequence)".unicodeScalars)
    if !editsLines || isatty(fileno(input)) == 0 { return typed }
    let key = VirtualKey.sequences[sequence]
    let meaning = hasViKeys ? "" : meaning(of: typed)
    let isOurs = key.map { meaning.isEmpty || meaning.hasSuffix("  \(command($0))\n") } ?? meaning.isEmpty
    return isOurs ? key.map { [$0.scalar] } ?? [] : typed
  }

  /// What libedit says that keys are bound to; empty where they are not bound.
  func meaning(of keys: [Unicode.Scalar]) -> String {
    // libedit takes `^` and `\` for the start of an escape here.
    let named = keys.map { $0 == "^" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    guard let said = edit_meaning(edit, wide(named), nowhere) else { return "" }
    defer { free(said) }
    return String(cString: said)
  }
}
