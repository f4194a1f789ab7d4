import CEdit
import Glibc

/// Text as the C library counts it: one `wchar_t` a Unicode scalar.
func wide(_ text: String) -> [wchar_t] {
  text.unicodeScalars.map(wide) + [0]
}

func wide(_ scalar: Unicode.Scalar) -> wchar_t { wchar_t(truncatingIfNeeded: scalar.value) }

/// The scalars from here up to there; what is no scalar (which libedit never stores) is left out.
func scalars(from start: UnsafePointer<wchar_t>, to end: UnsafePointer<wchar_t>) -> [Unicode.Scalar] {
  UnsafeBufferPointer(start: start, count: Swift.max(end - start, 0)).compactMap {
    Unicode.Scalar(UInt32(truncatingIfNeeded: $0))
  }
}

extension String {
  /// Where a text stands in this one for the first time, in scalars. O(n), by the C library, which is fast at it: at each
  /// key all earlier inputs are searched.
  func offset(of text: String) -> Int? {
    let bytes: Int? = withCString { start in
      text.withCString { strstr(start, $0) }.map { UnsafePointer($0) - start }
    }
    // A text begins where a character does, since both are UTF-8.
    return bytes.map { utf8.prefix($0).count { $0 & 0xC0 != 0x80 } }
  }

  /// How many cells the text takes on a terminal, control characters none.
  var cellCount: Int { unicodeScalars.reduce(0) { $0 + $1.cellCount } }
}

extension Unicode.Scalar {
  /// Most text is ASCII, for which nobody need be asked.
  var cellCount: Int { (0x20..<0x7F).contains(value) ? 1 : Swift.max(Int(wcwidth(wide(self))), 0) }
}

/// Has the C library read and write UTF-8: the user's locale where it is one of UTF-8, else `C.UTF-8`.
func useUTF8() {
  setlocale(LC_CTYPE, "")
  if let name = nl_langinfo(nl_item(CODESET)), strcmp(name, "UTF-8") != 0 { setlocale(LC_CTYPE, "C.UTF-8") }
}
