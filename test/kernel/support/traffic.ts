import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Namespace, Shown } from './namespace.ts';
import { linkOf } from './shown.ts';
import { LIMIT_MS } from './until.ts';

/** How a ping is sent. */
export interface PingOptions {
  /** Link or source address. */
  readonly from?: string;
  /** Firewall mark. */
  readonly mark?: number;
  /** Bytes of payload; more than the smallest packet are not cut into pieces. */
  readonly size?: number;
  /** Milliseconds to go on trying; 0: the first one must be answered, however late. */
  readonly within?: number;
}

/** Asserts that a host gets an answer from an address: soon, as bonds, bridges and neighbours take a moment. */
export async function assertReaches(
  host: Namespace,
  address: string,
  options: PingOptions = {},
): Promise<void> {
  await eventually(() => {
    const { status, stdout, stderr } = host.run('ping', ...pingWords(1, options), address);
    assert.equal(status, 0, `no answer from ${address}: ${stdout}${stderr}`);
  }, options.within);
}

/**
 * Asserts that an address does not answer. This proves something only after another ping from or to the same place has
 * got through.
 */
export function assertUnreachable(host: Namespace, address: string, options: PingOptions = {}): string {
  const { status, stdout, stderr } = host.run('ping', '-i', '0.2', ...pingWords(2, options), address);
  assert.notEqual(status, 0, `an answer from ${address}: ${stdout}`);
  return stdout + stderr;
}

const pingWords = (count: number, { from, mark, size, within }: PingOptions): readonly string[] => [
  ...['-n', '-c', `${count}`, '-W', within === 0 ? `${LIMIT_MS / 1000}` : '0.4'],
  ...(from === undefined ? [] : ['-I', from]),
  ...(mark === undefined ? [] : ['-m', `${mark}`]),
  ...(size === undefined ? [] : ['-M', 'do', '-s', `${size}`]),
];

/**
 * Repeats a check until it holds, less and less often, as looking costs time even where waiting does not. Returns what it
 * returned; when time is up it fails as the check failed last.
 */
export async function eventually<T>(check: () => T, within = LIMIT_MS): Promise<T> {
  const end = Date.now() + within;
  for (let pause = 40; ; pause = Math.min(pause * 1.25, 1000)) {
    try {
      return check();
    } catch (error) {
      if (Date.now() >= end) throw error;
      await sleep(pause);
    }
  }
}

const BYTES = 200_000;
/** Seconds that no transfer takes. */
const TRANSFER_LIMIT = LIMIT_MS / 1000;

/** Listens on an address, and sends back what one who connects has sent. */
const ECHO = `
  use IO::Socket::IP;
  alarm ${TRANSFER_LIMIT};
  my $server = IO::Socket::IP->new(LocalHost => $ARGV[0], LocalPort => 5001, Listen => 1, ReuseAddr => 1) or die "$@\n";
  syswrite STDOUT, "ready\n";
  close STDOUT;
  my $socket = $server->accept or die;
  my $all = "";
  while (sysread $socket, my $part, 65536) { $all .= $part }
  print $socket $all;
  close $socket;
`;

/** Sends to an address what nobody could guess, and looks whether it comes back. */
const SEND = `
  use IO::Socket::IP;
  alarm ${TRANSFER_LIMIT};
  open my $random, "<", "/dev/urandom" or die;
  sysread $random, my $data, ${BYTES};
  my $socket = IO::Socket::IP->new(PeerHost => $ARGV[0], PeerPort => 5001) or die "$@\n";
  print $socket $data;
  $socket->flush;
  shutdown $socket, 1;
  my $all = "";
  while (sysread $socket, my $part, 65536) { $all .= $part }
  die length($all) . " bytes came back, or others\n" if $all ne $data;
`;

/**
 * Sends ${BYTES} bytes over TCP from a host to another one's address and back, and asserts that they are as they were. In
 * Perl, which starts in a tenth of the time that Node takes.
 */
export function assertTransfers(from: Namespace, to: Namespace, address: string): void {
  const { status, stderr } = from.run(
    ...['sh', '-c', `nsenter --net="$1" perl -e "$2" "$4" | { read -r ready && perl -e "$3" "$4"; }`, 'sh'],
    ...[to.path, ECHO, SEND, address],
  );
  assert.equal(status, 0, `no transfer to ${address}: ${stderr}`);
}

/** Starts a program in a host; it ends with the test. */
export function startInside(
  t: TestContext,
  host: Namespace,
  command: string,
  ...args: readonly string[]
): ChildProcess {
  const child = spawn('nsenter', [`--net=${host.path}`, command, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => void child.kill('SIGKILL'));
  return child;
}

/** Packets that a link has sent and received. */
export function packetsOf(
  host: Namespace,
  link: string,
): { readonly sent: number; readonly received: number } {
  const [shown] = host.ip('-s', 'link', 'show', link);
  const { rx, tx } = (shown?.['stats64'] ?? {}) as { rx?: Shown; tx?: Shown };
  return { sent: Number(tx?.['packets']), received: Number(rx?.['packets']) };
}

/** Pings that are sent to see which way they take: more than the hosts say of their own accord meanwhile. */
export const PINGS = 20;

/** Sends PINGS pings and returns by how many packets each of the links has sent more. */
export function sentBy(
  host: Namespace,
  links: readonly string[],
  address: string,
  options: PingOptions = {},
): readonly number[] {
  const before = links.map((link) => packetsOf(host, link).sent);
  const { status, stdout } = host.run('ping', '-i', '0.01', ...pingWords(PINGS, options), address);
  assert.equal(status, 0, stdout);
  return links.map((link, n) => packetsOf(host, link).sent - (before[n] ?? 0));
}

/** Those of the links by which all pings to an address leave. */
export function wayOf(
  host: Namespace,
  links: readonly string[],
  address: string,
  options: PingOptions = {},
): readonly string[] {
  const sent = sentBy(host, links, address, options);
  return links.filter((_, n) => (sent[n] ?? 0) >= PINGS);
}

/** MAC address of a link. */
export const macOf = (host: Namespace, link: string): string => String(linkOf(host, link)['address']);
