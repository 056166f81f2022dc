/** One end of a session. */
export interface End {
  /** Canonical text. */
  readonly address: string;
  readonly port: number;
}

/** How packets leave: over a link, to a gateway or straight to the other end. */
export interface Path {
  readonly link: string;
  readonly via: string | null;
}

/** A way as the kernel tells it: with the table that it is from. */
export interface Way extends Path {
  readonly table: number;
}

/** An established TCP session with somebody beyond this machine. */
export interface Session {
  readonly family: 4 | 6;
  readonly local: End;
  readonly remote: End;
  /** The link that its socket is bound to. */
  readonly boundTo?: string;
  /** Firewall mark of its socket. */
  readonly mark: number;
  /** The way that the kernel takes to the other end now; absent when it has none, or would not say. */
  readonly path?: Way;
}

/** Where sshd listens. */
const SSH_PORT = 22;

/**
 * What SSH_CONNECTION says: `198.51.100.7 50312 192.0.2.1 22`, the other end first.
 * @returns undefined when it says something else
 */
export function sshConnection(text: string | undefined): Pick<Session, 'local' | 'remote'> | undefined {
  const [from, fromPort, to, toPort, ...more] = (text ?? '').split(' ');
  if (from === undefined || to === undefined || toPort === undefined || more.length > 0) return undefined;
  const end = (address: string, port: string | undefined): End => ({
    address: address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/, ''),
    port: Number(port),
  });
  return { remote: end(from, fromPort), local: end(to, toPort) };
}

/** Whether two descriptions are of one session. */
export const sameSession = (
  a: Pick<Session, 'local' | 'remote'>,
  b: Pick<Session, 'local' | 'remote'> | undefined,
): boolean => b !== undefined && sameEnd(a.local, b.local) && sameEnd(a.remote, b.remote);

const sameEnd = (a: End, b: End): boolean => a.address === b.address && a.port === b.port;

/** A session in a person's words. */
export function sessionName({ local, remote }: Session, isYours: boolean): string {
  const from = `${remote.address} port ${remote.port}`;
  if (isYours) return `the session you are typing in (ssh from ${from})`;
  if (local.port === SSH_PORT) return `the ssh session from ${from}`;
  return `the TCP session of ${local.address} port ${local.port} with ${from}`;
}

/** Sessions in the order in which they matter: the one that is typed in, other ssh sessions, the rest. */
export function byImportance(
  sessions: readonly Session[],
  yours: Pick<Session, 'local' | 'remote'> | undefined,
): readonly Session[] {
  const rank = (session: Session): number => {
    if (sameSession(session, yours)) return 0;
    return session.local.port === SSH_PORT ? 1 : 2;
  };
  return [...sessions].sort((a, b) => rank(a) - rank(b));
}
