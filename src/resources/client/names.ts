/**
 * A function of a POSIX shell: whether resolv.conf is nlapply's, with servers in it. Then those stand in place of a lease's:
 * each renewal would undo what the configuration says, and each run what the lease says.
 */
export const NAMES_ARE_DECLARED = `names_are_declared() {
  grep -qs '^# Written by nlapply ' /etc/resolv.conf && grep -qs '^nameserver ' /etc/resolv.conf
}`;
