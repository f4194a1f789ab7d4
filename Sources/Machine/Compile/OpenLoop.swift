import Syntax

/// A loop whose body is being emitted: the code after this point runs once an item.
struct OpenLoop {
  /// The register of the current item.
  var item: Int
  /// Where the next item is fetched.
  var continueLabel: Label
  /// Where it goes on when there are no more. Not placed yet.
  var endLabel: Label
  /// The loop slots to close where the loop is left early.
  var slots: [Int]
  /// The array that collects the items, where somebody will ask for it.
  var collector: Int?
  /// Where it goes on if the source is not a list but one value.
  var one: One?
  /// What is known of the row that `item` came of.
  var row = Row.none

  enum Row {
    /// The loop counts, or the item was made of several.
    case none
    /// It is what the stream of the loop is at.
    case streamed
    /// It is the item of a list.
    case listed
    /// It was made of that item, or may have been.
    case made
  }

  /// With another item, which is made of the one before.
  func making(_ item: Int) -> OpenLoop {
    var loop = self
    loop.item = item
    if loop.row == .listed { loop.row = .made }
    return loop
  }

  struct One {
    /// The register of that value.
    var value: Int
    /// Not placed yet.
    var label: Label
    /// The filters that it goes through, by their slots.
    var filters: [Int]
  }
}

/// What a pipeline has come to, so far.
enum Flow {
  case value(Int)
  /// A command that answers item by item, not called yet.
  case stream(Command, Builtin)
  /// A range, not counted through yet.
  case range(Expression, Expression)
  case items(OpenLoop)
}
