import FoundationEssentials
import JSON
import Machine
import TestSupport
import Testing

@testable import Library

/// The public suite of CSV files, beside the checkout or in the folder of `WESSAAL_SUITES`.
enum CSVSpectrum {
  static let folder: String = {
    let suites = ProcessInfo.processInfo.environment["WESSAAL_SUITES"]
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return (suites ?? "/\(root)/../shared/suites") + "/csv-spectrum"
  }()

  static func read(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
  }

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/csvs")) ?? []
    return files.filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }.sorted()
  }()
}

@Suite struct CSVTests {
  private func rows(_ text: String, pieces: Int = .max) throws -> Value {
    try decode(Array(text.utf8), .csv, pieces: pieces)
  }

  @Test(.enabled(if: !CSVSpectrum.names.isEmpty, "csv-spectrum is not here"), arguments: CSVSpectrum.names)
  func spectrum(name: String) throws {
    let bytes = try CSVSpectrum.read("csvs/\(name).csv")
    var expected = try Value(parsing: CSVSpectrum.read("json/\(name).json"))
    if name == "location_coordinates" {
      // Here the suite's JSON has one object, and another phone number than its CSV file.
      var row = try #require(expected.asObject)
      row["Contact Phone Number"] = "2095257564"
      expected = [.object(row)]
    }
    for pieces in [1, 2, 3, 7, .max] {
      #expect(try decode(bytes, .csv, pieces: pieces).json == expected.json)
    }
  }

  @Test(arguments: [
    ("a;b\n1;\"x;y\"\n", #"[{"a":"1","b":"x;y"}]"#),
    ("\u{FEFF}\"a\",b\r\n1,2\r\n", #"[{"a":"1","b":"2"}]"#),
    ("a,b\r1,2\r3,4", #"[{"a":"1","b":"2"},{"a":"3","b":"4"}]"#),
    ("\n\na,b\n\n1,2\n\n", #"[{"a":"1","b":"2"}]"#),
    ("a\n\"\"\n", #"[{"a":""}]"#),
    ("a,b\n,\n", #"[{"a":"","b":""}]"#),
    ("a,b\n1,it\"s\n", #"[{"a":"1","b":"it\"s"}]"#),
    ("a,b", "[]"), ("", "[]"), ("\u{FEFF}", "[]"), ("\n\n", "[]"),
    ("\"a\nb\",c\n\"\r\n\",2", #"[{"a\nb":"\r\n","c":"2"}]"#),
    ("a,b\n1,\"\"\"\"", #"[{"a":"1","b":"\""}]"#),
    ("phone,name,,\n1,A,,\n2,B\n", #"[{"phone":"1","name":"A"},{"phone":"2","name":"B"}]"#),
    (",a\n1,2\n", #"[{"":"1","a":"2"}]"#),
    ("sep=;\na;b,c\n1;2\n", #"[{"a":"1","b,c":"2"}]"#),
    ("\u{FEFF}sep=,\r\na,b;c;d\r\n1,2\r\n", #"[{"a":"1","b;c;d":"2"}]"#),
    ("\"sep=|\"\na|b\n1|2", #"[{"a":"1","b":"2"}]"#), ("sep=;", "[]"),
    ("a\tb\n1,5\t2\n", #"[{"a":"1,5","b":"2"}]"#),
    ("'=a,'@b\n'@Ali,''@x\n", ##"[{"=a":"@Ali","@b":"'@x"}]"##),
    ("a,b\n'-5,'tis\n", #"[{"a":"'-5","b":"'tis"}]"#),
  ])
  func rowsHoweverTheyAreWritten(text: String, expected: String) throws {
    for pieces in [1, 2, .max] { #expect(try rows(text, pieces: pieces).json == expected) }
  }

  @Test(arguments: [
    ("a,b\n1,2\n\n3\n", "line 4: a row must have 2 cells as the first one has, but has 1"),
    ("a,b\n\"x\ny\",2\n1,2,3\n", "line 4: a row must have 2 cells as the first one has, but has 3"),
    ("a,b\n1,\"2\n", "line 2: the quote that opens here must be closed, but the text ends"),
    ("a,b\n1,\"2\"x\n", "line 2: a cell must end at its closing quote, but goes on"),
    ("a,,\n1,,\n1,,2\n", "line 3: a cell must stand under a column's name, but the string \"2\" has none"),
    ("a,,\n1,,,\n", "line 2: a row must have 3 cells as the first one has, but has 4"),
    ("sep=;\r\na;b\r\n1\r\n", "line 3: a row must have 2 cells as the first one has, but has 1"),
    ("a,a\n", "line 1: each column must have its own name, but 'a' occurs twice"),
  ])
  func faultsHaveTheirLine(text: String, expected: String) {
    for pieces in [1, .max] { #expect(message { try rows(text, pieces: pieces) } == expected) }
  }

  @Test(arguments: [[97, 10, 0xE3, 10], [0xFF, 0xFE, 97, 0, 10, 0]] as [[UInt8]])
  func otherEncodingsAreRefused(bytes: [UInt8]) {
    #expect(message { try decode(bytes, .csv) }.hasSuffix("the text must be UTF-8, but is not"))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 97, 0, 10, 0], "UTF-16"), ([97, 0, 44, 0, 98, 0, 10, 0], "UTF-16LE"),
      ([0, 97, 0, 44, 0, 98, 0, 10], "UTF-16BE"),
      ([97, 44, 98, 10, 0xE3, 0xCD, 0xE3, 0xCF, 44, 49, 10], "WINDOWS-1256"),
      ([97, 10, 0x4D, 0xFC, 0x6C, 10], "WINDOWS-1252"),
    ] as [([UInt8], String)])
  func otherEncodingsAreNamedWithTheCommandThatConverts(bytes: [UInt8], name: String) throws {
    do {
      _ = try decode(bytes, .csv)
      Issue.record("read")
    } catch let failure as Failure {
      let hint = failure.convertingFile("a b/c.csv").hint ?? ""
      #expect(hint.contains("iconv -f \(name) -t UTF-8 'a b/c.csv' > 'a b/c-utf8.csv'"), "\(hint)")
    }
  }

  @Test func tabsSeparateTSV() throws {
    #expect(try decode(Array("a\tb\n1,5\t2;\n".utf8), .tsv).json == #"[{"a":"1,5","b":"2;"}]"#)
  }

  @Test(
    arguments: [
      (#"[{"a": 1, "b": "x, y"}]"#, "a,b\n1,\"x, y\""), (#"[{"a": null, "b": [1]}]"#, "a,b\n,[1]"),
      (#"[{"a": "q\"q", "b": "l\nl"}]"#, "a,b\n\"q\"\"q\",\"l\nl\""), (#"[{"a": null}]"#, "a\n\"\""),
      (#"[{"a": 1}, {"b": 2}]"#, "a,b\n1,\n,2"), (#"{"a": 1}"#, "a\n1"), ("[]", ""),
    ])
  func objectsBecomeRows(value: String, expected: String) throws {
    #expect(try call("to", json(value), "csv", nil) == Value(expected))
  }

  @Test func theTextOfATableIsGuardedUnlessThatIsAsked() throws {
    let rows: Value = [["a": "=cmd", "b": -1]]
    #expect(try call("to", rows, "csv", nil) == "a,b\n'=cmd,-1")
    #expect(try call("to", rows, "tsv", nil) == "a\tb\n'=cmd\t-1")
    #expect(try call("to", rows, "csv", false) == "a,b\n=cmd,-1")
    #expect(try call("to", rows, "csv", true) == "a,b\n'=cmd,-1")
    #expect(try call("to", rows, "tsv", true) == "a\tb\n'=cmd\t-1")
  }

  @Test(arguments: ["=1", "@a", "+1-2", "-a", "\t1", "\r1", "\n=1", "＝1", "＋1-2", "－a", "＠a", "'=1", "''@"])
  func whatASpreadsheetWouldRunIsGuardedAndReadsBack(cell: String) throws {
    let rows: Value = [["a": Value(cell), "b": "x"]]
    for format: Format in [.csv, .tsv] {
      let bytes = try format.bytes(of: rows, isSafe: true)
      #expect(String(decoding: bytes, as: UTF8.self).contains("'\(cell)"))
      #expect(try format.value(of: bytes) == rows)
    }
  }

  @Test(arguments: ["-5", "+966501234567", "＋966501234567", "＋", "'tis", "a=1", "ＡＢＣ"])
  func whatASpreadsheetShowsStaysAsItIs(cell: String) throws {
    let text = try call("to", [["a": Value(cell)]], "csv", nil)
    #expect(text == Value("a\n\(cell == "＋" ? "'" : "")\(cell)"))
  }

  @Test func whatIsWrittenReadsBack() throws {
    let items: Value = [["a": "1;2", "b c": "\"\r\n,"], ["a": "", "b c": " سلام "]]
    for format: Format in [.csv, .tsv] { #expect(try format.value(of: format.bytes(of: items)) == items) }
  }

  @Test func aStreamKeepsTheColumnsOfItsFirstRow() throws {
    var encoder = Format.csv.encoder()
    var bytes = try encoder.begin()
    try encoder.encode(["a": 1, "b": 2], into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "a,b\n1,2\n")
    try encoder.encode(["b": 3], into: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == "a,b\n1,2\n,3\n")
    #expect(
      message { try encoder.encode(["c": 3], into: &bytes) }
        == "row 3: every member must be one of the columns so far, but 'c' is not")
    #expect(message { try encoder.encode(1, into: &bytes) } == "a row must be an object, but is the number 1")
  }

  /// 32 MB took 8 s when each piece was read again from the beginning.
  @Test func aFirstLineOfManyPiecesIsReadOnce() throws {
    var reader: any Decoder = Format.csv.decoder()
    var items: [Value] = []
    let took = try processorSeconds {
      for _ in 0..<4000 { try reader.feed(Array(repeating: UInt8(ascii: "x"), count: 256), into: &items) }
      try reader.feed(Array(";y\n1;2\n".utf8), into: &items)
    }
    #expect(items.count == 1 && items.first?["y"] == "2")
    #expect(took < 5, "\(took)")
  }
}

/// Reads bytes in pieces of a given size, as they would arrive.
func decode(_ bytes: [UInt8], _ format: Format, pieces: Int = .max) throws -> Value {
  var decoder = format.decoder()
  var items: [Value] = []
  var start = 0
  while start < bytes.count {
    let end = pieces > bytes.count ? bytes.count : min(start + pieces, bytes.count)
    try decoder.feed(Array(bytes[start..<end]), into: &items)
    start = end
  }
  try decoder.finish(into: &items)
  return decoder.isList ? .array(items) : items[0]
}
