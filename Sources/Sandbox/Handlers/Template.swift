import Catalog
import JSON

extension Draft {
  /// A draft of text or media. Its content comes from a template where the message names one, or where it has
  /// no content and `shared` names one.
  init?(
    message arguments: Object, of shape: Shape, shared: Object = Object(), at prefix: String = "",
    in state: State, faults: inout [FieldFault]
  ) {
    let type = arguments.text("message_type")
    self.init(type: type ?? "text", arguments, of: shape, at: prefix, in: state, faults: &faults)
    content = arguments.text("content")
    let ownID = arguments["template_id"]?.asInt
    guard let id = ownID ?? (content == nil ? shared["template_id"]?.asInt : nil) else { return }
    let field = ownID == nil ? "" : prefix
    guard let template = state.templates[id] else {
      if state.unknown.contains(.templates) {
        templateID = id
        return
      }
      faults.append(.doesNotExist("template_id", at: field))
      return
    }
    if template["is_active"] == false {
      faults.append(.inactiveTemplate(at: field))
    }
    templateID = id
    if type == nil, let type = template["message_type"]?.asText { self.type = type }
    let variables = merged(shared["template_variables"], arguments["template_variables"])
    fill(template["content"]?.asString ?? "", variables, at: prefix, faults: &faults)
  }

  private mutating func fill(
    _ template: String, _ variables: Object, at prefix: String, faults: inout [FieldFault]
  ) {
    let filled = filling(template, with: variables)
    content = Text(filled.text)
    for name in filled.missing {
      faults.append(
        FieldFault(
          field: prefix + "template_variables",
          message: "The template variables field must have a value for \(name)."))
    }
  }
}

extension FieldFault {
  static func inactiveTemplate(at prefix: String = "") -> FieldFault {
    FieldFault(field: prefix + "template_id", message: "The selected template is not active.")
  }
}

/// The shared variables together with the message's own, which win.
private func merged(_ shared: Value?, _ own: Value?) -> Object {
  var variables = shared?.asObject ?? Object()
  for member in own?.asObject?.members ?? [] { variables[member.name] = member.value }
  return variables
}

/// Puts values in the places of a template's `{{names}}`, and returns the names without a value, each once.
/// Text that only begins like a placeholder stays as it is.
func filling(_ template: String, with variables: Object) -> (text: String, missing: [String]) {
  var text: [UInt8] = []
  var missing: [String] = []
  var rest = Array(template.utf8)[...]
  while let open = rest.first(UInt8(ascii: "{")), let close = rest[open...].first(UInt8(ascii: "}")) {
    let name = String(decoding: rest[(open + 2)..<close], as: UTF8.self).trimmed
    text += rest[..<open]
    if let value = variables[name] {
      text += (value.asString ?? value.json).utf8
    } else if !missing.contains(name) {
      missing.append(name)
    }
    rest = rest[(close + 2)...]
  }
  return (String(decoding: text + rest, as: UTF8.self), missing)
}

extension ArraySlice<UInt8> {
  /// The first place where two of this byte stand side by side.
  fileprivate func first(_ byte: UInt8) -> Int? {
    indices.dropLast().first { self[$0] == byte && self[$0 + 1] == byte }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
