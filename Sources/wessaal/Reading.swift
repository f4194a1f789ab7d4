import ArgumentParser

extension ParsableArguments {
  /// Reads options from words. What is wrong with them is told as every other fault is; `--help` and
  /// `--version` are thrown as an `Answer`.
  ///
  /// - Parameter name: the command as it is typed.
  static func read(_ words: [String], as name: String) throws -> Self {
    do { return try parse(words) } catch {
      if exitCode(for: error).isSuccess { throw Answer(text: fullMessage(for: error)) }
      throw StartFailure(message: fault(error), hint: "'\(name) --help' lists the options")
    }
  }

  /// One line that begins small, as ours do.
  private static func fault(_ error: any Error) -> String {
    let text = message(for: error).replacing("\n  - ", with: " ")
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

/// Text that was asked for in place of a run.
struct Answer: Error {
  var text: String
}
