import ArgumentParser

/// The names of the options before the script or the command, as `--help` lists them.
enum OptionNames {
  static var all: [String] {
    var names: [String] = []
    for line in Wessaal.helpMessage(columns: 200).split(separator: "\n") where line.hasPrefix("  -") {
      for word in line.split(separator: " ") where word.hasPrefix("--") {
        names.append(String(word.dropFirst(2).prefix { $0.isLetter || $0 == "-" }))
        break
      }
    }
    return names
  }
}
