/** The code of an error of Node or of the addon (`ENOENT`, `EPERM`), else undefined. */
export const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;
