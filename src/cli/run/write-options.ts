import type { ApplyOptions } from '../../engine/index.ts';
import type { LoadedConfiguration } from '../load-configuration.ts';
import type { KernelValues, WriteValues } from '../options.ts';
import type { Session } from '../session.ts';
import { sshConnectionOf } from '../ssh-connection.ts';

/** What the engine is told by every command that looks at the kernel. */
export function kernelOptions(session: Session, { netns, resolver }: KernelValues) {
  return {
    ...session.trace,
    ...(netns !== undefined && { netns }),
    ...(resolver !== undefined && { resolver }),
  };
}

/** What the engine is told by every command that knows the state directory. */
export function stateOptions(session: Session, values: KernelValues & { readonly stateDir: string }) {
  return {
    ...kernelOptions(session, values),
    stateDir: values.stateDir,
    program: session.host.program,
    progress: (text: string): void => session.progress(text),
  };
}

/** What the engine is told by commands that make the network what a configuration says. */
export function writeOptions(
  session: Session,
  { sources }: LoadedConfiguration,
  values: WriteValues,
  signal: AbortSignal,
): ApplyOptions {
  return {
    ...stateOptions(session, values),
    waitLinks: values.waitLinks,
    onError: values.onError,
    allowRecreate: values.allowRecreate ?? false,
    verify: values.verify,
    files: sources,
    sshConnection: () => sshConnectionOf(session.host.env),
    signal,
  };
}
