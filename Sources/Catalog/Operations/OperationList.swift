/// Lists operations one statement each: one type-checks on its own, and a new one is a new statement.
@resultBuilder
enum OperationList {
  static func buildBlock(_ operations: Operation...) -> [Operation] { operations }
}
