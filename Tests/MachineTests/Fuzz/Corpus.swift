import Glibc

/// The programs that mutations start from: the examples, the inputs of the transcripts, and the examples
/// of the help topics and builtins.
enum Corpus {
  static func programs(root: String = projectRoot) -> [[UInt8]] {
    let examples = files(root + "/examples", ending: ".wsl").map { bytes(of: $0) }
    let transcripts = files(root + "/Tests/Transcripts", ending: ".wslt").map(inputs)
    let topics = files(root + "/Sources/Guide/Topics", ending: ".swift").flatMap(quoted)
    let diagnostics = files(root + "/Tests/Diagnostics", ending: ".wsl").map { bytes(of: $0) }
    return (examples + transcripts + topics + diagnostics + hard).filter { !$0.isEmpty }
  }

  /// All parts of the grammar, in their less usual forms.
  private static let hard: [[UInt8]] = [
    #"""
    let o = {name: "Ali", "a b": 1, type: reply, $x, ...$o, [$k]: [Morning, ...$list, 1..10],} # c
    let t = """
      Hi $c.name, ${c.name}s,

        $(messages list | where @.n > 3
          | count) {{name}} \$5
      """
    select $t id status | map {id: @.id, at: @..['a b', 0][?@.status == "failed" && @.n > $n]}
    messages send template_variables.name=Ali note?=$n ...$more color=#ff0000 'raw $x' \
      --timeout 60s --wait=delivered
    !($a ?? -2.5e3 || "part" in "text" && $t matches 'x+')
    def name(a, b = [1, 2]) { return $a | count }
    test "name" { let x = 1; assert length($x) > 0, "message" }
    $x.a['b c'][0][$i + 1] += (1 + # why
      2 * - -3) # so
    keep last = $x[1:2:-1][::2][*].*..a? ?? -5m
    param file: path = "c.csv" # help
    (if $a { 1 } else if $b { 2 } else { 3 }) | each --parallel 4 { @ } # end
    """#
  ].map { Array($0.utf8) }

  // MARK: - Files

  /// The folder of the project, found from the place of this file.
  static var projectRoot: String {
    #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }
  }

  private static func files(_ folder: String, ending: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(ending) { names.append(folder + "/" + name) }
    }
    return names.sorted()
  }

  private static func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  /// The inputs of a transcript.
  private static func inputs(of path: String) -> [UInt8] {
    let lines = bytes(of: path).split(separator: UInt8(ascii: "\n"))
    let typed = lines.compactMap { line -> ArraySlice<UInt8>? in
      guard let prompt = line.firstIndex(of: UInt8(ascii: ">")), line.prefix(8).contains(UInt8(ascii: ">"))
      else { return nil }
      return line[(prompt + 1)...]
    }
    return Array(typed.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// The texts of the examples in a topic's source.
  private static func quoted(in path: String) -> [[UInt8]] {
    let text = String(decoding: bytes(of: path), as: UTF8.self)
    return text.split(separator: "Example(").dropFirst().map { part in
      let code = part.drop { $0 != "\"" }.replacing("\"\"\"", with: "")
      let unescaped = code.replacing("\\\"", with: "\u{1}").replacing("\\n", with: "\n")
      let end = code.hasPrefix("\n") ? unescaped[...] : unescaped.dropFirst().prefix { $0 != "\"" }
      return Array(end.prefix { $0 != ")" || code.count > 3 }.replacing("\u{1}", with: "\"").utf8)
    }
  }
}
