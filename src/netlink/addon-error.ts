/** A file that was tried, and why it could not be loaded. */
export interface AddonAttempt {
  readonly path: string;
  readonly reason: string;
}

/** The native addon could not be loaded: it was not built, or not for this machine. */
export class AddonError extends Error {
  readonly code = 'ERR_NLAPPLY_ADDON';
  readonly exitCode = 1;
  readonly attempts: readonly AddonAttempt[];

  constructor(attempts: readonly AddonAttempt[], cause?: unknown) {
    const lines = [
      `cannot load the native addon for linux-${process.arch} (Node-API ${process.versions['napi']}):`,
      ...attempts.map(({ path, reason }) => `  ${path}: ${reason}`),
      'Build it with: npm run build:native (needs g++, make and python3)',
    ];
    super(lines.join('\n'), { cause });
    this.name = 'AddonError';
    this.attempts = attempts;
  }
}
