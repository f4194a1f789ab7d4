import Synchronization

/// Is held while a descriptor is made that no child may inherit, until it is marked so; and while a child is
/// started. A child that inherited the end of a pipe by accident would keep its reader waiting.
package let spawning = Mutex(())
