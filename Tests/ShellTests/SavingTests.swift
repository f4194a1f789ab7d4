import Glibc
import Testing

@testable import Shell

/// `save` and `open`, in a new folder.
@Suite final class SavingTests {
  private let folder: String
  private let practice: Practice

  init() throws {
    var template = Array("/tmp/saving.XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    practice = try Practice()
  }

  deinit {
    for name in Folder.names(in: folder) where name != "." && name != ".." { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  /// Runs a script in which `%` is the folder. Returns its output, or how it failed.
  @discardableResult
  private func run(_ script: String) -> String {
    let parts = script.split(separator: "%", omittingEmptySubsequences: false)
    let (shown, fault) = practice.run(parts.joined(separator: folder))
    return shown + fault.split(separator: folder, omittingEmptySubsequences: false).joined(separator: "%")
  }

  private func file(_ name: String) throws -> String { try Folder.read("\(folder)/\(name)") }

  private var names: [String] { Folder.names(in: folder).filter { $0 != "." && $0 != ".." }.sorted() }

  @Test(arguments: [
    ("1..3 | save %/f.json", "[\n1,\n2,\n3\n]\n"), ("[1, 2, 3] | save %/f.json", "[\n1,\n2,\n3\n]\n"),
    ("[] | save %/f.json", "[]\n"), ("{a: 1} | save %/f.json", "{\"a\":1}\n"),
    ("1..2 | map {a: @} | save %/f.csv", "a\n1\n2\n"), ("[{a: 1}, {b: 2}] | save %/f.csv", "a,b\n1,\n,2\n"),
    ("1..2 | each { {a: @} } | save %/f.csv --excel", "\u{FEFF}a\n1\n2\n"),
    ("[{a: 1}] | where false | save %/f.csv", ""), ("{a: \"x\\ty\"} | save %/f.tsv", "a\n\"x\ty\"\n"),
    ("1..2 | save %/f.ndjson", "1\n2\n"), ("\"a\" | save %/f.txt", "a\n"),
    ("[a, b] | save %/f.txt", "a\nb\n"),
    ("1e308 | save %/f.json", "1e308\n"), ("1..2 | save %/f --as ndjson", "1\n2\n"),
  ]) func listsAreWrittenTheSameHoweverTheyCome(script: String, expected: String) throws {
    #expect(run(script) == "")
    #expect(try file(names.first ?? "") == expected)
    #expect(names.count == 1)
  }

  @Test func moreThanAPieceIsWrittenWhole() throws {
    #expect(run("1..20000 | map {id: @, t: \"text\"} | save %/f.csv\nopen %/f.csv | save %/g.ndjson") == "")
    #expect(run("open %/g.ndjson | map int(@.id) | sum") == "200010000")
    #expect(run("(open %/f.csv)[-1] | to json") == #"{"id":"20000","t":"text"}"#)
  }

  @Test func whatIsNoListStaysNone() throws {
    try Folder.write(folder + "/f.json", "{\"a\": [1]}")
    #expect(run("open %/f.json | save %/g.json") == "")
    #expect(try file("g.json") == "{\"a\":[1]}\n")
  }

  @Test func aFileMayBeWrittenWhileItIsRead() throws {
    #expect(run("1..20000 | save %/f.ndjson\nopen %/f.ndjson | map @ + 1 | save %/f.ndjson") == "")
    #expect(run("open %/f.ndjson | sum") == "200030000")
  }

  @Test func aFailureLeavesTheOldFile() throws {
    try Folder.write(folder + "/f.json", "old")
    #expect(run("1..9 | map 1 / (5 - @) | save %/f.json").contains("must not be 0"))
    #expect(run("try { 1..9 | map 1 / (5 - @) | save %/f.json } catch e { print caught }") == "caught")
    #expect(run("[{a: 1}, 2] | where true | save %/g.csv") == "a row must be an object, but is the number 2")
    #expect(names == ["f.json"])
    #expect(try file("f.json") == "old")
  }

  @Test(arguments: ["/f.json", "/none.json"]) func aSymbolicLinkStays(target: String) throws {
    try Folder.write(folder + "/f.json", "old")
    symlink(String(target.dropFirst()), folder + "/near")
    symlink(folder + "/near", folder + "/far")
    #expect(run("1 | save %/far --as json") == "")
    #expect(names == Array(Set(["f.json", "far", "near", String(target.dropFirst())])).sorted())
    #expect(try file(String(target.dropFirst())) == "1\n")
    var status = stat()
    lstat(folder + "/far", &status)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aLinkToItselfIsToldAsOne() {
    symlink("loop.json", folder + "/loop.json")
    #expect(run("1 | save %/loop.json").contains("symbolic links"))
    #expect(names == ["loop.json"])
  }

  // MARK: --append

  @Test func rowsThatAreAddedFollowTheFirstRow() throws {
    #expect(run("[{a: 1, b: 2}] | save %/f.csv --append\n[{b: 4, a: 3}] | save %/f.csv --append") == "")
    #expect(run("1..2 | map {a: @, b: \"x;y\"} | save %/f.csv --append") == "")
    #expect(try file("f.csv") == "a,b\n1,2\n3,4\n1,\"x;y\"\n2,\"x;y\"\n")
  }

  @Test func otherSeparatorsAndMissingLineEndsAreFollowedToo() throws {
    try Folder.write(folder + "/f.csv", "\u{FEFF}a;b\r\n1;2")
    #expect(run("{a: 3, b: 4} | save %/f.csv --append --excel") == "")
    #expect(try file("f.csv") == "\u{FEFF}a;b\r\n1;2\n3;4\n")
    try Folder.write(folder + "/f.ndjson", "1")
    #expect(run("2 | save %/f.ndjson --append\n[3] | save %/f.ndjson --append") == "")
    #expect(try file("f.ndjson") == "1\n2\n3\n")
    try Folder.write(folder + "/e.csv", "")
    #expect(run("{a: 3} | save %/e.csv --append") == "")
    #expect(try file("e.csv") == "a\n3\n")
  }

  @Test func otherColumnsAreAnErrorThatNamesThem() throws {
    try Folder.write(folder + "/f.csv", "a,b\n1,2\n")
    #expect(
      run("[{a: 3, c: 4}] | save %/f.csv --append")
        == "%/f.csv: rows that are added must have the file's columns, a, b, "
        + "but have no b, and have c, which it has not")
    #expect(run("1..9 | map {a: @} | save %/f.csv --append").hasSuffix("but have no b"))
    #expect(try file("f.csv") == "a,b\n1,2\n")
  }

  @Test func aFailureTakesBackWhatWasAdded() throws {
    try Folder.write(folder + "/f.ndjson", "1\n")
    #expect(run("1..20000 | map 1 / (15000 - @) | save %/f.ndjson --append").contains("must not be 0"))
    #expect(try file("f.ndjson") == "1\n")
    #expect(run("1..9 | map 1 / (5 - @) | save %/g.ndjson --append").contains("must not be 0"))
    #expect(names == ["f.ndjson"])
  }

  @Test func whatMakesNoSenseIsRefused() {
    #expect(run("1 | save %/f.json --append").hasPrefix("--append takes a file of lines or rows"))
    #expect(run("1 | save %/f.json --excel") == "--excel takes a csv or tsv file, but this is json")
    #expect(run("1..9 | save %/f").contains("the name of a file must end in .json"))
    #expect(run("1..9 | save %/none/f.json") == "%/none/f.json must be written, but its folder is not there")
    #expect(names == [])
  }
}
