import JSON
import Machine
import Syntax

extension Builtin {
  static let keys = Builtin(
    Signature("keys", input: .whole), "the names of an object's members, in their order",
    in: .json, examples: [Example("{b: 1, a: 2} | keys", shows: "\"b\"\n\"a\"")],
    takes: .object, gives: .texts,
    .function { call throws(Failure) in .array(try call.object(0, "keys").names.map(Value.string)) })

  static let values = Builtin(
    Signature("values", input: .whole), "the values of an object's members, in their order",
    in: .json, examples: [Example("{b: 1, a: 2} | values", shows: "1\n2")],
    takes: .object, gives: .list,
    .function { call throws(Failure) in .array(try call.object(0, "values").values) })

  static let entries = Builtin(
    Signature("entries", input: .whole), "an object as a list of {key, value}",
    in: .json, examples: [Example("{a: 1} | entries", shows: #"{"key":"a","value":1}"#)],
    takes: .object,
    gives: .always(.rows("entries", [Outline.Member("key", .types(.text)), Outline.Member("value")])),
    .function { call throws(Failure) in
      let members = try call.object(0, "entries").members
      return .array(
        try members.indices.map { (place) throws(Failure) in
          try call.interruption.poll(place)
          return ["key": .string(members[place].name), "value": members[place].value]
        })
    })

  static let fromEntries = Builtin(
    Signature("from-entries", input: .whole),
    "a list of {key, value} as an object; of equal keys the last wins",
    in: .json, examples: [Example("[{key: a, value: 1}] | from-entries", shows: #"{"a":1}"#)],
    takes: Taken(.list, "a list of {key, value}"), gives: .always(.types(.object)),
    .function { call throws(Failure) in
      var object = Object()
      for (turn, entry) in try call.list(0, "from-entries", "a list of {key, value}").enumerated() {
        try call.interruption.poll(turn)
        guard let key = entry["key"]?.memberName, let value = entry["value"] else {
          throw .argument("from-entries", "a list of {key, value} with text as keys", entry)
        }
        object[key] = value
      }
      return .object(object)
    })

  static let type = Builtin(
    Signature("type", input: .whole), "the type of a value: null boolean number string array object",
    in: .json, examples: [Example("type(1.5)", shows: #""number""#)],
    gives: .text,
    .function { call throws(Failure) in Value(call.value(0).typeName) })
}
