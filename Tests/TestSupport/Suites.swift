import JSON
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The public test suites: in `../shared/suites` beside the checkout, or in the folder of
/// `WESSAAL_SUITES`.
package enum Suites {
  package static let folder: String? = {
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let beside = root.dropLast().joined(separator: "/") + "/shared/suites"
    let named = getenv("WESSAAL_SUITES").map { String(cString: $0) }
    guard let folder = [named, beside].compactMap(\.self).first(where: { access($0, R_OK) == 0 }) else {
      print("The public suites are not here: their tests are skipped. WESSAAL_SUITES names their folder.")
      return nil
    }
    return folder
  }()

  package static let arePresent = folder != nil

  package static func bytes(_ name: String) throws -> [UInt8] {
    let file = try #require(fopen((folder ?? "") + "/" + name, "r"))
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    #expect(fread(&bytes, 1, bytes.count, file) == bytes.count)
    return bytes
  }

  package static func tests(_ name: String) throws -> [Value] {
    let tests = try #require(try Value(parsing: bytes(name))["tests"]?.asArray)
    try #require(!tests.isEmpty)
    return tests
  }
}
