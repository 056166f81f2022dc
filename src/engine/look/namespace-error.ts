import { errorCode } from '../../model/error-code.ts';
import { EXIT, NlapplyError } from '../../model/index.ts';

/** What opening or entering a path that is no namespace file says. */
const NO_NAMESPACE: ReadonlySet<string> = new Set(['ENOENT', 'EINVAL', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

/** What kept one from a network namespace, in the user's words; any other error is itself. */
export function namespaceError(error: unknown, netns: string): unknown {
  const code = errorCode(error);
  if (typeof code === 'string' && NO_NAMESPACE.has(code)) {
    return new NlapplyError('ERR_NO_NAMESPACE', EXIT.failed, `there is no network namespace ${netns}`, {
      cause: error,
      hint: 'list them with "ip netns", or give the path of a namespace file',
    });
  }
  if (code === 'EPERM' || code === 'EACCES') {
    return new NlapplyError(
      'ERR_PRIVILEGE',
      EXIT.privilege,
      `no permission to enter the network namespace ${netns}`,
      { cause: error, hint: 'this needs CAP_SYS_ADMIN: run as root' },
    );
  }
  return error;
}
