//! Who else may read what this process and its children write.

use nix::sys::stat::{Mode, umask};

/// What only the owner may read and write.
pub const PRIVATE: u32 = 0o077;

/// What package managers expect: the programs they install are for all.
pub const COMMON: u32 = 0o022;

/// Takes these bits from the mode of every file that is made from here on, by this process and by
/// those that it starts.
pub fn set_umask(bits: u32) {
    umask(Mode::from_bits_truncate(bits));
}
