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
  init(scalars: some Sequence<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }

  /// How many cells the text takes on a terminal, control characters none.
  var cellCount: Int { unicodeScalars.reduce(0) { $0 + $1.cellCount } }
}

extension Unicode.Scalar {
  var cellCount: Int { Swift.max(Int(wcwidth(wide(self))), 0) }

  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
}

/// Has the C library read and write UTF-8: the user's locale where it is one of UTF-8, else `C.UTF-8`.
func useUTF8() {
  setlocale(LC_CTYPE, "")
  if let name = nl_langinfo(nl_item(CODESET)), strcmp(name, "UTF-8") != 0 { setlocale(LC_CTYPE, "C.UTF-8") }
}
