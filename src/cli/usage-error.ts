import { EXIT, NlapplyError } from '../model/index.ts';

/** The command line is invalid. Exit status 64 (EX_USAGE of sysexits.h). */
export class UsageError extends NlapplyError {
  override readonly name = 'UsageError';

  /** @param help the command line that explains it, e.g. `nlapply diff --help` */
  constructor(message: string, help = 'nlapply --help') {
    super('ERR_USAGE', EXIT.usage, message, { hint: `try "${help}"` });
  }
}
