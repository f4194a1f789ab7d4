import JSON
import Source
import Syntax

/// Arguments of commands on whole values that are expressions over `@`.
extension Compiler {
  /// An operand over the whole value, which stands in a register: the value of an expression, or the
  /// steps of a path to a place as an array.
  func over(_ whole: Int, _ argument: Argument, _ kind: Operand.Kind) -> (Int) -> Void {
    { target in
      guard case .operand(let expression) = argument.kind else { return }
      self.overValue(whole) {
        if kind == .place, case .path(_, let segments) = expression.kind {
          self.steps(segments, into: target)
        } else {
          self.value(expression, into: target)
        }
      }
    }
  }

  private func steps(_ segments: [Segment], into target: Int) {
    temporary {
      let first = builder.registers(segments.count)
      for (index, segment) in segments.enumerated() {
        switch segment.selectors.first {
        case .name(let name): builder.constant(.string(name), into: first + index)
        case .index(let place): builder.constant(.int(place), into: first + index)
        case .computed(let key): value(key, into: first + index)
        case .slice, .wildcard, .filter, nil: preconditionFailure("a place that is set is names and indices")
        }
      }
      builder.emit(.array, target, first, segments.count)
    }
  }

  /// A flag that is an expression over the items of lists, which stand in registers: for each list, the
  /// array of its items' values. Nil where it was not given.
  func keys(_ flag: Flag, of command: Command, _ lists: [Int]) -> ((Int) -> Void)? {
    for case .flag(let name, let expression?) in command.arguments.map(\.kind) where name.text == flag.name {
      return { target in
        self.temporary {
          let first = self.builder.registers(lists.count)
          for (index, list) in lists.enumerated() {
            self.keys(expression, of: list, for: "\(command.name.text) --\(flag.name)", into: first + index)
          }
          self.builder.emit(.array, target, first, lists.count)
        }
      }
    }
    return nil
  }

  private func keys(_ expression: Expression, of list: Int, for name: String, into target: Int) {
    temporary {
      var loop = open(.value(list), collecting: true, by: name)
      let key = builder.register()
      overValue(loop.item) { value(expression, into: key) }
      loop.item = key
      builder.emit(.take, target, value(of: .items(loop)))
    }
  }

  /// Compiles something in which `@` is what stands in a register.
  func overValue(_ register: Int, _ body: () -> Void) {
    let outer = (item, enclosing)
    item = register
    enclosing = []
    needing(.value, body)
    (item, enclosing) = outer
  }
}
