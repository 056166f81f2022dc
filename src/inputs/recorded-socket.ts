import type { NativeSocket } from '../netlink/native.ts';
import { type Asking, isReading, learnFamilies } from './readings.ts';
import { count, isRecording, note, numberSocket, spoil } from './recording.ts';

/** Why `fill` stopped, as in NativeSocket: the last message came; nothing is there now; the buffer is full. */
const OVER = 1;
const MORE: ReadonlySet<number> = new Set([0, 2]);

/** A socket whose requests and answers are noted. Any other use of it spoils the recording. */
export class RecordedSocket implements NativeSocket {
  readonly #socket: NativeSocket;
  readonly #number: number;
  readonly #asking: Asking;
  #request: Buffer | undefined;
  #reply: Buffer[] = [];

  constructor(socket: NativeSocket, family: number, type: number, netns: string | null) {
    this.#socket = socket;
    this.#number = numberSocket();
    this.#asking = { protocol: family, families: new Map() };
    note({ note: 'socket', family, type, netns });
  }

  get fd(): number {
    return this.#socket.fd;
  }

  bind(portId: number, groups: number): number {
    if (groups !== 0) spoil('a subscription');
    const port = this.#socket.bind(portId, groups);
    note({ note: 'bind', socket: this.#number, port });
    return port;
  }

  setOption(level: number, option: number, value: number): void {
    let done = false;
    try {
      this.#socket.setOption(level, option, value);
      done = true;
    } finally {
      note({ note: 'option', socket: this.#number, level, option, value, done });
    }
  }

  getOption(level: number, option: number): number {
    spoil('an option of a socket');
    return this.#socket.getOption(level, option);
  }

  memberships(): number[] {
    spoil('a subscription');
    return this.#socket.memberships();
  }

  send(bytes: Uint8Array, offset: number, length: number, portId: number, groups: number): number {
    if (!isRecording()) return this.#socket.send(bytes, offset, length, portId, groups);
    const request = Buffer.from(bytes.subarray(offset, offset + length));
    if (this.#request !== undefined) spoil('an answer that nobody waited for');
    else if (portId !== 0 || groups !== 0 || !isReading(request, this.#asking)) spoil('the kernel is told');
    const sent = this.#socket.send(bytes, offset, length, portId, groups);
    if (sent !== length) spoil('a request is not sent');
    this.#request = request;
    this.#reply = [];
    return sent;
  }

  receive(bytes: Uint8Array, offset: number, info: Int32Array): number {
    spoil('a subscription');
    return this.#socket.receive(bytes, offset, info);
  }

  fill(bytes: Uint8Array, offset: number, seq: number, info: Int32Array): number {
    const end = this.#socket.fill(bytes, offset, seq, info);
    if (isRecording()) this.#noteReply(bytes.subarray(offset, end), seq, info);
    return end;
  }

  wait(callback: (status: number) => void): void {
    this.#socket.wait(callback);
  }

  cancelWait(): void {
    this.#socket.cancelWait();
  }

  unref(): void {
    this.#socket.unref();
  }

  ref(): void {
    this.#socket.ref();
  }

  close(): void {
    if (this.#request !== undefined) spoil('an answer that nobody waited for');
    this.#socket.close();
  }

  #noteReply(bytes: Uint8Array, seq: number, [reason = 0, dropped = 0]: Int32Array): void {
    const request = this.#request;
    if (request === undefined || dropped !== 0 || !(reason === OVER || MORE.has(reason))) {
      spoil('an answer is lost, or nobody has asked');
      return;
    }
    count(bytes.length);
    this.#reply.push(Buffer.from(bytes));
    if (reason !== OVER) return;
    const reply = Buffer.concat(this.#reply);
    this.#request = undefined;
    this.#reply = [];
    learnFamilies(reply, this.#asking);
    note({ note: 'ask', socket: this.#number, seq, request, reply });
  }
}
