import JSON
import Machine
import Synchronization
import SystemCalls

/// A time zone: how far local time is from UTC, and when. It is a fixed offset, or comes from a file of the time zone
/// database (RFC 9636).
public struct Zone: Sendable {
  typealias Local = (offset: Int, name: String)

  private var transitions: [(time: Int64, local: Local)] = []
  private var earliest: Local
  /// The rule for times after the last transition.
  private var rule: ZoneRule?

  public static let utc = Zone(earliest: (0, "UTC"))
  /// The zones that were read, since reading a file takes longer than writing a date.
  private static let read = Mutex<[Text: Zone]>([:])

  private init(earliest: Local) { self.earliest = earliest }

  init(_ file: ZoneFile) {
    transitions = zip(file.times, file.types).map { ($0, file.locals[$1]) }
    earliest = file.locals[0]
    rule = ZoneRule(file.footer)
  }

  /// The zone with this name, such as `Asia/Riyadh`, `UTC` or `+03:00`.
  public init(named text: Text) throws(Failure) {
    if let known = Self.read.withLock({ $0[text] }) {
      self = known
      return
    }
    let zone = try Zone(reading: text)
    Self.read.withLock { $0[text] = zone }
    self = zone
  }

  private init(reading text: Text) throws(Failure) {
    let name = text.string
    if name == "UTC" || name == "Z" {
      self = .utc
    } else if let offset = Self.fixedOffset(name) {
      self.init(earliest: (offset, name))
    } else {
      guard let file = ZoneFile(zone: name) else { throw .unknownZone(text) }
      self.init(file)
    }
  }

  func local(at seconds: Int64) -> Local {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle].time <= seconds { low = middle + 1 } else { high = middle }
    }
    if low == transitions.count, let rule { return rule.local(at: seconds) }
    return low == 0 ? earliest : transitions[low - 1].local
  }

  /// The moment at which clocks show a local time. The local time is given as if it were UTC. Where clocks show the
  /// time twice, it is the first moment. Where they skip it, it is later by the amount that they skip.
  func seconds(ofLocal local: Int64) -> Int64 {
    let before = Int64(self.local(at: local - 86_400).offset)
    let after = Int64(self.local(at: local + 86_400).offset)
    for offset in [before, after] where Int64(self.local(at: local - offset).offset) == offset {
      return local - offset
    }
    return local - before
  }

  /// When the day began that is `days` days before the day of a moment. Both times are in seconds since 1970.
  public func midnight(_ days: Int, before moment: Double) -> Int64 {
    let seconds = Int64(clamping: moment.rounded(.down))
    var day = CivilTime(seconds: seconds.adding(Int64(local(at: seconds).offset)))
    (day.hour, day.minute, day.second) = (0, 0, 0)
    return self.seconds(ofLocal: day.seconds - Int64(days) * 86_400)
  }

  private static func fixedOffset(_ name: String) -> Int? {
    guard let sign = name.first, sign == "+" || sign == "-" else { return nil }
    let digits = name.dropFirst().filter { $0 != ":" }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy(\.isASCII),
      let hours = Int(digits.prefix(2)), hours < 24, let minutes = Int("0" + digits.dropFirst(2)),
      minutes < 60
    else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

/// The contents of a TZif file (RFC 9636 §3): the block with 64-bit times, and the rule at the end.
struct ZoneFile {
  var times: [Int64] = []
  var types: [Int] = []
  var locals: [Zone.Local] = []
  var footer = ""

  init?(zone name: String) {
    let isPlain = name.utf8.allSatisfy {
      (65...90).contains($0 & 0xDF) || (48...57).contains($0) || "/_+-".utf8.contains($0)
    }
    guard isPlain, !name.hasPrefix("/"), let bytes = Self.read("/usr/share/zoneinfo/" + name) else {
      return nil
    }
    self.init(bytes)
  }

  init?(_ bytes: [UInt8]) {
    guard let first = Header(bytes, at: 0), first.version >= 2,
      let second = Header(bytes, at: 44 + first.length(ofTime: 4))
    else { return nil }
    var at = second.end
    let footerStart = at + second.length(ofTime: 8)
    guard footerStart <= bytes.count, second.typeCount > 0 else { return nil }
    times = (0..<second.timeCount).map { bytes.integer(at: at + 8 * $0, width: 8) }
    at += 8 * second.timeCount
    types = (0..<second.timeCount).map { Int(bytes[at + $0]) }
    at += second.timeCount
    let names = bytes[(at + 6 * second.typeCount)...].prefix(second.nameCount)
    locals = (0..<second.typeCount).map { index in
      let offset = Int32(truncatingIfNeeded: bytes.integer(at: at + 6 * index, width: 4))
      let name = names.dropFirst(Int(bytes[at + 6 * index + 5])).prefix { $0 != 0 }
      return (Int(offset), String(decoding: name, as: UTF8.self))
    }
    guard types.allSatisfy(locals.indices.contains) else { return nil }
    let lines = bytes[footerStart...].split(separator: UInt8(ascii: "\n"))
    footer = lines.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private struct Header {
    var version: Int
    var end: Int
    var counts: [Int]

    init?(_ bytes: [UInt8], at start: Int) {
      guard start >= 0, bytes.count >= start + 44, bytes[start...].starts(with: "TZif".utf8) else {
        return nil
      }
      version = Int(bytes[start + 4]) - 48
      counts = (0..<6).map { Int(bytes.integer(at: start + 20 + 4 * $0, width: 4)) }
      end = start + 44
    }

    var timeCount: Int { counts[3] }
    var typeCount: Int { counts[4] }
    var nameCount: Int { counts[5] }

    /// The length of the block after this header, where each time has this many bytes.
    func length(ofTime width: Int) -> Int {
      timeCount * (width + 1) + typeCount * 6 + nameCount + counts[2] * (width + 4) + counts[1] + counts[0]
    }
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let descriptor = try? Descriptor.open(path, .reading) else { return nil }
    defer { descriptor.close() }
    return (try? descriptor.read(65_536)).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension [UInt8] {
  /// A big-endian integer.
  fileprivate func integer(at start: Int, width: Int) -> Int64 {
    Int64(truncatingIfNeeded: self[start..<start + width].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
