/** One end of a session. */
export interface End {
  /** In canonical form. */
  readonly address: string;
  /** 0 if it is not known, as of the packets of a tunnel. */
  readonly port: number;
}

/** Where packets are sent: the link, and the gateway (null: the destination is on the link). */
export interface Path {
  readonly link: string;
  readonly via: string | null;
}

/** A path as the kernel reports it, with the routing table that it comes from. */
export interface Way extends Path {
  readonly table: number;
}

/** An established TCP session with another machine. */
export interface Session {
  readonly family: 4 | 6;
  readonly local: End;
  readonly remote: End;
  /** The link that its socket is bound to. */
  readonly boundTo?: string;
  /** Firewall mark of its socket. */
  readonly mark: number;
  /** The path to the remote end that the kernel uses now; absent if it has none, or did not report it. */
  readonly path?: Way;
}

/** The usual port of sshd. */
const SSH_PORT = 22;

/**
 * The ends of the session that SSH_CONNECTION describes: `198.51.100.7 50312 192.0.2.1 22`, the remote end first.
 * @returns undefined if the text has another form
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

/** Whether both describe the same session. */
export const sameSession = (
  a: Pick<Session, 'local' | 'remote'>,
  b: Pick<Session, 'local' | 'remote'> | undefined,
): boolean => b !== undefined && sameEnd(a.local, b.local) && sameEnd(a.remote, b.remote);

const sameEnd = (a: End, b: End): boolean => a.address === b.address && a.port === b.port;

/** How messages call a session. */
export function sessionName({ local, remote }: Session, isYours: boolean): string {
  const from = `${remote.address} port ${remote.port}`;
  if (isYours) return `the session you are typing in (ssh from ${from})`;
  if (local.port === SSH_PORT) return `the ssh session from ${from}`;
  return `the TCP session of ${local.address} port ${local.port} with ${from}`;
}

/** Sessions by importance: the user's own, other SSH sessions, the rest. */
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
