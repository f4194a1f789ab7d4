import Machine
import SystemCalls

/// Writes a time like POSIX's `strftime` in the C locale, with the common additions of BSD and GNU
/// (`%F %T %R %D %e %k %l %s %z %:z`).
struct Strftime {
  var time: CivilTime
  var seconds: Int64
  /// The offset east of Greenwich in seconds. The zone is its short name.
  var offset: Int
  var zone: String

  /// - Throws: where the format contains an unknown directive.
  static func check(_ format: String) throws(Failure) {
    _ = try Strftime(time: CivilTime(seconds: 0), seconds: 0, offset: 0, zone: "UTC").text(format)
  }

  func text(_ format: String) throws(Failure) -> String {
    var text = ""
    var rest = format[...]
    while let character = rest.popFirst() {
      guard character == "%" else {
        text.append(character)
        continue
      }
      // `%-d` leaves out the padding.
      let isBare = rest.first == "-" && rest.removeFirst() == "-"
      guard let directive = rest.popFirst() else { throw .badDate(format, "%") }
      if directive == ":", rest.first == "z" {
        rest.removeFirst()
        text += offsetText(colon: true)
        continue
      }
      guard let field = try field(directive) else { throw .badDate(format, "%\(directive)") }
      text += isBare ? bare(field) : field
    }
    return text
  }

  private func bare(_ field: String) -> String {
    let bare = field.drop { $0 == "0" || $0 == " " }
    return bare.isEmpty || bare.first?.isNumber == false ? "0" + bare : String(bare)
  }

  private func field(_ directive: Character) throws(Failure) -> String? {
    switch directive {
    case "%": "%"
    case "n": "\n"
    case "t": "\t"
    case "z": offsetText(colon: false)
    case "Z": zone
    case "s": String(seconds)
    default: try compound(directive) ?? dateField(directive) ?? timeField(directive)
    }
  }

  private func compound(_ directive: Character) throws(Failure) -> String? {
    guard let format = Self.compounds[directive] else { return nil }
    return try text(format)
  }

  static let compounds: [Character: String] = [
    "F": "%Y-%m-%d", "D": "%m/%d/%y", "x": "%m/%d/%y", "T": "%H:%M:%S", "X": "%H:%M:%S", "R": "%H:%M",
    "r": "%I:%M:%S %p", "c": "%a %b %e %H:%M:%S %Y", "h": "%b",
  ]

  private func dateField(_ directive: Character) -> String? {
    switch directive {
    case "Y": return padded(Int(time.year), 4)
    case "m": return padded(time.month, 2)
    case "d": return padded(time.day, 2)
    default: break
    }
    guard !"HMS".contains(directive) else { return nil }
    let week = time.isoWeek
    let weekday = time.weekday
    return switch directive {
    case "C": padded(Int(time.year) / 100, 2)
    case "y": padded(Int(time.year) % 100, 2)
    case "e": padded(time.day, 2, " ")
    case "j": padded(time.dayOfYear, 3)
    case "A": Self.weekdays[weekday]
    case "a": String(Self.weekdays[weekday].prefix(3))
    case "B": Self.months[time.month - 1]
    case "b": String(Self.months[time.month - 1].prefix(3))
    case "u": String(weekday == 0 ? 7 : weekday)
    case "w": String(weekday)
    case "U": padded((time.dayOfYear + 6 - weekday) / 7, 2)
    case "W": padded((time.dayOfYear + 6 - (weekday + 6) % 7) / 7, 2)
    case "V": padded(week.week, 2)
    case "G": padded(Int(week.year), 4)
    case "g": padded(Int(week.year) % 100, 2)
    default: nil
    }
  }

  private func timeField(_ directive: Character) -> String? {
    let hour = time.hour % 12 == 0 ? 12 : time.hour % 12
    return switch directive {
    case "H": padded(time.hour, 2)
    case "k": padded(time.hour, 2, " ")
    case "I": padded(hour, 2)
    case "l": padded(hour, 2, " ")
    case "M": padded(time.minute, 2)
    case "S": padded(time.second, 2)
    case "p": time.hour < 12 ? "AM" : "PM"
    case "P": time.hour < 12 ? "am" : "pm"
    default: nil
    }
  }

  private func offsetText(colon: Bool) -> String {
    let minutes = abs(offset) / 60
    return (offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + (colon ? ":" : "") + padded(minutes % 60, 2)
  }

  private func padded(_ number: Int, _ width: Int, _ filler: Character = "0") -> String {
    let text = String(number)
    return String(repeating: filler, count: max(0, width - text.count)) + text
  }

  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
}
