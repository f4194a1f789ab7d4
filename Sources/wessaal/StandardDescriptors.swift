import Glibc

/// The descriptors 0, 1 and 2. Whoever started the program may have closed some of them (`<&-`).
enum StandardDescriptors {
  /// Puts something in the place of those that are closed; else the next files that are opened would be read as input,
  /// and written over by what is shown. Input is empty then, standard error takes all, and standard output takes
  /// nothing: what is lost there must be told.
  ///
  /// To be called before anything else is opened.
  static func fill() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_RDONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_WRONLY),
    ] where fcntl(descriptor, F_GETFD) < 0 {
      // Where there is no /dev, what can be neither read nor written.
      if open("/dev/null", mode) < 0 { _ = open("/", O_RDONLY | O_DIRECTORY) }
    }
  }
}
