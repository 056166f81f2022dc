import { Buffer } from 'node:buffer';
import { createConnection, type Socket } from 'node:net';
import { env, getuid } from 'node:process';
import { spoil } from '../../inputs/recording.ts';
import { decodeReply, encodeCall, type MethodCall, messageLength, type Reply } from './message.ts';
import type { DbusValue } from './wire.ts';

const SOCKET = '/run/dbus/system_bus_socket';
/** libdbus waits as long for a reply. */
const PATIENCE_MS = 25_000;

/** The error of a service, or of the bus, that refused a call. */
export class DbusError extends Error {
  override readonly name = 'DbusError';
  /** Such as `org.freedesktop.DBus.Error.AccessDenied`. */
  readonly error: string;

  constructor(error: string, message: string) {
    super(message);
    this.error = error;
  }
}

/** Calls a method of a service; several calls may be under way at the same time. */
export type CallMethod = (call: MethodCall) => Promise<readonly DbusValue[]>;

/**
 * Runs a function with a connection to the system bus; undefined if there is no bus.
 * @throws DbusError from the function's calls, or if the bus refuses the connection or does not answer
 */
export async function onSystemBus<T>(
  work: (call: CallMethod) => Promise<T>,
  patience = PATIENCE_MS,
): Promise<T | undefined> {
  spoil('the system bus');
  const socket = await connect(socketPath());
  if (socket === undefined) return undefined;
  try {
    return await work(await authenticate(socket, patience));
  } finally {
    socket.destroy();
  }
}

function socketPath(): string {
  const [, path] = /(?:^|;)unix:path=([^,;]+)/.exec(env['DBUS_SYSTEM_BUS_ADDRESS'] ?? '') ?? [];
  return path ?? SOCKET;
}

function connect(path: string): Promise<Socket | undefined> {
  return new Promise((settle) => {
    const socket = createConnection(path);
    socket.once('connect', () => settle(socket)).once('error', () => settle(undefined));
  });
}

/** Sends our uid, which the bus knows anyway (SO_PEERCRED), and requests a name on the bus. */
async function authenticate(socket: Socket, patience: number): Promise<CallMethod> {
  const uid = Buffer.from(String(getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`);
  const answer = await firstAnswer(socket, patience);
  if (!answer.toString('latin1').startsWith('OK '))
    throw new DbusError('', 'the system bus does not let us in');
  socket.write('BEGIN\r\n');
  const call = exchange(socket, patience);
  const bus = {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
  };
  await call({ ...bus, member: 'Hello', signature: '', values: [] });
  return call;
}

function firstAnswer(socket: Socket, patience: number): Promise<Buffer> {
  return new Promise((settle, refuse) => {
    const timer = setTimeout(() => refuse(new DbusError('', 'the system bus does not answer')), patience);
    socket.on('error', () => {});
    socket
      .once('data', (answer: Buffer) => {
        clearTimeout(timer);
        settle(answer);
      })
      .once('close', () => {
        clearTimeout(timer);
        refuse(closed());
      });
  });
}

const closed = (): DbusError => new DbusError('', 'the system bus has closed the connection');

function exchange(socket: Socket, patience: number): CallMethod {
  const waiting = new Map<number, (reply: Reply | DbusError) => void>();
  let serial = 0;
  let pending = Buffer.alloc(0);
  const giveUp = (error: DbusError): void => {
    for (const settle of waiting.values()) settle(error);
  };
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    try {
      for (let length = messageLength(pending); length !== undefined; length = messageLength(pending)) {
        if (pending.length < length) break;
        const reply = decodeReply(pending.subarray(0, length));
        pending = pending.subarray(length);
        if (reply !== undefined) waiting.get(reply.serial)?.(reply);
      }
    } catch (error) {
      giveUp(
        new DbusError('', `the system bus sent nonsense: ${error instanceof Error ? error.message : error}`),
      );
      socket.destroy();
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => giveUp(closed()));
  return (call) =>
    new Promise((settle, refuse) => {
      serial += 1;
      const own = serial;
      const timer = setTimeout(
        () => waiting.get(own)?.(new DbusError('', `${call.destination} does not answer`)),
        patience,
      );
      waiting.set(own, (reply) => {
        clearTimeout(timer);
        waiting.delete(own);
        if (reply instanceof DbusError) refuse(reply);
        else if (reply.error === undefined) settle(reply.values);
        else refuse(new DbusError(reply.error, String(reply.values[0] ?? reply.error)));
      });
      socket.write(encodeCall(call, own));
    });
}
