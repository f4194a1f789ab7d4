import Completion
import Rendering
import Shell

/// Lays out candidates as lines for a terminal: in columns, each with its meaning, cut to the window's
/// width.
struct CandidateList {
  /// The cells between two columns, and between a candidate and its meaning.
  private static let gap = 2

  private let cells: [String]
  private let cellWidth: Int
  private let size: Terminal.Size

  init(_ candidates: [Candidate], size: Terminal.Size) {
    let names = candidates.map { Escaping.line($0.shown) }
    let nameWidth = names.map(\.cellCount).max() ?? 0
    let meant = candidates.contains { !$0.meaning.isEmpty }
    cells = zip(names, candidates).map { name, candidate in
      meant
        ? (name.padded(to: nameWidth + CandidateList.gap) + Escaping.line(candidate.meaning))
          .cut(to: size.columns - 1)
        : name.cut(to: size.columns - 1)
    }
    cellWidth = cells.map(\.cellCount).max() ?? 0
    self.size = size
  }

  /// The lines. The order of the candidates goes down the columns.
  var lines: [String] {
    let columns = Swift.max((size.columns - 1 + CandidateList.gap) / (cellWidth + CandidateList.gap), 1)
    let rows = (cells.count + columns - 1) / columns
    return (0..<rows).map { row in
      stride(from: row, to: cells.count, by: rows).map { cells[$0].padded(to: cellWidth) }
        .joined(separator: String(repeating: " ", count: CandidateList.gap)).trimmedAtEnd
    }
  }

  /// The question before more than a screenful is shown; nil where all fits. The prompt and the line
  /// above it need two rows.
  var question: String? {
    lines.count > Swift.max(size.rows - 3, 1) ? "Show all \(cells.count)? [y/N] " : nil
  }
}

extension String {
  var trimmedAtEnd: String {
    String(scalars: Array(unicodeScalars.reversed().drop { $0 == " " }).reversed())
  }
}
