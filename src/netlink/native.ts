/**
 * What the native addon gives: sockets as the kernel has them, without any protocol. Numbers are those of the
 * kernel's headers; byte offsets and lengths count from the start of the array.
 *
 * Calls that set something up throw: an `Error` with `code` ('ENOENT'), `errno` (negative, as in Node's own
 * errors), `syscall` and, where there is one, `path`. Calls that move data return -errno instead, for EAGAIN is
 * their daily bread. A wrong argument throws a `TypeError` (ERR_INVALID_ARG_TYPE) or a `RangeError`
 * (ERR_OUT_OF_RANGE: not an integer of 32 bits, an offset outside the array, a detached buffer).
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
   * Whether `length` bytes of `now` from its offset on are those of `then` from its own on, but for `spans`, in threes: where one begins, its length in
   * bytes, and 1 where each word of it, as an int32, is to be the same or above zero both times; 0: it may be anything. Spans count from `start` bytes
   * before what is compared. They ascend, and of none is only a part compared.
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
   * Opens (or makes, mode 0600) the file and takes flock(2)'s exclusive lock without waiting. Throws with code
   * EAGAIN when another holds it, ELOOP when the path is a symbolic link.
   */
  lockFile(path: string): number;

  /** Closes a descriptor of `lockFile` and so gives the lock back; EBADF for any other number. */
  unlockFile(fd: number): void;

  /**
   * Opens /dev/net/tun in a network namespace (as for Socket) and attaches it to the device `name` with `flags`
   * (IFF_TUN or IFF_TAP, and others, linux/if_tun.h): one that is not there is made, a name with %d completed.
   * `index`: the one that a new device gets, 0: the kernel chooses. `owner`, `group`: the ids that may open it, 0xffffffff leaves them. `persist` 1: the device stays, 0: it goes now.
   * Returns its name. `syscall` of an error names the ioctl: 'ioctl(TUNSETIFF)'; `path` is the device's name.
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
   * What a file below /proc/sys says, at most 4096 bytes, in a network namespace (as for Socket): the files below
   * /proc/sys/net are each namespace's own. `path` of an error is the file's, or the namespace's.
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

  /** A pending wait, now and later, keeps the event loop alive: so it is from the start. */
  ref(): void;

  /** Closes it and cancels a pending wait. May be called again; every other call then says EBADF. */
  close(): void;
}
