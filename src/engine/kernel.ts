import { EXIT, NlapplyError, type Snapshot } from '../model/index.ts';
import { AddonError, type Connection, describeRequest, openConnection } from '../netlink/index.ts';
import { addresses } from '../resources/address/address.ts';
import { linkIndex } from '../resources/link/index-table.ts';
import { dumpLinks, readLinks } from '../resources/link/observe.ts';
import { routes } from '../resources/route/route.ts';
import { rules } from '../resources/rule/rule.ts';

export interface EngineOptions {
  /** A namespace's name (under /run/netns) or path; absent: the caller's. */
  readonly netns?: string;
  /** Called with each netlink request, decoded, one line. */
  readonly trace?: (line: string) => void;
}

/** Opens a route socket in the namespace. @throws NlapplyError when there is no such namespace or no right to enter it */
export function openKernel({ netns, trace }: EngineOptions): Connection {
  try {
    return openConnection({
      ...(netns !== undefined && { netns }),
      ...(trace !== undefined && {
        trace: (event) => {
          if (event.direction === 'sent') trace(describeRequest(event.request));
        },
      }),
    });
  } catch (error) {
    throw cannotOpen(error, netns);
  }
}

/** What opening or entering a path that is no namespace file says. */
const NO_NAMESPACE: ReadonlySet<string> = new Set(['ENOENT', 'EINVAL', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

function cannotOpen(error: unknown, netns: string | undefined): unknown {
  if (error instanceof AddonError) {
    const tried = error.attempts.map(({ path, reason }) => `${path}: ${reason}`).join('; ');
    const message = `the native addon cannot be loaded (${tried})`;
    const hint = 'install the package for this platform, or build the addon: npm run build:native';
    return new NlapplyError(error.code, EXIT.failed, message, { cause: error, hint });
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (netns === undefined || typeof code !== 'string') return error;
  if (NO_NAMESPACE.has(code)) {
    const hint = 'list them with "ip netns", or give the path of a namespace file';
    return new NlapplyError('ERR_NO_NAMESPACE', EXIT.failed, `there is no network namespace ${netns}`, {
      cause: error,
      hint,
    });
  }
  if (code === 'EPERM' || code === 'EACCES') {
    const message = `no permission to enter the network namespace ${netns}`;
    return new NlapplyError('ERR_PRIVILEGE', EXIT.privilege, message, {
      cause: error,
      hint: 'this needs CAP_SYS_ADMIN: run as root',
    });
  }
  return error;
}

/** Dumps that see a link index without a link (it came or went meanwhile) start anew. */
const ATTEMPTS = 3;

/** The live state, by one strict dump for each kind and family. */
export async function observe(connection: Connection): Promise<Snapshot> {
  for (let attempt = 1; ; attempt++) {
    const messages = await dumpLinks(connection);
    const index = linkIndex(messages.map((m) => [m.name ?? '', m.index ?? 0]));
    const snapshot: Snapshot = {
      format_version: 1,
      links: readLinks(messages, index),
      addresses: await addresses.observe(connection, index),
      routes: await routes.observe(connection, index),
      rules: await rules.observe(connection, index),
    };
    if (attempt === ATTEMPTS || !snapshot.routes.some((route) => route.link?.startsWith('#')))
      return snapshot;
  }
}
