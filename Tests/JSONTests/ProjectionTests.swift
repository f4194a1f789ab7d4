import JSON
import Testing

/// A reader with a projection must give the same as one without it, in the members of the projection.
/// It must refuse the same texts, at the same place and with the same words.
@Suite struct ProjectionTests {
  /// The values that were read, and the fault after them.
  private struct Reading: Equatable {
    var values: [Value] = []
    var error: JSONError?
  }

  private func read(_ text: [UInt8], _ form: JSONElements.Form, _ projection: Projection) -> Reading {
    var reading = Reading()
    var elements = JSONElements(form, projection: projection)
    do {
      elements.append(text)
      try elements.take { reading.values.append($0) }
      elements.finish()
      try elements.take { reading.values.append($0) }
    } catch {
      reading.error = error
    }
    return reading
  }

  private func expectSame(
    _ text: [UInt8], _ form: JSONElements.Form, _ projection: Projection, looking names: [String]
  ) {
    let whole = read(text, form, .whole)
    let part = read(text, form, projection)
    #expect(part.error == whole.error, "\(String(decoding: text, as: UTF8.self))")
    #expect(part.values.count == whole.values.count)
    for (part, whole) in zip(part.values, whole.values) {
      #expect((part.asObject == nil) == (whole.asObject == nil))
      for name in names { #expect(part[name] == whole[name], "\(name) of \(whole.json)") }
    }
  }

  private static let items = [
    #"{"id":1,"status":"failed","note":null}"#, #"{"status":"a","x":[1,{"status":"b"}],"status":"c"}"#,
    #"{ "id" : -0.50e+3 , "in" : { "a" : [ true , false , { } , [ ] ] } , "status" : [ 1 ] }"#,
    #"{"st\u0061tus":"é😀","id":"\ud83d\ude00\\\"\/\b\n"}"#, #"{"id":1}"#, "{}", "[1,{\"status\":2}]", "12",
    #""status""#, #"{"status":{"id":1,"deep":[[["ünï"]]]},"id":12345678901234567890,"":0}"#,
    #"{"a-name-that-is-longer-than-sixteen":1,"a-name-that-is-longer-than-sixtees":2,"status":3}"#,
    #"{"a-name-that-is-longer-than-sixteen":1,"a-name-that-is-longer-than-sixteen":2,"status":4}"#,
  ]

  private static let projections: [(Projection, [String])] = [
    (.nothing, []), (.member("status", required: true), ["status"]),
    (.member("status", required: false), ["status"]), (.member("id", required: true), ["id"]),
    (.member("a-name-that-is-longer-than-sixteen", required: false), ["a-name-that-is-longer-than-sixteen"]),
    (.member("", required: false), [""]),
    (
      {
        var both = Projection.member("id", required: false)
        both.formUnion(.member("status", required: false))
        return both
      }(), ["id", "status"]
    ),
  ]

  @Test(arguments: [JSONElements.Form.array, .lines])
  func whatIsLookedAtIsThere(_ form: JSONElements.Form) {
    let items = Self.items.joined(separator: form == .array ? ",\n" : "\n")
    let text = form == .array ? "[\(items)]" : items
    for (projection, names) in Self.projections {
      expectSame(Array(text.utf8), form, projection, looking: names)
    }
  }

  @Test func anObjectWithoutARequiredMemberIsReadWhole() {
    let text = Array(#"[{"status":1,"id":2},{"statuss":1,"id":2}]"#.utf8)
    #expect(
      read(text, .array, .member("status", required: true)).values
        == [["status": 1], ["statuss": 1, "id": 2]])
    #expect(read(text, .array, .member("status", required: false)).values == [["status": 1], [:]])
  }

  @Test(arguments: items)
  func aFaultIsToldTheSameWherever(_ item: String) {
    let text = Array("[\(item)]".utf8)
    for place in text.indices {
      var cut = text
      cut.remove(at: place)
      expectSame(cut, .array, .nothing, looking: [])
      for byte in [0x00, 0x22, 0x30, 0x5C, 0x5D, 0xC3] as [UInt8] {
        var spoilt = text
        spoilt[place] = byte
        expectSame(spoilt, .array, .member("status", required: true), looking: ["status"])
      }
    }
  }

  @Test func nestingHasItsLimitInWhatIsPassedOver() {
    for depth in [509, 510, 511, 512, 513, 100_000] {
      let brackets = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      let text = #"[{"a":"# + brackets + "}]"
      expectSame(Array(text.utf8), .array, .nothing, looking: [])
      #expect((read(Array(text.utf8), .array, .nothing).error == nil) == (depth < 512))
    }
  }
}
