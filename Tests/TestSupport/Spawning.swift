import Synchronization

/// Held while a descriptor is made that no child shall have, until it is marked so, and while a child is started: one
/// that inherited the end of a pipe by accident would keep its reader waiting.
package let spawning = Mutex(())
