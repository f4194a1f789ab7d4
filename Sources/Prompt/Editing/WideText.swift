import CEdit
import Glibc

/// Text in the form of the C library, with one `wchar_t` for each Unicode scalar, and a 0 at its end.
func wide(_ text: String) -> [wchar_t] {
  text.unicodeScalars.map(wide) + [0]
}

func wide(_ scalar: Unicode.Scalar) -> wchar_t { wchar_t(truncatingIfNeeded: scalar.value) }

/// The scalars between two pointers. Values that are not scalars, which libedit never stores, are left out.
func scalars(from start: UnsafePointer<wchar_t>, to end: UnsafePointer<wchar_t>) -> [Unicode.Scalar] {
  UnsafeBufferPointer(start: start, count: Swift.max(end - start, 0)).compactMap {
    Unicode.Scalar(UInt32(truncatingIfNeeded: $0))
  }
}

extension String {
  /// The first place of a text in this one, in scalars. O(n). It uses the C library because that is fast, and
  /// each key searches all earlier inputs.
  func offset(of text: String) -> Int? {
    let bytes: Int? = withCString { start in
      text.withCString { strstr(start, $0) }.map { UnsafePointer($0) - start }
    }
    // Both are UTF-8, so a match always begins at the start of a character.
    return bytes.map { utf8.prefix($0).count { $0 & 0xC0 != 0x80 } }
  }

  /// How many cells the text takes on a terminal. Control characters take none.
  var cellCount: Int {
    let scalars = Array(unicodeScalars)
    return scalars.cellCount(before: scalars.count)
  }
}

extension Unicode.Scalar {
  /// How many cells the scalar takes. Most text is ASCII, for which the C library need not be asked.
  var cellCount: Int { (0x20..<0x7F).contains(value) ? 1 : Swift.max(Int(wcwidth(wide(self))), 0) }
}

/// Makes the C library read and write UTF-8: by the user's locale where it is one of UTF-8, else by
/// `C.UTF-8`.
func useUTF8() {
  setlocale(LC_CTYPE, "")
  if let name = nl_langinfo(nl_item(CODESET)), strcmp(name, "UTF-8") != 0 { setlocale(LC_CTYPE, "C.UTF-8") }
}
