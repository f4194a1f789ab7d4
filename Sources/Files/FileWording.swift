import Glibc
import Machine
import Rendering

extension Failure {
  package init(_ error: FileError) {
    let name = Escaping.line(error.path)
    let verb = error.action.rawValue
    let system = String(cString: strerror(error.code))
    switch error.code {
    case ENOENT where error.isOfGoneFolder:
      self.init(
        .script, "\(name) must be \(verb), but the working folder is gone: it was removed or replaced",
        hint: "cd to a folder that is there, or name the file by its whole path")
    case ENAMETOOLONG:
      let name = Escaping.line(String(error.path.prefix(40)))
      self.init(
        .script,
        "a path must have fewer than \(PATH_MAX) bytes, and each name in it at most \(NAME_MAX), but "
          + "\(name)… has \(error.path.utf8.count)")
    case ENOENT where error.path.hasPrefix("~/"):
      self.init(
        .script, "\(name) must be \(verb), but there is no folder '~'",
        hint: "the home folder is \"$env.HOME\(name.dropFirst())\"")
    case ENOENT where error.action == .write:
      self.init(.script, "\(name) must be \(verb), but its folder is not there", hint: "mkdir makes it")
    case ENOENT:
      self.init(.script, "\(name) must be \(verb), but there is no such file")
    case EINTR: self = .interrupted
    case EISDIR: self.init(.script, "\(name) must be a file, but is a folder")
    case ENOSPC, EDQUOT:
      self.init(
        .script, "\(name) must be \(verb), but the disk is full",
        hint: "the old file, if there was one, is as it was")
    case EFBIG:
      self.init(
        .script, "\(name) must be \(verb), but is longer than a file may be here",
        hint: "'ulimit -f' tells the limit; the old file, if there was one, is as it was")
    default: self.init(.script, "\(name) must be \(verb), but: \(system)")
    }
  }
}

extension Failure {
  package static func unknownEnding(_ path: String) -> Failure {
    Failure(
      .usage, "the name of a file must end in .json, .ndjson, .jsonl, .csv, .tsv or .txt, but is '\(path)'",
      hint: "--as json says what it holds")
  }
}
