/**
 * A function of a POSIX shell that checks whether resolv.conf was written by nlapply and has servers in it. In that
 * case those take precedence over a lease's: otherwise each renewal would undo the configuration, and each run the
 * lease.
 */
export const NAMES_ARE_DECLARED = `names_are_declared() {
  grep -qs '^# Written by nlapply ' /etc/resolv.conf && grep -qs '^nameserver ' /etc/resolv.conf
}`;
