import type { ApplyOptions } from '../../engine/index.ts';
import type { LoadedConfiguration } from '../load-configuration.ts';
import type { KernelValues, WriteValues } from '../options.ts';
import type { Session } from '../session.ts';
import { sshConnectionOf } from '../ssh-connection.ts';

/** The options of the engine for commands that access the kernel. */
export function kernelOptions(session: Session, { netns, resolver }: KernelValues) {
  return {
    ...session.trace,
    ...(netns !== undefined && { netns }),
    ...(resolver !== undefined && { resolver }),
  };
}

/** The options of the engine for commands that use the state directory. */
export function stateOptions(session: Session, values: KernelValues & { readonly stateDir: string }) {
  return {
    ...kernelOptions(session, values),
    stateDir: values.stateDir,
    program: session.host.program,
    progress: (text: string): void => session.progress(text),
  };
}

/** The options of the engine for commands that apply a configuration. */
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
