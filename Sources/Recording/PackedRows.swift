import JSON
import Library

/// Writes rows of other people in a few bytes each. A replay needs thousands of them to walk through the same pages,
/// and they would fill a file.
///
/// Successive rows that hold only `id`, `type`, `status` and `created_at` become one object with the member `others`.
/// Ids and times are stored as differences, and words with the number of successive rows that have them.
enum PackedRows {
  private static let name: Text = "…others"
  private static let members: Set<String> = ["id", "type", "status", "created_at"]
  /// Fewer rows are not packed, because nothing would be saved.
  private static let fewest = 3

  // MARK: Packing

  static func packed(_ body: Value) -> Value {
    switch body {
    case .array(let rows): return .array(packed(rows))
    case .object(var object):
      for member in object.members where member.name == "data" { object[member.name] = packed(member.value) }
      return .object(object)
    case .null, .bool, .int, .double, .decimal, .string: return body
    }
  }

  private static func packed(_ rows: [Value]) -> [Value] {
    var result: [Value] = []
    var run: [Row] = []
    func end() {
      result += run.count < fewest ? run.map(\.value) : [packed(run)]
      run = []
    }
    for row in rows {
      if let row = Row(row) {
        run.append(row)
      } else {
        end()
        result.append(row)
      }
    }
    end()
    return result
  }

  private static func packed(_ run: [Row]) -> Value {
    .object(
      Object([
        (
          name,
          [
            "id": .array(differences(run.map(\.id))), "time": .array(differences(run.map(\.time))),
            "type": .array(runs(run.map(\.type))), "status": .array(runs(run.map(\.status))),
          ] as Value
        )
      ]))
  }

  private static func differences(_ numbers: [Int64]) -> [Value] {
    var last: Int64 = 0
    return numbers.map { number in
      defer { last = number }
      return .int(number - last)
    }
  }

  private static func runs(_ words: [String]) -> [Value] {
    var runs: [(word: String, count: Int64)] = []
    for word in words {
      if runs.last?.word == word { runs[runs.count - 1].count += 1 } else { runs.append((word, 1)) }
    }
    return runs.flatMap { [Value($0.word), .int($0.count)] }
  }

  // MARK: Unpacking

  static func unpacked(_ body: Value) -> Value {
    switch body {
    case .array(let rows): return .array(rows.flatMap(unpackedRow))
    case .object(var object):
      for member in object.members where member.name == "data" {
        object[member.name] = unpacked(member.value)
      }
      return .object(object)
    case .null, .bool, .int, .double, .decimal, .string: return body
    }
  }

  private static func unpackedRow(_ row: Value) -> [Value] {
    guard let packed = row.asObject?[name] else { return [row] }
    let ids = sums(packed["id"])
    let times = sums(packed["time"])
    let (types, states) = (words(packed["type"], ids.count), words(packed["status"], ids.count))
    guard times.count == ids.count, types.count == ids.count, states.count == ids.count else { return [row] }
    return ids.indices.map {
      Row(id: ids[$0], time: times[$0], type: types[$0], status: states[$0]).value
    }
  }

  private static func sums(_ numbers: Value?) -> [Int64] {
    var last: Int64 = 0
    return (numbers?.asArray ?? []).compactMap(\.asInt).map { number in
      last = last.addingReportingOverflow(number).partialValue
      return last
    }
  }

  /// - Parameter most: how many words there may be; the file may ask for any number.
  private static func words(_ runs: Value?, _ most: Int) -> [String] {
    let runs = runs?.asArray ?? []
    var words: [String] = []
    for place in stride(from: 0, to: runs.count - 1, by: 2) {
      let count = min(max(runs[place + 1].asInt ?? 0, 0), Int64(most - words.count))
      words += Array(repeating: runs[place].asString ?? "", count: Int(count))
    }
    return words
  }

  /// A row that can be restored without loss.
  private struct Row {
    var id: Int64
    /// Microseconds since 1970.
    var time: Int64
    var type: String
    var status: String

    init(id: Int64, time: Int64, type: String, status: String) {
      (self.id, self.time, self.type, self.status) = (id, time, type, status)
    }

    init?(_ value: Value) {
      guard case .object(let object) = value, object.count == PackedRows.members.count,
        let id = value["id"]?.asInt, id > 0, let type = value["type"]?.asString,
        let status = value["status"]?.asString, let text = value["created_at"]?.asText,
        let seconds = ISOTime.seconds(text)?.asDouble, (0..<1e11).contains(seconds)
      else { return nil }
      self.init(id: id, time: Int64((seconds * 1e6).rounded()), type: type, status: status)
      // A row that would not come back unchanged is not packed.
      if self.value != value { return nil }
    }

    var value: Value {
      let seconds = Double(time / 1_000_000)
      let micros = String(1_000_000 + time % 1_000_000).dropFirst()
      let written = Library.written(seconds)
      return [
        "id": .int(id), "type": Value(type), "status": Value(status),
        "created_at": Value("\(written.prefix(10))T\(written.dropFirst(11).prefix(8)).\(micros)Z"),
      ]
    }
  }
}
