import CEdit
import Glibc

extension LineReader {
  /// What libedit is given for a key: nothing for one that has no meaning.
  func characters(of key: KeyReader.Key) -> [Unicode.Scalar] {
    switch key {
    case .character(let scalar): return [scalar]
    case .escape: return ["\u{1B}"]
    case .alt(let scalar): return ["\u{1B}", scalar]
    case .sequence(let keys): return characters(of: keys)
    case .pasted(let text):
      pasted = text
      return [VirtualKey.paste.scalar]
    case .pastedTooMuch:
      let limit = KeyReader.pasteLimit >> 20
      notice = Notice(
        lines: ["a pasted text must be at most \(limit) MiB; put a longer one in a file"], cursor: line.cursor
      )
      return [VirtualKey.list.scalar]
    }
  }

  /// libedit would put the end of a sequence that it does not know into the line. So it is given one only where the
  /// user's own file has bound it; with vi's keys, where ESC is a key by itself, none.
  private func characters(of sequence: String) -> [Unicode.Scalar] {
    let typed = Array("\u{1B}\(sequence)".unicodeScalars)
    if !editsLines || isatty(fileno(input)) == 0 { return typed }
    let key = VirtualKey.sequences[sequence]
    let meaning = hasViKeys ? "" : meaning(of: typed)
    let isOurs = key.map { meaning.isEmpty || meaning.hasSuffix("  \(command($0))\n") } ?? meaning.isEmpty
    return isOurs ? key.map { [$0.scalar] } ?? [] : typed
  }

  /// What libedit says that keys are bound to; empty where they are not.
  func meaning(of keys: [Unicode.Scalar]) -> String {
    // `^` and `\` begin an escape where libedit is asked.
    let named = keys.map { $0 == "^" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    guard let said = edit_meaning(edit, wide(named), nowhere) else { return "" }
    defer { free(said) }
    return String(cString: said)
  }
}
