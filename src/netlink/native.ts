/**
 * The native addon: netlink sockets without any knowledge of the protocols, and a few system calls. Numbers are those
 * of the kernel's headers; byte offsets and lengths count from the start of the array.
 *
 * Calls that set something up throw: an `Error` with `code` ('ENOENT'), `errno` (negative, as in Node's own errors),
 * `syscall` and, where there is one, `path`. Calls that move data return -errno instead, because EAGAIN is normal for
 * them. A wrong argument throws a `TypeError` (ERR_INVALID_ARG_TYPE) or a `RangeError` (ERR_OUT_OF_RANGE: not an
 * integer of 32 bits, an offset outside the array, a detached buffer).
 */
export interface Addon {
  /**
   * `family`: a NETLINK_* protocol. `type`: SOCK_RAW (3) or SOCK_DGRAM (2). `netns`: the file of a network
   * namespace (/proc/PID/ns/net, /run/netns/NAME) to make the socket in, or null for the caller's own.
   * Always non-blocking and close-on-exec.
   */
  readonly Socket: new (
    family: number,
    type: number,
    netns: string | null,
  ) => NativeSocket;

  /**
   * Whether `length` bytes of `now` equal those of `then`, each from its own offset on, except in `spans`. A span is
   * three numbers: where it begins, its length in bytes, and 1 if each word of it, as an int32, must be the same or
   * above zero both times, or 0 if it may hold anything. Its beginning is counted from `start` bytes before the bytes
   * to compare. Spans are in ascending order, and each lies in the bytes to compare as a whole or not at all.
   */
  isAlike(
    now: Uint8Array,
    nowOffset: number,
    length: number,
    then: Uint8Array,
    thenOffset: number,
    start: number,
    spans: Int32Array,
  ): boolean;

  /**
   * Opens the file (or creates it, with mode 0600) and takes an exclusive lock by flock(2), without waiting. Throws
   * with code EAGAIN if somebody else holds the lock, ELOOP if the path is a symbolic link.
   */
  lockFile(path: string): number;

  /** Closes a descriptor of `lockFile`, which releases the lock; EBADF for any other number. */
  unlockFile(fd: number): void;

  /**
   * Opens /dev/net/tun in a network namespace (as for Socket) and attaches it to the device `name` with `flags`
   * (IFF_TUN or IFF_TAP, and others, linux/if_tun.h): a device that does not exist is created, and a name with %d is
   * completed. `index`: that of a new device; 0: the kernel chooses. `owner`, `group`: the ids that may open it;
   * 0xffffffff leaves them as they are. `persist`: 1 keeps the device, 0 deletes it. Returns its name. `syscall` of an
   * error names the ioctl: 'ioctl(TUNSETIFF)'; `path` is the device's name.
   */
  setTun(
    netns: string | null,
    name: string,
    flags: number,
    index: number,
    owner: number,
    group: number,
    persist: number,
  ): string;

  /**
   * Reads a file below /proc/sys, at most 4096 bytes, in a network namespace (as for Socket): each namespace has its
   * own files below /proc/sys/net. `path` of an error is the file's, or the namespace's.
   */
  readSysctl(netns: string | null, path: string): string;

  /** Writes such a file, in one write(2). */
  writeSysctl(netns: string | null, path: string, text: string): void;
}

/** One netlink socket. Closed by `close`, by the end of its thread, or once nobody holds it. */
export interface NativeSocket {
  /** The descriptor, for diagnosis; -1 when closed. */
  readonly fd: number;

  /** `portId` 0: the kernel chooses. `groups`: a mask of groups 1 to 32. Returns the port id assigned. */
  bind(portId: number, groups: number): number;

  /** setsockopt(2) with an int. */
  setOption(level: number, option: number, value: number): void;

  /** getsockopt(2) with an int. */
  getOption(level: number, option: number): number;

  /** The numbers of the groups joined, ascending. */
  memberships(): number[];

  /**
   * Sends `length` bytes from `offset` as one datagram; port 0 is the kernel. Returns the bytes sent or -errno
   * (-EAGAIN when the receiver's queue is full).
   */
  send(bytes: Uint8Array, offset: number, length: number, portId: number, groups: number): number;

  /**
   * Receives one datagram into the room from `offset` on. Returns its real length, which may exceed the room:
   * then the rest is lost and `info[3]` has MSG_TRUNC; or -errno, -EAGAIN when there is none.
   *
   * `info`, five elements or more, becomes: [0] the sender's port id (the bits of an int32), 0 = the kernel;
   * [1] the groups it was sent to, as a mask; [2] the group's number, if NETLINK_PKTINFO is on, else 0;
   * [3] the flags of recvmsg(2); [4] the sender's nsid, if NETLINK_LISTEN_ALL_NSID is on and it is another
   * namespace, else -1.
   */
  receive(bytes: Uint8Array, offset: number, info: Int32Array): number;

  /**
   * Receives as many datagrams as are there and fit, each beginning at a multiple of four bytes from `offset`,
   * and returns where they end. Only the kernel's: others are dropped and counted.
   *
   * `info`, three elements or more, becomes: [0] why it stopped, [1] datagrams dropped, [2] see 3.
   *  1: NLMSG_DONE or NLMSG_ERROR with this `seq` came (it is in the bytes);
   *  0: nothing more is there now: wait and call again;
   *  2: less than 64 KiB of room is left: make room and call again;
   *  3: a datagram of `info[2]` bytes did not fit and is lost;
   *  -errno: receiving failed. What came before is in the bytes all the same.
   */
  fill(bytes: Uint8Array, offset: number, seq: number, info: Int32Array): number;

  /**
   * Calls back once, from the event loop, when there is something to receive, be it an error (ENOBUFS): with 0,
   * or with -errno when the socket cannot be watched. One wait at a time: EALREADY. The loop stays alive
   * meanwhile, unless `unref` was called.
   */
  wait(callback: (status: number) => void): void;

  /** The callback of a pending wait will not be called any more. */
  cancelWait(): void;

  /** A pending wait, now and later, does not keep the event loop alive. */
  unref(): void;

  /** A pending wait, now and later, keeps the event loop alive. This is the default. */
  ref(): void;

  /** Closes it and cancels a pending wait. It may be called again; every other call then fails with EBADF. */
  close(): void;
}
