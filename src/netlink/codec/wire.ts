/**
 * The byte order of the host, which netlink uses, as DataView takes it (true: little-endian). Asking node:os would load
 * it.
 */
export const host: boolean = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Messages and attributes begin at multiples of four (NLMSG_ALIGN, NLA_ALIGN). */
export const align = (n: number): number => (n + 3) & ~3;

/** Bytes, as an array and as a DataView. */
export class Block {
  bytes: Uint8Array;
  data: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

/** struct nlmsghdr: length, type, flags, sequence number, port id. */
export const MESSAGE_HEADER = 16;
/** struct nlattr: length, type. */
export const ATTRIBUTE_HEADER = 4;
/** NLA_F_NESTED: the payload is attributes. Set on every nest, as strict families demand. */
export const NESTED = 0x8000;
/** NLA_F_NET_BYTEORDER: the payload is in network byte order. Only ipset looks at it, and insists on it. */
export const NET_BYTEORDER = 0x4000;
/** NLA_TYPE_MASK: the id without NLA_F_NESTED and NLA_F_NET_BYTEORDER. */
export const ID_MASK = 0x3fff;

/** How long the attribute at `at` says that it is; 0 where it does not lie whole before `end`, and so beyond the last one. */
export function attributeLength(data: DataView, at: number, end: number): number {
  if (end - at < ATTRIBUTE_HEADER) return 0;
  const length = data.getUint16(at, host);
  return length < ATTRIBUTE_HEADER || at + length > end ? 0 : length;
}

export const attributeId = (data: DataView, at: number): number => data.getUint16(at + 2, host) & ID_MASK;

/**
 * Messages written one after another into a buffer that doubles when it is full.
 * Take `bytes` and `data` anew after each write: growth replaces them.
 */
export class Writer extends Block {
  /** Where the next byte goes. */
  at = 0;

  constructor(size = 8192) {
    super(new Uint8Array(size));
  }

  /** Reserves `size` bytes and returns where they begin. Their contents are undefined. */
  take(size: number): number {
    const start = this.at;
    if (start + size > this.bytes.length) this.#grow(start + size);
    this.at = start + size;
    return start;
  }

  /** Like `take`, and fills the bytes with zeroes. */
  zero(size: number): number {
    const start = this.take(size);
    for (let at = start; at < this.at; at++) this.bytes[at] = 0; // a few bytes: faster than fill
    return start;
  }

  /** Begins a message: writes its header, whose length `end` fills in. */
  begin(type: number, flags: number, seq: number): number {
    const start = this.take(MESSAGE_HEADER);
    this.data.setUint16(start + 4, type, host);
    this.data.setUint16(start + 6, flags, host);
    this.data.setUint32(start + 8, seq, host);
    this.data.setUint32(start + 12, 0, host);
    return start;
  }

  end(start: number): void {
    this.data.setUint32(start, this.at - start, host);
    this.#pad();
  }

  /** Begins an attribute; `close` fills in its header. */
  open(): number {
    return this.take(ATTRIBUTE_HEADER);
  }

  /** Ends an attribute. @throws RangeError if it is longer than its 16-bit length can say. */
  close(start: number, type: number): void {
    const length = this.at - start;
    if (length > 0xffff) {
      throw new RangeError(`attribute ${type & ID_MASK} takes ${length} bytes; netlink allows 65535`);
    }
    this.data.setUint16(start, length, host);
    this.data.setUint16(start + 2, type, host);
    this.#pad();
  }

  /** The padding is input of the kernel too: zeroes. */
  #pad(): void {
    while (this.at & 3) this.bytes[this.take(1)] = 0;
  }

  #grow(size: number): void {
    let length = Math.max(64, this.bytes.length);
    while (length < size) length *= 2;
    const bytes = new Uint8Array(length);
    bytes.set(this.bytes);
    this.bytes = bytes;
    this.data = new DataView(bytes.buffer);
  }
}
